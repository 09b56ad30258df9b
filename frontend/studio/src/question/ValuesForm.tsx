// The widgets that fill a question's variables before it runs.
import type { Parameter, ParameterValue, ValueList } from "../api/types.ts";
import { t } from "../text/text.ts";
import { type OwnChoices, ParameterWidget } from "../widgets/ParameterWidget.tsx";
import type { Choices, Draft } from "./draft/draft.ts";
import { type DerivedParameter, fieldOf } from "./draft/tags.ts";
import classes from "./question.module.css";
import { triedValue, type Values } from "./useBench.ts";

interface ValuesFormProps {
  parameters: DerivedParameter[];
  draft: Draft;
  values: Values;
  onChange: (id: string, value: ParameterValue) => void;
  onRun: () => void;
}

export function ValuesForm({ parameters, draft, values, onChange, onRun }: ValuesFormProps) {
  if (parameters.length === 0) return null;
  return (
    <form
      className={classes.values}
      aria-label={t.question.filters}
      onSubmit={(event) => {
        event.preventDefault();
        onRun();
      }}
    >
      {parameters.map((it) => (
        <ParameterWidget
          key={`${it.id}:${it.type}`}
          parameter={it}
          choicesPath={choicesPath(draft, it)}
          own={ownChoices(draft.choices[it.id])}
          value={triedValue(values, it)}
          onChange={(value) => onChange(it.id, value)}
        />
      ))}
      <button type="submit" hidden />
    </form>
  );
}

/** A field filter's choices are the values of its column. */
function choicesPath(draft: Draft, parameter: Parameter): string | null {
  const tag = draft.tags[parameter.slug];
  const field = tag?.type === "dimension" ? fieldOf(tag) : null;
  return field === null ? null : `field/${field}/values`;
}

/** What the author chose as the list; null where it is the column's. */
function ownChoices(choices: Choices | undefined): OwnChoices | null {
  const { values, card_id, value_field } = (choices?.values_source_config ?? {}) as Config;
  if (choices?.values_query_type === "none") return { values: [] };
  if (choices?.values_source_type === "static-list") return { values: values ?? [] };
  const isCard = choices?.values_source_type === "card" && card_id && Array.isArray(value_field);
  return isCard ? { card: card_id, column: String(value_field[1]) } : null;
}

interface Config {
  values?: ValueList["values"];
  card_id?: number;
  value_field?: unknown;
}
