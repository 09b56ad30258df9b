// A question for who may only look: the page that viewers get, with every filter in the reader's hand.
import { Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { card } from "../api/queries.ts";
import type { Card } from "../api/types.ts";
import { DashboardFrame } from "../dashboard/DashboardFrame.tsx";
import classes from "../dashboard/DashboardPage.module.css";
import { Archived } from "../library/Archived.tsx";
import { StarButton } from "../library/StarButton.tsx";
import { Loaded } from "../states/Loaded.tsx";
import { useTitle } from "../states/useTitle.ts";

export function ReaderQuestion({ id }: { id: number }) {
  const query = useQuery(card(id));
  useTitle(query.data?.name);
  return (
    <Loaded query={query} skeleton={<Skeleton height={320} m="xl" />}>
      {(item) =>
        item.archived ? (
          <Archived item={{ ...item, model: "card" }} canWrite={false} />
        ) : (
          <Shown item={item} />
        )
      }
    </Loaded>
  );
}

function Shown({ item }: { item: Card }) {
  const policy = useMemo(
    () => Object.fromEntries(item.parameters.map(({ slug }) => [slug, "enabled" as const])),
    [item.parameters],
  );
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div className={classes.name}>
          <Title order={1}>{item.name}</Title>
          {item.description && (
            <Text size="sm" c="dimmed">
              {item.description}
            </Text>
          )}
        </div>
        <StarButton entity="card" id={item.id} />
      </header>
      <DashboardFrame dashboard={item} kind="question" policy={policy} />
    </div>
  );
}
