// Which columns are shown, in which order rows come, and how many of them.
import { MultiSelect, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import classes from "../builder.module.css";
import {
  type Clause,
  clausesOf,
  isAggregated,
  readField,
  readMetric,
  readSort,
  type Structured,
  withClause,
  withMore,
  withoutClause,
} from "../clauses.ts";
import { type ColumnChoice, describe, findColumn, grouped } from "../columns.ts";
import { AddSelect, KeptRow, Row, Step } from "../Row.tsx";
import { b } from "../text.ts";
import type { StepProps } from "./FilterStep.tsx";

export function ColumnsStep({ query, columns, onChange }: StepProps) {
  const raw = Array.isArray(query.fields) ? (query.fields as Clause[]) : [];
  const chosen = raw.map((one) => findColumn(columns, one));
  const isKept = chosen.some((it) => it === null);
  const write = (keys: readonly string[]) => {
    const { fields: _old, ...rest } = query;
    onChange(keys.length > 0 ? { ...rest, fields: refsOf(keys, columns) } : rest);
  };
  return (
    <Step name={b.columns}>
      {isKept ? (
        <KeptRow
          text={raw.map((one) => describe(one, columns)).join(", ")}
          onRemove={() => write([])}
        />
      ) : (
        <MultiSelect
          className={classes.fields}
          aria-label={b.columns}
          placeholder={chosen.length === 0 ? b.allColumns : ""}
          searchable
          clearable
          hidePickedOptions
          data={grouped(columns)}
          value={chosen.flatMap((it) => it?.key ?? [])}
          onChange={write}
        />
      )}
    </Step>
  );
}

const refsOf = (keys: readonly string[], columns: readonly ColumnChoice[]) =>
  keys.flatMap((key) => {
    const found = columns.find((it) => it.key === key);
    return found ? [found.ref] : [];
  });

interface SortChoice {
  value: string;
  label: string;
  by: Clause;
}

/** What rows can be sorted by: any column, or what groups and summaries gave. */
function sortChoices(query: Structured, columns: readonly ColumnChoice[]): SortChoice[] {
  if (!isAggregated(query)) {
    return columns.map(({ key, label, ref }) => ({ value: key, label, by: ref }));
  }
  const groups = clausesOf(query, "breakout").flatMap((raw) => {
    const column = findColumn(columns, raw);
    const ref = readField(raw);
    return column && ref ? [{ value: column.key, label: column.label, by: ref as Clause }] : [];
  });
  const metrics = clausesOf(query, "aggregation").map((raw, index) => {
    const metric = readMetric(raw);
    const column = metric?.field ? findColumn(columns, metric.field) : null;
    const label = metric
      ? column
        ? b.metric(b.functions[metric.name], column.label)
        : b.count
      : describe(raw, columns);
    return { value: `agg:${index}`, label, by: ["aggregation", index] as Clause };
  });
  return [...groups, ...metrics];
}

export function SortStep({ query, columns, onChange }: StepProps) {
  const [added, setAdded] = useState(-1);
  const clauses = clausesOf(query, "order-by");
  const choices = sortChoices(query, columns);
  const taken = new Set(clauses.map((raw) => readSort(raw)?.key));
  return (
    <Step name={b.sort}>
      {clauses.map((raw, index) => {
        const remove = () => onChange(withoutClause(query, "order-by", index));
        const sort = readSort(raw);
        const choice = choices.find((it) => it.value === sort?.key);
        const key = `${index}:${clauses.length}`;
        if (!sort || !choice) {
          return <KeptRow key={key} text={describe(raw, columns)} onRemove={remove} />;
        }
        return (
          <Row key={key} name={choice.label} onRemove={remove} isNew={index === added}>
            <span className={classes.sorted}>{choice.label}</span>
            <NativeSelect
              aria-label={`${b.direction}: ${choice.label}`}
              data={[
                { value: "asc", label: b.ascending },
                { value: "desc", label: b.descending },
              ]}
              value={sort.isDescending ? "desc" : "asc"}
              onChange={(event) =>
                onChange(
                  withClause(query, "order-by", index, [event.currentTarget.value, choice.by]),
                )
              }
            />
          </Row>
        );
      })}
      <AddSelect
        label={b.addSort}
        data={choices
          .filter((it) => !taken.has(it.value))
          .map(({ value, label }) => ({ value, label }))}
        onAdd={(key) => {
          const found = choices.find((it) => it.value === key);
          if (!found) return;
          setAdded(clauses.length);
          onChange(withMore(query, "order-by", ["asc", found.by]));
        }}
      />
    </Step>
  );
}

export function LimitStep({ query, onChange }: Omit<StepProps, "columns">) {
  return (
    <Step name={b.limit}>
      <TextInput
        className={classes.limit}
        aria-label={b.limit}
        type="number"
        min={1}
        placeholder={b.limitHint}
        value={typeof query.limit === "number" ? query.limit : ""}
        onChange={(event) => {
          const { limit: _old, ...rest } = query;
          const rows = Math.trunc(Number(event.currentTarget.value));
          onChange(rows > 0 ? { ...rest, limit: Math.min(rows, 1_000_000) } : rest);
        }}
      />
    </Step>
  );
}
