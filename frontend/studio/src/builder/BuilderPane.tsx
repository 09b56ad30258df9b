// Where a question is put together by clicks: the table, then each step on a line of its own.
import { Button, Select, Skeleton, Text } from "@mantine/core";
import { IconCode, IconDatabase, IconPlayerStop, IconTable } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link } from "wouter";
import { metadata } from "../api/queries.ts";
import type { Database, DatabaseTable } from "../api/types.ts";
import type { Draft, Step as DraftStep } from "../question/draft/draft.ts";
import classes from "../question/question.module.css";
import { t } from "../text/text.ts";
import own from "./builder.module.css";
import { isAggregated, type Structured, unknownParts } from "./clauses.ts";
import { type ColumnChoice, listColumns, tableChoices } from "./columns.ts";
import { completed } from "./filters.ts";
import { SqlWindow } from "./SqlWindow.tsx";
import { FilterStep } from "./steps/FilterStep.tsx";
import { GroupStep, SummariseStep } from "./steps/GroupSteps.tsx";
import { ColumnsStep, LimitStep, SortStep } from "./steps/RowSteps.tsx";
import { b } from "./text.ts";

interface BuilderPaneProps {
  draft: Draft & { structured: Structured };
  databases: Database[] | undefined;
  dispatch: (step: DraftStep) => void;
  isSaved: boolean;
  isRunning: boolean;
  onCancel: () => void;
  obstacle: string | null;
}

export function BuilderPane(props: BuilderPaneProps) {
  const { draft, databases, dispatch } = props;
  const query = draft.structured;
  const { data } = useQuery({
    ...metadata(draft.databaseId ?? 0),
    enabled: draft.databaseId !== null,
  });
  const tables = useMemo(() => data?.tables ?? [], [data]);
  const table = query["source-table"];
  const tableId = typeof table === "number" ? table : null;
  const columns = useMemo(() => listColumns(tables, tableId), [tables, tableId]);
  const change = (structured: Structured) => dispatch({ do: "build", structured });
  return (
    <section className={classes.pane} aria-label={b.pane}>
      <div className={classes.paneBar}>
        <Select
          className={classes.source}
          aria-label={b.database}
          placeholder={t.question.sourcePlaceholder}
          leftSection={<IconDatabase size={15} aria-hidden />}
          data={(databases ?? []).map((it) => ({ value: String(it.id), label: it.name }))}
          nothingFoundMessage={t.question.noSources}
          allowDeselect={false}
          value={draft.databaseId === null ? null : String(draft.databaseId)}
          onChange={(id) => {
            if (id === null || Number(id) === draft.databaseId) return;
            dispatch({ do: "choose-database", id: Number(id) });
          }}
        />
        <TableSelect {...{ query, tables, tableId }} onTable={(id) => change(startOn(id))} />
        <span className={classes.space} />
        <PaneActions {...props} hasTable={tableId !== null} />
      </div>
      {draft.databaseId !== null && tableId !== null && !data && (
        <Skeleton height={160} radius={0} />
      )}
      {columns.length > 0 && <Steps query={query} columns={columns} onChange={change} />}
      <KeptParts query={query} />
      {props.obstacle && (
        <div className={classes.paneFoot}>
          <Text size="xs" c="dimmed" role="status">
            {props.obstacle}
          </Text>
        </div>
      )}
    </section>
  );
}

const startOn = (tableId: number): Structured => ({ "source-table": tableId });

interface TableSelectProps {
  query: Structured;
  tables: readonly DatabaseTable[];
  tableId: number | null;
  onTable: (id: number) => void;
}

function TableSelect({ query, tables, tableId, onTable }: TableSelectProps) {
  const other = otherSource(query);
  if (other) {
    return (
      <Text size="sm" c="dimmed">
        {b.source(other)}
      </Text>
    );
  }
  return (
    <Select
      className={classes.source}
      aria-label={b.table}
      placeholder={b.tablePlaceholder}
      leftSection={<IconTable size={15} aria-hidden />}
      searchable
      allowDeselect={false}
      data={tableChoices(tables)}
      nothingFoundMessage={b.noTables}
      value={tableId === null ? null : String(tableId)}
      onChange={(id) => {
        if (id !== null && Number(id) !== tableId) onTable(Number(id));
      }}
    />
  );
}

/** What a query builds on when it is no table: another question, or a query inside it. */
function otherSource(query: Structured): string | null {
  const table = query["source-table"];
  if (typeof table === "string") return b.question(table.replace("card__", ""));
  return query["source-query"] ? b.another : null;
}

function PaneActions(props: BuilderPaneProps & { hasTable: boolean }) {
  const { draft, dispatch, isSaved, isRunning, onCancel, hasTable } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {!isSaved && (
        <Button component={Link} href="/question/new" variant="subtle" color="gray">
          {b.writeSql}
        </Button>
      )}
      {hasTable && (
        <Button
          variant="default"
          leftSection={<IconCode size={15} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {b.sql.open}
        </Button>
      )}
      {isRunning && (
        <Button variant="default" leftSection={<IconPlayerStop size={14} />} onClick={onCancel}>
          {t.question.cancel}
        </Button>
      )}
      {isOpen && (
        <SqlWindow
          databaseId={draft.databaseId}
          query={completed(draft.structured)}
          onConvert={(sql) => dispatch({ do: "convert", sql })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

interface StepsProps {
  query: Structured;
  columns: readonly ColumnChoice[];
  onChange: (query: Structured) => void;
}

function Steps(props: StepsProps) {
  return (
    <div className={own.steps}>
      <FilterStep {...props} />
      <SummariseStep {...props} />
      <GroupStep {...props} />
      {!isAggregated(props.query) && <ColumnsStep {...props} />}
      <SortStep {...props} />
      <LimitStep {...props} />
    </div>
  );
}

function KeptParts({ query }: { query: Structured }) {
  const parts = unknownParts(query);
  if (parts.length === 0) return null;
  return (
    <details className={own.parts}>
      <summary>{b.keptParts(parts.join(", "))}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        {JSON.stringify(Object.fromEntries(parts.map((key) => [key, query[key]])), null, 2)}
      </pre>
    </details>
  );
}
