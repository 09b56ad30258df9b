// The author's bench: SQL on top, its variables and chart at the side, the result below.

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useRef } from "react";
import { databases as databasesQuery } from "../api/queries.ts";
import type { Card, User } from "../api/types.ts";
import { b } from "../builder/text.ts";
import type { EditorHandle } from "../editor/SqlEditor.tsx";
import { SnippetsPanel } from "../snippets/SnippetsPanel.tsx";
import { t } from "../text/text.ts";
import type { Draft } from "./draft/draft.ts";
import { makeId } from "./draft/makeId.ts";
import { DisplayPanel } from "./panels/DisplayPanel.tsx";
import { TablesPanel } from "./panels/TablesPanel.tsx";
import { VariablesPanel } from "./panels/VariablesPanel.tsx";
import { QuestionHeader } from "./QuestionHeader.tsx";
import classes from "./question.module.css";
import { ResultPane } from "./ResultPane.tsx";
import { SqlPane } from "./SqlPane.tsx";
import { useBench } from "./useBench.ts";
import { ValuesForm } from "./ValuesForm.tsx";

const BuilderPane = lazy(async () => ({
  default: (await import("../builder/BuilderPane.tsx")).BuilderPane,
}));

interface QuestionEditorProps {
  card: Card | null;
  saved: Draft;
  user: User;
}

export function QuestionEditor({ card, saved, user }: QuestionEditorProps) {
  const bench = useBench(card?.id ?? null, saved);
  const { state, run, runNow, isSqlOpen, setSqlOpen } = bench;
  const { draft, dispatch } = state;
  const { data: databases } = useQuery(databasesQuery);
  const editor = useRef<EditorHandle | null>(null);
  const handover = { chosen: bench.chosen, isSqlOpen };
  return (
    <div className={classes.page}>
      <QuestionHeader {...{ card, state, saved, user, handover }} />
      <div className={classes.bench}>
        <div className={classes.sql}>
          {draft.structured ? (
            <Suspense fallback={<Skeleton height={160} radius="md" />}>
              <BuilderPane
                draft={{ ...draft, structured: draft.structured }}
                databases={databases}
                dispatch={dispatch}
                isSaved={card !== null}
                isRunning={run.isRunning}
                onCancel={run.cancel}
                obstacle={bench.obstacle}
              />
            </Suspense>
          ) : (
            <SqlPane
              draft={draft}
              databases={databases}
              isOpen={isSqlOpen}
              onToggle={card ? () => setSqlOpen(!isSqlOpen) : undefined}
              onDatabase={(id) => dispatch({ do: "choose-database", id })}
              onSql={(sql) => dispatch({ do: "write-sql", sql, makeId })}
              onRun={runNow}
              onCancel={run.cancel}
              isRunning={run.isRunning}
              obstacle={bench.obstacle}
              mistake={bench.mistake}
              isSaved={card !== null}
              cardId={card?.id ?? null}
              onRunPart={bench.runPart}
              handle={editor}
            />
          )}
          <ValuesForm
            parameters={bench.parameters}
            draft={draft}
            values={bench.chosen}
            onChange={bench.choose}
            onRun={runNow}
          />
        </div>
        <aside className={classes.side} aria-label={t.question.workspace}>
          <DisplayPanel
            display={draft.display}
            settings={draft.settings}
            columns={run.result?.columns ?? []}
            onDisplay={(display) => dispatch({ do: "choose-display", display })}
            onSetting={(key, value) => dispatch({ do: "set", key, value })}
          />
          {!draft.structured && (
            <VariablesPanel
              tags={draft.tags}
              savedTags={saved.tags}
              choices={draft.choices}
              onChoices={(id, change) => dispatch({ do: "choose-choices", id, change })}
              databaseId={draft.databaseId}
              aliases={bench.aliases}
              onRun={runNow}
              onChange={(name, change) => dispatch({ do: "change-tag", name, change })}
            />
          )}
          {!draft.structured && isSqlOpen && (
            <>
              <TablesPanel
                databaseId={draft.databaseId}
                engine={databases?.find((it) => it.id === draft.databaseId)?.engine}
                onInsert={(text) => editor.current?.insert(text)}
              />
              <SnippetsPanel onInsert={(text) => editor.current?.insert(text)} />
            </>
          )}
        </aside>
        <ResultPane
          run={run}
          display={draft.display}
          isStale={bench.isStale}
          idleHint={draft.structured ? b.hint : t.question.idleHint}
          onRun={runNow}
          aliases={bench.aliases}
          onAlias={bench.nameColumn}
        />
      </div>
    </div>
  );
}
