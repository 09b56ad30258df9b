// Asks before a save that takes a card from the viewers of published items.
import { Anchor, Button, Group, Modal, Text } from "@mantine/core";
import { BASE_PATH } from "../api/client.ts";
import type { Loss } from "../api/types.ts";
import { s } from "../snippets/text.ts";
import { t } from "../text/text.ts";
import classes from "./question.module.css";

interface LossesDialogProps {
  losses: Loss[];
  onSave: () => void;
  onClose: () => void;
}

export function LossesDialog({ losses, onSave, onClose }: LossesDialogProps) {
  return (
    <Modal opened onClose={onClose} title={s.losses(losses.length)}>
      <Text size="sm">{s.lossesHint}</Text>
      <ul className={classes.losses}>
        {losses.map((one) => (
          <li key={`${one.kind}${one.id}`}>
            <Anchor href={`${BASE_PATH}/${one.kind}/${one.id}`} target="_blank" size="sm">
              {one.name}
            </Anchor>
            <Text span size="xs" c="dimmed">
              {one.titles.join(", ")}
            </Text>
          </li>
        ))}
      </ul>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t.app.cancel}
        </Button>
        <Button
          onClick={() => {
            onSave();
            onClose();
          }}
        >
          {s.saveAnyway}
        </Button>
      </Group>
    </Modal>
  );
}
