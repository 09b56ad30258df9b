// The filters of a question: a column, a condition and its values on each line.
import { NativeSelect, Text } from "@mantine/core";
import { useState } from "react";
import classes from "../builder.module.css";
import { clausesOf, type Structured, withClause, withMore, withoutClause } from "../clauses.ts";
import { type ColumnChoice, describe, findColumn, grouped } from "../columns.ts";
import {
  type Filter,
  isComplete,
  newFilter,
  OPERATORS,
  readFilter,
  withOperator,
  writeFilter,
} from "../filters.ts";
import { AddSelect, ColumnSelect, KeptRow, Row, Step } from "../Row.tsx";
import { b } from "../text.ts";
import { FilterValues } from "./FilterValues.tsx";

export interface StepProps {
  query: Structured;
  columns: readonly ColumnChoice[];
  onChange: (query: Structured) => void;
}

export function FilterStep({ query, columns, onChange }: StepProps) {
  const [added, setAdded] = useState(-1);
  const clauses = clausesOf(query, "filter");
  const usable = columns.filter((it) => it.kind !== "other" || it.field.base_type !== "type/*");
  return (
    <Step name={b.filter}>
      {clauses.map((raw, index) => {
        const remove = () => onChange(withoutClause(query, "filter", index));
        const filter = readFilter(raw);
        const column = filter && findColumn(columns, filter.field);
        const key = `${index}:${clauses.length}`;
        if (!filter || !column) {
          return <KeptRow key={key} text={describe(raw, columns)} onRemove={remove} />;
        }
        return (
          <Row key={key} name={column.label} onRemove={remove} isNew={index === added}>
            <FilterLine
              {...{ filter, column, columns }}
              onChange={(next) => onChange(withClause(query, "filter", index, writeFilter(next)))}
            />
          </Row>
        );
      })}
      <AddSelect
        label={b.addFilter}
        data={grouped(usable)}
        onAdd={(key) => {
          const found = columns.find((it) => it.key === key);
          if (!found) return;
          setAdded(clauses.length);
          onChange(withMore(query, "filter", writeFilter(newFilter(found.ref, found.kind))));
        }}
      />
    </Step>
  );
}

interface FilterLineProps {
  filter: Filter;
  column: ColumnChoice;
  columns: readonly ColumnChoice[];
  onChange: (filter: Filter) => void;
}

function FilterLine({ filter, column, columns, onChange }: FilterLineProps) {
  const operators = OPERATORS[column.kind];
  const known = operators.includes(filter.operator) ? operators : [...operators, filter.operator];
  const words: Readonly<Record<string, string>> =
    column.kind === "date" ? { ...b.operators, ...b.dateOperators } : b.operators;
  return (
    <>
      <ColumnSelect
        columns={columns}
        value={column.key}
        onChange={(next) =>
          onChange(
            next.kind === column.kind
              ? { ...filter, field: next.ref, args: [] }
              : newFilter(next.ref, next.kind),
          )
        }
      />
      <NativeSelect
        className={classes.operator}
        aria-label={b.operator}
        data={known.map((value) => ({ value, label: words[value] ?? value }))}
        value={filter.operator}
        onChange={(event) => onChange(withOperator(filter, event.currentTarget.value))}
      />
      <FilterValues filter={filter} column={column} onChange={onChange} />
      {!isComplete(filter) && (
        <Text span size="xs" c="dimmed" className={classes.waiting}>
          {b.needsValue}
        </Text>
      )}
    </>
  );
}
