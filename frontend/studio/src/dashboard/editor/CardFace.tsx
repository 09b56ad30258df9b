// What stands on a card of the grid: the server's own drawing, at the card's size.
import { Anchor, Button, Center, Group, Loader, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { render, renderWords } from "../../api/changes.ts";
import { BASE_PATH, messageOf } from "../../api/client.ts";
import { card as cardQuery } from "../../api/queries.ts";
import type { Card, Parameter } from "../../api/types.ts";
import { ServerDrawing } from "../../drawing/ServerDrawing.tsx";
import { useChange } from "../../library/api.ts";
import { l } from "../../library/text.ts";
import { bench } from "../../text/bench/text.ts";
import { t } from "../../text/text.ts";
import type { CardDraft } from "../draft/draft.ts";
import { orderOf } from "../draft/order.ts";
import classes from "./editor.module.css";

interface CardFaceProps {
  card: CardDraft;
  question: Card | undefined;
  questions: ReadonlyMap<number, Card>;
  /** The dashboard's filters: what is wired shows their defaults, as the page will. */
  parameters: readonly Parameter[];
}

export function CardFace({ card, question, questions, parameters }: CardFaceProps) {
  if (card.questionId === null) return <Words card={card} />;
  if (!question) return <Missing id={card.questionId} />;
  return <Chart {...{ card, question, questions, parameters }} />;
}

/** A question that no list has: archived, which is named and can be undone here, or deleted. */
function Missing({ id }: { id: number }) {
  const { data } = useQuery(cardQuery(id));
  const restoring = useChange({ model: "card", id }, l.restored);
  if (!data?.archived) return <Note text={bench.editor.missing} />;
  return (
    <Note text={bench.editor.isArchived(data.name)}>
      {data.can_write !== false && (
        <Button
          variant="default"
          size="compact-sm"
          className={classes.faceButton}
          loading={restoring.isPending}
          onClick={() => restoring.mutate({ archived: false })}
        >
          {l.restore}
        </Button>
      )}
    </Note>
  );
}

function Words({ card }: { card: CardDraft }) {
  const query = useQuery({
    queryKey: ["words", card.settings],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => renderWords(card.settings, signal),
  });
  if (query.isError) return <Note text={messageOf(query.error)} />;
  if (query.data?.html === "") return <Note text={bench.editor.wordsEmpty} />;
  return <ServerDrawing html={query.data?.html ?? ""} />;
}

function Chart({ card, question, questions, parameters }: CardFaceProps & { question: Card }) {
  const series = card.series.flatMap((id) => questions.get(id) ?? []);
  const request = {
    ...orderOf(card, question, parameters),
    width: card.width,
    height: card.height,
    series: series.map((it) => orderOf(card, it, parameters)),
  };
  const query = useQuery({
    queryKey: ["drawing", question.id, question.updated_at, request],
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => render(request, signal),
  });
  if (query.isPending) {
    return (
      <Center h="100%">
        <Loader size="sm" role="status" aria-label={t.app.loading} />
      </Center>
    );
  }
  const error = query.isError ? messageOf(query.error) : query.data.error;
  if (error && query.data?.error_type === "missing-required-parameter")
    return <Note text={error} />;
  if (error) return <Failure text={error} question={question} />;
  return <ServerDrawing html={query.data?.html ?? ""} />;
}

/** Why a question does not run, as the server tells its authors, and the way to where it is mended. */
function Failure({ text, question }: { text: string; question: Card }) {
  return (
    <div className={classes.failed} role="note">
      <Group gap={6} justify="center">
        <IconAlertTriangle size={18} aria-hidden />
        <Anchor href={`${BASE_PATH}/question/${question.id}`} target="_blank" size="sm">
          {bench.editor.openQuestion}
        </Anchor>
      </Group>
      <Text size="sm" className={classes.reason}>
        {text}
      </Text>
    </div>
  );
}

function Note({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <Center h="100%" p="sm">
      <Stack gap="xs" align="center">
        <Text size="sm" c="dimmed" ta="center">
          {text}
        </Text>
        {children}
      </Stack>
    </Center>
  );
}
