// The list of versions; each opens to what it changed.
import { Badge, Button, Drawer, Skeleton, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { revertTo } from "../api/changes.ts";
import { revisions as revisionsQuery } from "../api/queries.ts";
import type { Revision } from "../api/types.ts";
import { formatAge } from "../home/items.ts";
import { ConfirmDialog } from "../states/ConfirmDialog.tsx";
import { Loaded } from "../states/Loaded.tsx";
import { noticeDone, noticeFailed } from "../states/notices.tsx";
import { bench } from "../text/bench/text.ts";
import { differences } from "./differences.ts";
import classes from "./history.module.css";

interface HistoryDrawerProps {
  entity: "card" | "dashboard";
  id: number;
  canRestore: boolean;
  onClose: () => void;
}

export function HistoryDrawer({ entity, id, canRestore, onClose }: HistoryDrawerProps) {
  const query = useQuery(revisionsQuery(entity, id));
  const client = useQueryClient();
  const [asked, setAsked] = useState<Revision | null>(null);
  const restoring = useMutation({
    mutationFn: (revision: Revision) => revertTo(entity, id, revision.id),
    onSuccess: async (answer) => {
      client.setQueryData([`${entity}s`, id], answer);
      await client.invalidateQueries({ queryKey: ["revisions", entity, id] });
      noticeDone(bench.editor.restoredDone);
    },
    onError: (error) => noticeFailed(bench.editor.failed, error),
  });
  return (
    <Drawer opened onClose={onClose} position="right" size="md" title={bench.editor.history}>
      <Loaded query={query} skeleton={<Skeleton height={120} />}>
        {(list) =>
          list.length === 0 ? (
            <Text size="sm" c="dimmed">
              {bench.editor.historyEmpty}
            </Text>
          ) : (
            <ol className={classes.list}>
              {list.map((revision, index) => (
                <Version
                  key={revision.id}
                  revision={revision}
                  isCurrent={index === 0}
                  onRestore={canRestore && index > 0 ? () => setAsked(revision) : undefined}
                />
              ))}
            </ol>
          )
        }
      </Loaded>
      <ConfirmDialog
        isOpen={asked !== null}
        title={bench.editor.restoreTitle(asked?.number ?? 0)}
        text={bench.editor.restoreText}
        yes={bench.editor.restore}
        onYes={() => asked && restoring.mutate(asked)}
        onClose={() => setAsked(null)}
      />
    </Drawer>
  );
}

interface VersionProps {
  revision: Revision;
  isCurrent: boolean;
  onRestore: (() => void) | undefined;
}

function Version({ revision, isCurrent, onRestore }: VersionProps) {
  const { number, timestamp, user } = revision;
  const when = formatAge(timestamp, Date.now());
  return (
    <li className={classes.version}>
      <div className={classes.head}>
        <div>
          <Text size="sm" fw={600}>
            {bench.editor.version(number)}{" "}
            {isCurrent && (
              <Badge size="xs" variant="light">
                {bench.editor.current}
              </Badge>
            )}
          </Text>
          <Text size="xs" c="dimmed" title={new Date(timestamp).toLocaleString()}>
            {user?.common_name ?? bench.editor.somebody} · {when}
          </Text>
          <Text size="xs">{summary(revision)}</Text>
        </div>
        {onRestore && (
          <Button size="compact-xs" variant="default" onClick={onRestore}>
            {bench.editor.restore}
          </Button>
        )}
      </div>
      {!revision.is_creation && <Differences revision={revision} />}
    </li>
  );
}

function summary(revision: Revision): string {
  if (revision.restored_from !== null) return bench.editor.restoredFrom(revision.restored_from);
  if (revision.is_creation) return bench.editor.created;
  return bench.editor.changed(revision.changed.map((it) => it.replaceAll("_", " ")).join(", "));
}

function Differences({ revision }: { revision: Revision }) {
  const found = differences(revision.diff.before, revision.diff.after);
  if (found.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>{bench.editor.changed("").trim()}</summary>
      {found.map(({ word, lines }) => (
        <div key={word}>
          <Text size="xs" fw={600} mt={6}>
            {word}
          </Text>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre className={classes.lines} tabIndex={0}>
            {lines.map(({ sign, text }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
              <span key={index} data-sign={sign}>
                {`${sign} ${text}\n`}
              </span>
            ))}
          </pre>
        </div>
      ))}
    </details>
  );
}
