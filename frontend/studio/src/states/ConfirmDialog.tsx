// Asks before something that cannot be taken back; the focus starts on the harmless answer.
import { Button, Group, Modal, Text } from "@mantine/core";
import { t } from "../text/text.ts";

interface ConfirmDialogProps {
  isOpen: boolean;
  title: string;
  text: string;
  yes: string;
  /** The harmless answer, where it is more than to cancel. */
  no?: string;
  onYes: () => void;
  onClose: () => void;
}

export function ConfirmDialog({
  isOpen,
  title,
  text,
  yes,
  no,
  onYes,
  onClose,
}: ConfirmDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={title}>
      <Text size="sm">{text}</Text>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          {no ?? t.app.cancel}
        </Button>
        <Button
          color="red.9"
          onClick={() => {
            onClose();
            onYes();
          }}
        >
          {yes}
        </Button>
      </Group>
    </Modal>
  );
}
