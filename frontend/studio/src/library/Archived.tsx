// In place of what was put away: that it is in the archive, and the way back for who may.
import { Button, Group } from "@mantine/core";
import { IconArchive } from "@tabler/icons-react";
import { Page } from "../shell/Page.tsx";
import { LinkButton } from "../states/PlainButton.tsx";
import { StateView } from "../states/StateView.tsx";
import { type Thing, useChange } from "./api.ts";
import { l } from "./text.ts";

interface ArchivedProps {
  item: Thing;
  canWrite: boolean;
  /** Whether it comes back to hosts' pages. */
  isEmbedded?: boolean;
}

export function Archived({ item, canWrite, isEmbedded = false }: ArchivedProps) {
  return (
    <Page title={item.name}>
      <ArchivedState {...{ item, canWrite, isEmbedded }} />
    </Page>
  );
}

export function ArchivedState({ item, canWrite, isEmbedded }: ArchivedProps) {
  const restoring = useChange(item, l.restored);
  return (
    <StateView
      icon={IconArchive}
      role="status"
      title={l.inArchive}
      hint={isEmbedded ? l.inArchiveEmbedded : l.inArchiveHint}
      action={
        <Group gap="xs" justify="center">
          {canWrite && (
            <Button
              loading={restoring.isPending}
              onClick={() => restoring.mutate({ archived: false })}
            >
              {l.restore}
            </Button>
          )}
          <LinkButton href="/collection/archive">{l.archive}</LinkButton>
        </Group>
      }
    />
  );
}
