// Two authors saved: nothing is overwritten until the second one has said what shall happen.
import { Button, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { revisions } from "../../api/queries.ts";
import { formatAge } from "../../home/items.ts";
import { bench } from "../../text/bench/text.ts";

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
  const who = latest?.user?.common_name ?? bench.editor.somebody;
  const when = latest ? (formatAge(latest.timestamp, Date.now()) ?? "") : "";
  return (
    <Modal opened onClose={props.onClose} title={bench.editor.conflictTitle}>
      <Stack gap="sm">
        <Text size="sm">{bench.editor.conflictText(who, when)}</Text>
        <Button variant="default" disabled={props.isBusy} onClick={props.onTheirs}>
          {bench.editor.conflictTheirs}
        </Button>
        <Button variant="default" disabled={props.isBusy} onClick={props.onCopy} data-autofocus>
          {bench.editor.conflictCopy}
        </Button>
        <Button color="red" variant="light" disabled={props.isBusy} onClick={props.onMine}>
          {bench.editor.conflictMine}
        </Button>
        <Text size="xs" c="dimmed">
          {bench.editor.conflictMineHint}
        </Text>
      </Stack>
    </Modal>
  );
}
