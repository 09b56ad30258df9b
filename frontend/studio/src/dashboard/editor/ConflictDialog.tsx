// Two authors saved: nothing is overwritten until the second one has said what shall happen.
import { Button, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { revisions } from "../../api/queries.ts";
import { formatAge } from "../../home/items.ts";
import { t } from "../../text/text.ts";

interface ConflictDialogProps {
  dashboardId: number;
  isBusy: boolean;
  onTheirs: () => void;
  onCopy: () => void;
  onMine: () => void;
  onClose: () => void;
}

export function ConflictDialog(props: ConflictDialogProps) {
  const { data } = useQuery(revisions("dashboard", props.dashboardId));
  const latest = data?.[0];
  const who = latest?.user?.common_name ?? t.editor.somebody;
  const when = latest ? (formatAge(latest.timestamp, Date.now()) ?? "") : "";
  return (
    <Modal opened onClose={props.onClose} title={t.editor.conflictTitle}>
      <Stack gap="sm">
        <Text size="sm">{t.editor.conflictText(who, when)}</Text>
        <Button variant="default" disabled={props.isBusy} onClick={props.onTheirs}>
          {t.editor.conflictTheirs}
        </Button>
        <Button variant="default" disabled={props.isBusy} onClick={props.onCopy} data-autofocus>
          {t.editor.conflictCopy}
        </Button>
        <Button color="red" variant="light" disabled={props.isBusy} onClick={props.onMine}>
          {t.editor.conflictMine}
        </Button>
        <Text size="xs" c="dimmed">
          {t.editor.conflictMineHint}
        </Text>
      </Stack>
    </Modal>
  );
}
