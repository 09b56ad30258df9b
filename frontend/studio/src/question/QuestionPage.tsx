// The question page: loads a saved question, or starts with an empty one.
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { card as cardQuery, databases } from "../api/queries.ts";
import type { Card, Database, User } from "../api/types.ts";
import { Loaded } from "../states/Loaded.tsx";
import { useTitle } from "../states/useTitle.ts";
import { t } from "../text/text.ts";
import { draftOf, EMPTY_DRAFT } from "./draft/draft.ts";
import { QuestionEditor } from "./QuestionEditor.tsx";
import classes from "./question.module.css";

export function QuestionPage({ id, user }: { id: number | null; user: User }) {
  if (id === null) return <NewQuestion user={user} />;
  return <SavedQuestion id={id} user={user} />;
}

function NewQuestion({ user }: { user: User }) {
  useTitle(t.question.newTitle);
  const query = useQuery(databases);
  return (
    <Loaded query={query} skeleton={<QuestionSkeleton />}>
      {(list) => <EmptyQuestion databases={list} user={user} />}
    </Loaded>
  );
}

/** Starts empty, but for the database when there is only one to choose. */
function EmptyQuestion({ databases: list, user }: { databases: Database[]; user: User }) {
  const databaseId = list.length === 1 ? (list[0]?.id ?? null) : null;
  const saved = useMemo(() => ({ ...EMPTY_DRAFT, databaseId }), [databaseId]);
  return <QuestionEditor card={null} saved={saved} user={user} />;
}

function SavedQuestion({ id, user }: { id: number; user: User }) {
  const query = useQuery(cardQuery(id));
  useTitle(query.data?.name);
  return (
    <Loaded query={query} skeleton={<QuestionSkeleton />}>
      {(card) => <LoadedQuestion card={card} user={user} />}
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
