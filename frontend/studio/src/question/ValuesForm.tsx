// The widgets that fill a question's variables before it runs.
import type { Parameter, ParameterValue } from "../api/types.ts";
import { t } from "../text/text.ts";
import { ParameterWidget } from "../widgets/ParameterWidget.tsx";
import type { Draft } from "./draft/draft.ts";
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
