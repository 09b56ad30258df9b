// What the rows are summarised to, and what they are grouped by.
import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import classes from "../builder.module.css";
import {
  type Clause,
  clausesOf,
  FUNCTIONS,
  type FunctionName,
  type Metric,
  readField,
  readMetric,
  unitOf,
  withClause,
  withMore,
  withoutClause,
  withUnit,
} from "../clauses.ts";
import { type ColumnChoice, describe, findColumn, grouped } from "../columns.ts";
import { UNITS } from "../filters.ts";
import { AddSelect, ColumnSelect, KeptRow, Row, Step } from "../Row.tsx";
import { b } from "../text.ts";
import type { StepProps } from "./FilterStep.tsx";

const write = ({ name, field }: Metric): Clause => (name === "count" ? [name] : [name, field]);

/** Columns that a function can take. */
function fitting(name: FunctionName, columns: readonly ColumnChoice[]): ColumnChoice[] {
  if (name === "distinct") return [...columns];
  if (name === "sum" || name === "avg") return columns.filter((it) => it.kind === "number");
  return columns.filter((it) => ["number", "date", "text"].includes(it.kind));
}

/** The column that a new summary starts with: a number that is no key, where there is one. */
function firstColumn(name: FunctionName, columns: readonly ColumnChoice[]): ColumnChoice | null {
  const list = fitting(name, columns);
  const isKey = (it: ColumnChoice) => ["type/PK", "type/FK"].includes(it.field.semantic_type ?? "");
  return list.find((it) => it.kind === "number" && !isKey(it)) ?? list[0] ?? null;
}

export function SummariseStep({ query, columns, onChange }: StepProps) {
  const [added, setAdded] = useState(-1);
  const clauses = clausesOf(query, "aggregation");
  const possible = FUNCTIONS.filter((it) => it === "count" || fitting(it, columns).length > 0);
  const metricOf = (name: FunctionName): Metric => ({
    name,
    field: name === "count" ? null : (firstColumn(name, columns)?.ref ?? null),
  });
  return (
    <Step name={b.summarise}>
      {clauses.map((raw, index) => {
        const remove = () => onChange(withoutClause(query, "aggregation", index));
        const metric = readMetric(raw);
        const column = metric?.field ? findColumn(columns, metric.field) : null;
        const key = `${index}:${clauses.length}`;
        if (!metric || (metric.field && !column)) {
          return <KeptRow key={key} text={describe(raw, columns)} onRemove={remove} />;
        }
        const change = (next: Metric) =>
          onChange(withClause(query, "aggregation", index, write(next)));
        return (
          <Row
            key={key}
            name={metricName(metric, column)}
            onRemove={remove}
            isNew={index === added}
          >
            <NativeSelect
              className={classes.operator}
              aria-label={b.function}
              data={possible.map((value) => ({ value, label: b.functions[value] }))}
              value={metric.name}
              onChange={(event) => {
                const name = event.currentTarget.value as FunctionName;
                const stays = column && fitting(name, columns).includes(column);
                change(stays && name !== "count" ? { ...metric, name } : metricOf(name));
              }}
            />
            {column && (
              <ColumnSelect
                columns={fitting(metric.name, columns)}
                value={column.key}
                onChange={(next) => change({ ...metric, field: next.ref })}
              />
            )}
          </Row>
        );
      })}
      <AddSelect
        label={b.addMetric}
        data={possible.map((value) => ({
          value,
          label: b.functions[value].replace(/ of$/, " of…"),
        }))}
        onAdd={(name) => {
          setAdded(clauses.length);
          onChange(withMore(query, "aggregation", write(metricOf(name as FunctionName))));
        }}
      />
    </Step>
  );
}

function metricName(metric: Metric, column: ColumnChoice | null): string {
  return column ? b.metric(b.functions[metric.name], column.label) : b.count;
}

export function GroupStep({ query, columns, onChange }: StepProps) {
  const [added, setAdded] = useState(-1);
  const clauses = clausesOf(query, "breakout");
  const taken = new Set(clauses.map((raw) => findColumn(columns, raw)?.key));
  return (
    <Step name={b.group}>
      {clauses.map((raw, index) => {
        const remove = () => onChange(withoutClause(query, "breakout", index));
        const ref = readField(raw);
        const column = findColumn(columns, raw);
        const key = `${index}:${clauses.length}`;
        if (!ref || !column) {
          return <KeptRow key={key} text={describe(raw, columns)} onRemove={remove} />;
        }
        const change = (next: Clause) => onChange(withClause(query, "breakout", index, next));
        return (
          <Row key={key} name={column.label} onRemove={remove} isNew={index === added}>
            <ColumnSelect
              columns={columns}
              value={column.key}
              onChange={(next) => change(usual(next))}
            />
            {column.kind === "date" && (
              <NativeSelect
                className={classes.operator}
                aria-label={`${b.bucket}: ${column.label}`}
                data={buckets(unitOf(ref))}
                value={unitOf(ref) ?? ""}
                onChange={(event) => change(withUnit(ref, event.currentTarget.value || null))}
              />
            )}
          </Row>
        );
      })}
      <AddSelect
        label={b.addGroup}
        data={grouped(columns.filter((it) => !taken.has(it.key)))}
        onAdd={(key) => {
          const found = columns.find((it) => it.key === key);
          if (!found) return;
          setAdded(clauses.length);
          onChange(withMore(query, "breakout", usual(found)));
        }}
      />
    </Step>
  );
}

/** Dates are grouped by month unless one says otherwise. */
const usual = (column: ColumnChoice): Clause =>
  column.kind === "date" ? withUnit(column.ref, "month") : column.ref;

function buckets(chosen: string | null): { value: string; label: string }[] {
  const words: Readonly<Record<string, string>> = { ...b.units, ...b.parts };
  const list = [...UNITS, ...Object.keys(b.parts)];
  const known = chosen && !list.includes(chosen) ? [...list, chosen] : list;
  return [
    { value: "", label: b.noBucket },
    ...known.map((value) => ({ value, label: words[value] ?? value })),
  ];
}
