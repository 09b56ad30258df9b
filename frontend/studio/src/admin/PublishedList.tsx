// The questions or dashboards that are embedded, each with the way to it and the way out.
import { Anchor, Button, Skeleton, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { apiKind, updateEmbedding } from "../api/changes.ts";
import { embeddable } from "../api/queries.ts";
import type { Named, ResourceKind } from "../api/types.ts";
import { Panel } from "../shell/Page.tsx";
import { ConfirmDialog } from "../states/ConfirmDialog.tsx";
import { Loaded } from "../states/Loaded.tsx";
import { noticeDone, noticeFailed } from "../states/notices.tsx";
import { t } from "../text/text.ts";
import classes from "./admin.module.css";

export function PublishedList({ kind }: { kind: ResourceKind }) {
  const name = apiKind(kind);
  const query = useQuery(embeddable(name));
  const client = useQueryClient();
  const [asking, setAsking] = useState<Named | null>(null);
  const unpublish = useMutation({
    mutationFn: (item: Named) => updateEmbedding(kind, item.id, { enable_embedding: false }),
    onSuccess: (_answer, item) => {
      client.invalidateQueries({ queryKey: ["embeddable", name] });
      client.invalidateQueries({ queryKey: [`${name}s`] });
      noticeDone(t.embedding.unpublished(item.name));
    },
    onError: (error) => noticeFailed(t.embedding.unpublish, error),
  });
  const isDashboard = kind === "dashboard";
  return (
    <Panel title={isDashboard ? t.embedding.embeddedDashboards : t.embedding.embeddedQuestions}>
      <Loaded query={query} skeleton={<Skeleton height={36} />}>
        {(items) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {isDashboard ? t.embedding.noDashboards : t.embedding.noQuestions}
            </Text>
          ) : (
            <ul className={classes.list}>
              {items.map((item) => (
                <li key={item.id} className={classes.row}>
                  <Anchor component={Link} href={`/${kind}/${item.id}`} size="sm" fw={500} truncate>
                    {item.name}
                  </Anchor>
                  <Button
                    variant="subtle"
                    color="red"
                    size="compact-sm"
                    aria-label={t.embedding.unpublishItem(item.name)}
                    loading={unpublish.isPending && unpublish.variables.id === item.id}
                    onClick={() => setAsking(item)}
                  >
                    {t.embedding.unpublish}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <ConfirmDialog
        isOpen={asking !== null}
        title={t.embedding.unpublishTitle(asking?.name ?? "")}
        text={t.embed.unpublishConfirm}
        yes={t.embedding.unpublish}
        onYes={() => asking && unpublish.mutate(asking)}
        onClose={() => setAsking(null)}
      />
    </Panel>
  );
}
