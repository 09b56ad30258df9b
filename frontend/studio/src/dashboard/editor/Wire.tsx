// Over each card while a filter is selected: which column of each of its questions the filter filters.
import { NativeSelect, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { useQueries } from "@tanstack/react-query";
import { metadata } from "../../api/queries.ts";
import type { Card, Parameter } from "../../api/types.ts";
import { noticeDone } from "../../states/notices.tsx";
import { bench } from "../../text/bench/text.ts";
import {
  type CardDraft,
  type DashboardDraft,
  mappingOf,
  questionsOf,
  type Step,
} from "../draft/draft.ts";
import { targetsOf, wiresAlike } from "../draft/parameters.ts";
import classes from "./editor.module.css";
import { nameOf } from "./Grid.tsx";

interface WiresProps {
  draft: DashboardDraft;
  card: CardDraft;
  parameter: Parameter;
  questions: ReadonlyMap<number, Card>;
  take: (step: Step) => void;
}

export function Wires({ draft, card, parameter, questions, take }: WiresProps) {
  const ids = new Set([...questions.values()].map((it) => it.dataset_query.database ?? 0));
  const tables = useQueries({
    queries: [...ids].map((id) => ({ ...metadata(id), enabled: id > 0 })),
    combine: (results) => results.flatMap((it) => it.data?.tables ?? []),
  });
  const shown = questionsOf(card).map((id) => {
    const question = questions.get(id ?? 0);
    const options = targetsOf(card, question, tables, parameter.type);
    return { id, question, options, target: mappingOf(card, parameter.id, id)?.target };
  });
  if (shown.every((it) => it.options.length === 0 && !it.target)) {
    if (card.questionId === null) return null;
    return (
      <Text size="xs" c="dimmed">
        {bench.editor.wireNothing}
      </Text>
    );
  }
  const isFirst = draft.cards.every((it) =>
    it.mappings.every(({ parameter_id }) => parameter_id !== parameter.id),
  );
  return (
    <>
      {shown.every((it) => it.target) ? (
        <IconCircleCheck size={22} className={classes.wired} aria-hidden />
      ) : (
        <IconCircleDashed size={22} className={classes.unwired} aria-hidden />
      )}
      {shown.map(({ id, question, options, target }) => {
        const current = target ? JSON.stringify(target) : "";
        const isListed = options.some((it) => it.value === current);
        const name = id === card.questionId ? nameOf(card, questions) : (question?.name ?? "");
        return (
          <NativeSelect
            key={id}
            size="xs"
            label={shown.length > 1 ? name : undefined}
            aria-label={bench.editor.wiring(parameter.name, name)}
            data={[
              { value: "", label: bench.editor.wireNone },
              ...options.map(({ value, label }) => ({ value, label })),
              ...(current && !isListed ? [{ value: current, label: String(target?.at(1)) }] : []),
            ]}
            value={current}
            onChange={(event) => {
              const found = options.find((it) => it.value === event.currentTarget.value);
              const own = { cardId: card.id, questionId: id, target: found?.target ?? null };
              const alike =
                found && isFirst ? wiresAlike(draft, own, questions, tables, parameter.type) : [];
              take({ do: "wire", parameterId: parameter.id, wires: [own, ...alike] });
              if (alike.length > 0) noticeDone(bench.editor.wiredAlike(alike.length));
            }}
          />
        );
      })}
    </>
  );
}
