// Everything that is embedded: its parameters, its last view, the way to it and the way out.
import { Anchor, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { updateEmbedding } from "../../api/changes.ts";
import { Panel } from "../../shell/Page.tsx";
import { Loaded } from "../../states/Loaded.tsx";
import classes from "../admin.module.css";
import { type Published, published } from "../api.ts";
import { AskButton, Mark, Rows, useAction, When } from "../parts.tsx";
import { a } from "../text/text.ts";

const COLOURS = { locked: "orange", enabled: "green", disabled: "gray" } as const;

export function PublishedList() {
  const query = useQuery(published);
  const unpublish = useAction(
    (item: Published) => updateEmbedding(item.kind, item.id, { enable_embedding: false }),
    {
      done: (item) => a.embedding.unpublished(item.name),
      failed: a.embedding.unpublish,
      changes: ["admin", "cards", "dashboards", "embeddable"],
    },
  );
  return (
    <Panel title={a.embedding.published}>
      <Loaded query={query} skeleton={<Skeleton height={90} />}>
        {(items) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {a.embedding.nothing}
            </Text>
          ) : (
            <div className={classes.panelRows}>
              <Rows
                label={a.embedding.published}
                head={[a.embedding.item, a.embedding.parameters, a.embedding.lastViewed, ""]}
              >
                {items.map((item) => (
                  <tr key={`${item.kind}${item.id}`}>
                    <th scope="row">
                      <Anchor component={Link} href={`/${item.kind}/${item.id}`} inherit>
                        {item.name}
                      </Anchor>
                      <Text size="xs" c="dimmed">
                        {a.embedding.kinds[item.kind]}
                      </Text>
                    </th>
                    <td>
                      <span className={classes.chips}>
                        {item.parameters.map((it) => (
                          <Mark key={it.slug} color={COLOURS[it.access]}>
                            {it.name}: {a.embedding.access[it.access]}
                          </Mark>
                        ))}
                      </span>
                    </td>
                    <td>
                      <When at={item.last_viewed_at} never={a.embedding.notViewed} />
                      {item.view_count > 0 && (
                        <Text size="xs" c="dimmed">
                          {a.embedding.views(item.view_count)}
                        </Text>
                      )}
                    </td>
                    <td className={classes.end}>
                      <AskButton
                        label={a.embedding.unpublish}
                        name={a.embedding.unpublishItem(item.name)}
                        title={a.embedding.unpublishTitle(item.name)}
                        text={a.embedding.unpublishText}
                        isBusy={unpublish.isPending && unpublish.variables === item}
                        onYes={() => unpublish.mutate(item)}
                      />
                    </td>
                  </tr>
                ))}
              </Rows>
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}
