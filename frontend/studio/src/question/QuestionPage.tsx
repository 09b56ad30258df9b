// The question page: loads a saved question, or starts with an empty one.
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { card as cardQuery } from "../api/queries.ts";
import type { Card, User } from "../api/types.ts";
import { Loaded } from "../states/Loaded.tsx";
import { useTitle } from "../states/useTitle.ts";
import { t } from "../text/text.ts";
import { draftOf, EMPTY_DRAFT } from "./draft.ts";
import { QuestionEditor } from "./QuestionEditor.tsx";
import classes from "./question.module.css";

export function QuestionPage({ id, user }: { id: number | null; user: User }) {
  if (id === null) return <NewQuestion user={user} />;
  return <SavedQuestion id={id} user={user} />;
}

function NewQuestion({ user }: { user: User }) {
  useTitle(t.question.newTitle);
  return <QuestionEditor card={null} saved={EMPTY_DRAFT} user={user} />;
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
