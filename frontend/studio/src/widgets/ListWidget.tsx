// Values of text or numbers, several or one, with suggestions when the server knows a list.
import { TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { choices as choicesQuery, columnChoices } from "../api/queries.ts";
import type { Scalar } from "../api/types.ts";
import { t } from "../text/text.ts";
import type { WidgetProps } from "./ParameterWidget.tsx";
import { fromList, parseNumber, readChoices, toList } from "./values.ts";

/** What a widget offers: the author's own list, a column, or what the server has at an address. */
export function useChoices({ own, choicesPath }: Pick<WidgetProps, "own" | "choicesPath">) {
  const path = own ? null : choicesPath;
  const stored = useQuery({ ...choicesQuery(path ?? ""), enabled: Boolean(path), retry: false });
  const card = own && "card" in own ? own : null;
  const column = useQuery({
    ...columnChoices(card?.card ?? 0, card?.column ?? ""),
    enabled: card !== null,
    retry: false,
  });
  const written = own && "values" in own && { values: own.values, has_more_values: false };
  return readChoices(written || (card ? column.data : stored.data));
}

export function ListWidget(props: WidgetProps) {
  const { parameter, value, onChange, label, error } = props;
  const { choices, raw } = useChoices(props);
  const isNumeric = parameter.type.startsWith("number/");
  const isMulti = parameter.isMultiSelect !== false;
  const list = toList(value);
  const read = (text: string): Scalar | undefined =>
    raw.get(text) ?? (isNumeric ? parseNumber(text) : text);
  return (
    <TagsInput
      label={label ?? parameter.name}
      error={error}
      required={parameter.required ?? false}
      placeholder={list.length > 0 ? "" : t.widgets.addValue}
      data={choices.map((it) => it.value)}
      renderOption={({ option }) =>
        choices.find((it) => it.value === option.value)?.label ?? option.value
      }
      limit={50}
      // A comma may be a part of a text; between numbers it can only divide.
      splitChars={isNumeric ? [","] : []}
      clearable
      clearButtonProps={{ "aria-label": t.widgets.clear(parameter.name) }}
      acceptValueOnBlur
      value={list.map(String)}
      onChange={(texts) => {
        const values = texts.map(read).filter((it) => it !== undefined);
        onChange(isMulti ? fromList(values) : (values.at(-1) ?? null));
      }}
    />
  );
}
