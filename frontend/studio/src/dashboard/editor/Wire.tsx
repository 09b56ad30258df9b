// Over each card while a filter is selected: which of its columns the filter filters.
import { NativeSelect, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { metadata } from "../../api/queries.ts";
import type { Card, Parameter } from "../../api/types.ts";
import { bench } from "../../text/bench/text.ts";
import type { CardDraft, Step } from "../draft/draft.ts";
import { targetsOf } from "../draft/parameters.ts";
import classes from "./editor.module.css";
import { nameOf } from "./Grid.tsx";

interface WireProps {
  card: CardDraft;
  parameter: Parameter;
  questions: ReadonlyMap<number, Card>;
  take: (step: Step) => void;
}

export function Wire({ card, parameter, questions, take }: WireProps) {
  const question = questions.get(card.questionId ?? 0);
  const databaseId = question?.dataset_query.database ?? 0;
  const { data } = useQuery({ ...metadata(databaseId), enabled: databaseId > 0 });
  const options = targetsOf(card, question, data?.tables ?? [], parameter.type);
  const target = card.mappings.find((it) => it.parameter_id === parameter.id)?.target;
  const current = target ? JSON.stringify(target) : "";
  if (options.length === 0 && !current) {
    return (
      <Text size="xs" c="dimmed">
        {bench.editor.wireNothing}
      </Text>
    );
  }
  const isListed = options.some((it) => it.value === current);
  return (
    <>
      {current ? (
        <IconCircleCheck size={22} className={classes.wired} aria-hidden />
      ) : (
        <IconCircleDashed size={22} aria-hidden />
      )}
      <NativeSelect
        size="xs"
        aria-label={bench.editor.wiring(parameter.name, nameOf(card, questions))}
        data={[
          { value: "", label: bench.editor.wireNone },
          ...options.map(({ value, label }) => ({ value, label })),
          ...(current && !isListed ? [{ value: current, label: String(target?.at(1)) }] : []),
        ]}
        value={current}
        onChange={(event) => {
          const found = options.find((it) => it.value === event.currentTarget.value);
          take({
            do: "wire",
            id: card.id,
            parameterId: parameter.id,
            target: found?.target ?? null,
          });
        }}
      />
    </>
  );
}
