// The values of one filter, by the condition and the type of its column.
import { Checkbox, NativeSelect, TagsInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { choices } from "../../api/queries.ts";
import { parseNumber, readChoices } from "../../widgets/values.ts";
import classes from "../builder.module.css";
import type { ColumnChoice } from "../columns.ts";
import { type Argument, type Filter, SEARCHES, UNITS } from "../filters.ts";
import { b } from "../text.ts";

interface FilterValuesProps {
  filter: Filter;
  column: ColumnChoice;
  onChange: (filter: Filter) => void;
}

const TESTS = ["is-null", "not-null", "is-empty", "not-empty"];

export function FilterValues(props: FilterValuesProps) {
  const { filter, column } = props;
  if (TESTS.includes(filter.operator)) return null;
  if (filter.operator === "time-interval") return <Interval {...props} />;
  if (column.kind === "boolean") return <YesNo {...props} />;
  if (filter.operator === "between") {
    return (
      <>
        <OneValue {...props} at={0} label={b.from(column.label)} />
        <OneValue {...props} at={1} label={b.to(column.label)} />
      </>
    );
  }
  const takesOne = [">", ">=", "<", "<="].includes(filter.operator);
  if (column.kind === "date" || takesOne) {
    return <OneValue {...props} at={0} label={b.value(column.label)} />;
  }
  return <ManyValues {...props} />;
}

function OneValue(props: FilterValuesProps & { at: 0 | 1; label: string }) {
  const { filter, column, onChange, at, label } = props;
  const value = filter.args[at];
  const write = (text: string) => {
    const found: Argument = column.kind === "number" ? (parseNumber(text) ?? null) : text || null;
    const args = filter.operator === "between" ? [...filter.args] : [];
    args[at] = found;
    onChange({ ...filter, args: filter.operator !== "between" && found === null ? [] : args });
  };
  // A moment, or a word that a clause allows, has no day to show.
  const isDay = typeof value !== "string" || /^\d{4}-\d\d-\d\d$/.test(value);
  const type = { number: "number", date: isDay ? "date" : "text" }[column.kind as string] ?? "text";
  return (
    <TextInput
      className={classes.value}
      aria-label={label}
      type={type}
      step="any"
      value={value === null || value === undefined ? "" : String(value)}
      onChange={(event) => write(event.currentTarget.value)}
    />
  );
}

function ManyValues({ filter, column, onChange }: FilterValuesProps) {
  const { data } = useQuery({
    ...choices(`field/${column.field.id}/values`),
    enabled: column.field.has_field_values === "list",
    retry: false,
  });
  const known = readChoices(data);
  const isNumber = column.kind === "number";
  const read = (text: string) =>
    (known.raw.get(text) as Argument | undefined) ?? (isNumber ? parseNumber(text) : text);
  const isSearch = SEARCHES.includes(filter.operator);
  return (
    <>
      <TagsInput
        className={classes.values}
        aria-label={b.value(column.label)}
        data={isSearch ? [] : known.choices.map((it) => it.value)}
        renderOption={({ option }) =>
          known.choices.find((it) => it.value === option.value)?.label ?? option.value
        }
        limit={50}
        splitChars={isNumber ? [","] : []}
        acceptValueOnBlur
        value={filter.args.filter((it) => it !== null).map(String)}
        onChange={(texts) =>
          onChange({ ...filter, args: texts.map(read).filter((it) => it !== undefined) })
        }
      />
      {isSearch && (
        <Checkbox
          size="xs"
          label={b.matchCase}
          checked={filter.options["case-sensitive"] !== false}
          onChange={(event) =>
            onChange({ ...filter, options: { "case-sensitive": event.currentTarget.checked } })
          }
        />
      )}
    </>
  );
}

function YesNo({ filter, column, onChange }: FilterValuesProps) {
  return (
    <NativeSelect
      className={classes.value}
      aria-label={b.value(column.label)}
      data={[
        { value: "", label: "–" },
        { value: "true", label: b.yes },
        { value: "false", label: b.no },
      ]}
      value={filter.args.length > 0 ? String(filter.args[0]) : ""}
      onChange={(event) => {
        const text = event.currentTarget.value;
        onChange({ ...filter, args: text ? [text === "true"] : [] });
      }}
    />
  );
}

/** "the last 30 days": an amount below zero is the past, `current` the unit that is now. */
function Interval({ filter, column, onChange }: FilterValuesProps) {
  const [amount, unit] = filter.args;
  const way = typeof amount !== "number" ? "current" : amount < 0 ? "previous" : "next";
  const count = typeof amount === "number" ? Math.abs(amount) : 1;
  const write = (nextWay: string, nextCount: number, nextUnit: Argument) => {
    const next =
      nextWay === "current" ? "current" : nextWay === "next" ? nextCount : -Math.abs(nextCount);
    onChange({ ...filter, args: [next, nextUnit ?? "day"] });
  };
  const words = b.interval;
  const units = way === "current" || count === 1 ? b.units : b.manyUnits;
  return (
    <>
      <NativeSelect
        aria-label={`${column.label}: ${words.way}`}
        data={[
          { value: "previous", label: words.previous },
          { value: "current", label: words.current },
          { value: "next", label: words.next },
        ]}
        value={way}
        onChange={(event) => write(event.currentTarget.value, count, unit ?? "day")}
      />
      {way !== "current" && (
        <TextInput
          className={classes.count}
          aria-label={`${column.label}: ${words.count}`}
          type="number"
          min={1}
          value={count}
          onChange={(event) =>
            write(
              way,
              Math.max(1, Math.trunc(Number(event.currentTarget.value)) || 1),
              unit ?? "day",
            )
          }
        />
      )}
      <NativeSelect
        aria-label={`${column.label}: ${words.unit}`}
        data={UNITS.map((value) => ({ value, label: units[value] }))}
        value={String(unit ?? "day")}
        onChange={(event) => write(way, count, event.currentTarget.value)}
      />
      {way !== "current" && (
        <Checkbox
          size="xs"
          label={words.including}
          checked={filter.options["include-current"] === true}
          onChange={(event) =>
            onChange({ ...filter, options: { "include-current": event.currentTarget.checked } })
          }
        />
      )}
    </>
  );
}
