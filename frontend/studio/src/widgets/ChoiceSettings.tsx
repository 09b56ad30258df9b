// How people choose a filter's value, and where the choices come from.
import { NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Card, Parameter, Scalar } from "../api/types.ts";
import { bench } from "../text/bench/text.ts";

interface ChoiceSettingsProps {
  parameter: Parameter;
  /** Where choices come from when nothing else is said. */
  ownSource: string;
  /** Whether that gives any, so that there is something to choose from. */
  hasOwn: boolean;
  questions: Card[];
  change: (changes: Partial<Parameter>) => void;
}

export function ChoiceSettings(props: ChoiceSettingsProps) {
  const { parameter, ownSource, hasOwn, questions, change } = props;
  const source = parameter.values_source_type ?? "";
  return (
    <>
      {(hasOwn || source !== "") && (
        <NativeSelect
          label={bench.editor.filterWidget}
          data={[
            { value: "list", label: bench.editor.widgetList },
            { value: "search", label: bench.editor.widgetSearch },
            { value: "none", label: bench.editor.widgetNone },
          ]}
          value={parameter.values_query_type ?? "list"}
          onChange={(event) => change({ values_query_type: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label={bench.editor.source}
        data={[
          { value: "", label: ownSource },
          { value: "static-list", label: bench.editor.sourceList },
          { value: "card", label: bench.editor.sourceCard, disabled: questions.length === 0 },
        ]}
        value={source}
        onChange={(event) => {
          const type = event.currentTarget.value || null;
          change({ values_source_type: type, values_source_config: {} });
        }}
      />
      {source === "static-list" && <OwnList parameter={parameter} change={change} />}
      {source === "card" && <FromCard {...{ parameter, questions, change }} />}
    </>
  );
}

type Values = ([Scalar] | [Scalar, string])[];
const configOf = (parameter: Parameter) =>
  (parameter.values_source_config ?? {}) as {
    values?: (Scalar | Values[number])[];
    card_id?: number;
    value_field?: unknown;
  };

type SourceProps = Pick<ChoiceSettingsProps, "parameter" | "questions" | "change">;

function OwnList({ parameter, change }: Omit<SourceProps, "questions">) {
  const [text, setText] = useState(() =>
    (configOf(parameter).values ?? [])
      .map((it) => (Array.isArray(it) ? it.filter((part) => part != null).join(", ") : it))
      .join("\n"),
  );
  return (
    <Textarea
      label={bench.editor.sourceList}
      description={bench.editor.sourceListHint}
      autosize
      minRows={4}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        change({ values_source_config: { values: readValues(event.currentTarget.value) } });
      }}
    />
  );
}

/** `AK, Alaska` is a value with its label, `AK` a value alone. */
export function readValues(text: string): Values {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [value = "", ...label] = line.split(",");
      const words = label.join(",").trim();
      return words ? [value.trim(), words] : [value.trim()];
    });
}

function FromCard({ parameter, questions, change }: SourceProps) {
  const config = configOf(parameter);
  const question = questions.find((it) => it.id === config.card_id);
  const columns = (question?.result_metadata ?? []) as { name: string; display_name?: string }[];
  const field = Array.isArray(config.value_field) ? String(config.value_field[1]) : "";
  return (
    <>
      <NativeSelect
        label={bench.editor.sourceQuestion}
        data={[
          { value: "", label: "" },
          ...questions.map((it) => ({ value: String(it.id), label: it.name })),
        ]}
        value={String(config.card_id ?? "")}
        onChange={(event) => {
          const found = questions.find((it) => String(it.id) === event.currentTarget.value);
          const [first] = (found?.result_metadata ?? []) as { name: string }[];
          const value_field = first ? ["field", first.name, null] : null;
          change({ values_source_config: found ? { card_id: found.id, value_field } : {} });
        }}
      />
      {question && (
        <NativeSelect
          label={bench.editor.sourceColumn}
          data={columns.map((it) => ({ value: it.name, label: it.display_name ?? it.name }))}
          value={field}
          onChange={(event) => {
            const value_field = ["field", event.currentTarget.value, null];
            change({ values_source_config: { card_id: question.id, value_field } });
          }}
        />
      )}
    </>
  );
}
