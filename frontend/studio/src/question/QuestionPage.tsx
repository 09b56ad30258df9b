// The question page: loads a saved question, or starts with an empty one.
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useSearchParams } from "wouter";
import { card as cardQuery, databases } from "../api/queries.ts";
import type { Card, Database, User } from "../api/types.ts";
import { b } from "../builder/text.ts";
import { Archived } from "../library/Archived.tsx";
import { Loaded } from "../states/Loaded.tsx";
import { useTitle } from "../states/useTitle.ts";
import { t } from "../text/text.ts";
import { draftOf, EMPTY_DRAFT } from "./draft/draft.ts";
import { QuestionEditor } from "./QuestionEditor.tsx";
import classes from "./question.module.css";

interface QuestionPageProps {
  /** `new` begins one in SQL, `build` one by clicks. */
  id: number | "new" | "build";
  user: User;
}

export function QuestionPage({ id, user }: QuestionPageProps) {
  if (typeof id === "number") return <SavedQuestion id={id} user={user} />;
  return <NewQuestion isByClicks={id === "build"} user={user} />;
}

function NewQuestion({ isByClicks, user }: { isByClicks: boolean; user: User }) {
  useTitle(isByClicks ? b.title : t.question.newTitle);
  const query = useQuery(databases);
  return (
    <Loaded query={query} skeleton={<QuestionSkeleton />}>
      {(list) => <EmptyQuestion databases={list} isByClicks={isByClicks} user={user} />}
    </Loaded>
  );
}

/** Starts empty, but for the database when there is only one to choose. */
function EmptyQuestion(props: { databases: Database[]; isByClicks: boolean; user: User }) {
  const { databases: list, isByClicks, user } = props;
  const [asked] = useSearchParams();
  const only = list.length === 1 ? (list[0]?.id ?? null) : null;
  const databaseId = Number(asked.get("database")) || only;
  const table = isByClicks ? Number(asked.get("table")) || null : null;
  const saved = useMemo(
    () => ({
      ...EMPTY_DRAFT,
      databaseId,
      structured: isByClicks ? (table ? { "source-table": table } : {}) : null,
    }),
    [databaseId, isByClicks, table],
  );
  return <QuestionEditor card={null} saved={saved} user={user} />;
}

function SavedQuestion({ id, user }: { id: number; user: User }) {
  const query = useQuery(cardQuery(id));
  useTitle(query.data?.name);
  return (
    <Loaded query={query} skeleton={<QuestionSkeleton />}>
      {(card) =>
        card.archived ? (
          <Archived
            item={{ ...card, model: "card" }}
            canWrite={card.can_write !== false}
            isEmbedded={card.enable_embedding}
          />
        ) : (
          <LoadedQuestion card={card} user={user} />
        )
      }
    </Loaded>
  );
}

function LoadedQuestion({ card, user }: { card: Card; user: User }) {
  const saved = useMemo(() => draftOf(card), [card]);
  return <QuestionEditor card={card} saved={saved} user={user} />;
}

function QuestionSkeleton() {
  return (
    <div className={classes.skeleton}>
      <Skeleton height={18} width="28%" />
      <Skeleton height={12} width="44%" mt="sm" />
      <Skeleton height={360} mt="lg" radius="md" />
    </div>
  );
}
