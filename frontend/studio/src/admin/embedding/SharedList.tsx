// Everything that a public link opens: the way to it, the link, and its end.
import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { deletePublicLink } from "../../api/changes.ts";
import type { ResourceKind } from "../../api/types.ts";
import { Panel } from "../../shell/Page.tsx";
import { CopyButton } from "../../states/CopyButton.tsx";
import classes from "../admin.module.css";
import { type Shared, sharedCards, sharedDashboards } from "../api.ts";
import { AskButton, Rows, useAction } from "../parts.tsx";
import { a } from "../text/text.ts";

type Row = Shared & { kind: ResourceKind };

export function SharedList({ siteUrl }: { siteUrl: string }) {
  const cards = useQuery(sharedCards).data ?? [];
  const dashboards = useQuery(sharedDashboards).data ?? [];
  const end = useAction((row: Row) => deletePublicLink(row.kind, row.id), {
    done: (row) => a.embedding.linkEnded(row.name),
    failed: a.embedding.endLink,
    changes: ["admin", "cards", "dashboards"],
  });
  const rows: Row[] = [
    ...dashboards.map((it) => ({ ...it, kind: "dashboard" as const })),
    ...cards.map((it) => ({ ...it, kind: "question" as const })),
  ];
  return (
    <Panel title={a.embedding.shared}>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {a.embedding.nothingShared}
        </Text>
      ) : (
        <div className={classes.panelRows}>
          <Rows label={a.embedding.shared} head={[a.embedding.item, a.embedding.link, ""]}>
            {rows.map((row) => {
              const url = `${siteUrl}/public/${row.kind}/${row.public_uuid}`;
              return (
                <tr key={row.public_uuid}>
                  <th scope="row">
                    <Anchor component={Link} href={`/${row.kind}/${row.id}`} inherit>
                      {row.name}
                    </Anchor>
                    <Text size="xs" c="dimmed">
                      {a.embedding.kinds[row.kind]}
                    </Text>
                  </th>
                  <td>
                    <span className={classes.link}>
                      <Anchor href={url} target="_blank" rel="noreferrer" size="xs">
                        {url}
                      </Anchor>
                      <CopyButton text={url} label={a.embedding.copyLink(row.name)} />
                    </span>
                  </td>
                  <td className={classes.end}>
                    <AskButton
                      label={a.embedding.endLink}
                      name={a.embedding.endLinkOf(row.name)}
                      title={a.embedding.endLinkTitle(row.name)}
                      text={a.embedding.endLinkText}
                      isBusy={end.isPending && end.variables === row}
                      onYes={() => end.mutate(row)}
                    />
                  </td>
                </tr>
              );
            })}
          </Rows>
        </div>
      )}
    </Panel>
  );
}
