// The author's bench: SQL on top, its variables and chart at the side, the result below.
import { useDebouncedCallback } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { databases as databasesQuery } from "../api/queries.ts";
import type { Card, ParameterValue, RenderRequest, User } from "../api/types.ts";
import { t } from "../text/text.ts";
import { type Draft, datasetQuery, incompleteTags, stableText } from "./draft.ts";
import { makeId } from "./makeId.ts";
import { DisplayPanel } from "./panels/DisplayPanel.tsx";
import { VariablesPanel } from "./panels/VariablesPanel.tsx";
import { QuestionHeader } from "./QuestionHeader.tsx";
import classes from "./question.module.css";
import { ResultPane } from "./ResultPane.tsx";
import { SqlPane } from "./SqlPane.tsx";
import { deriveParameters } from "./tags.ts";
import { useDraft } from "./useDraft.ts";
import { useRun } from "./useRun.ts";
import { ValuesForm } from "./ValuesForm.tsx";

interface QuestionEditorProps {
  card: Card | null;
  saved: Draft;
  user: User;
}

export function QuestionEditor({ card, saved, user }: QuestionEditorProps) {
  const state = useDraft(card?.id ?? null, saved);
  const { draft, dispatch } = state;
  const { data: databases } = useQuery(databasesQuery);
  const run = useRun();
  const [isSqlOpen, setSqlOpen] = useState(
    card === null || state.isRestored || readHandover().isSqlOpen,
  );
  const parameters = useMemo(() => deriveParameters(draft.tags), [draft.tags]);
  const [chosen, setChosen] = useState<Record<string, ParameterValue>>(() => readHandover().chosen);
  const request = useMemo<RenderRequest>(
    () => ({
      dataset_query: datasetQuery(draft),
      display: draft.display,
      visualization_settings: draft.settings,
      name: draft.name,
      parameters: parameters.map((it) => ({
        id: it.id,
        type: it.type,
        target: it.target,
        value: it.id in chosen ? (chosen[it.id] ?? null) : (it.default ?? null),
      })),
    }),
    [draft, parameters, chosen],
  );
  const obstacle = findObstacle(draft);
  const latest = useRef({ request, obstacle });
  latest.current = { request, obstacle };
  const { start } = run;
  const runNow = useCallback(() => {
    if (!latest.current.obstacle) start(latest.current.request);
  }, [start]);

  // A single database needs no choice; a saved question shows its result at once.
  useEffect(() => {
    const [only, ...others] = databases ?? [];
    if (only && others.length === 0 && draft.databaseId === null) {
      dispatch({ do: "choose-database", id: only.id });
    }
  }, [databases, draft.databaseId, dispatch]);
  const isSaved = card !== null;
  useEffect(() => {
    if (isSaved) runNow();
  }, [isSaved, runNow]);
  useRedraw(request, run.request, runNow);

  const isStale = run.request !== null && queryText(run.request) !== queryText(request);
  return (
    <div className={classes.page}>
      <QuestionHeader
        card={card}
        state={state}
        saved={saved}
        user={user}
        handover={{ chosen, isSqlOpen }}
      />
      <div className={classes.bench}>
        <div className={classes.sql}>
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
            obstacle={draft.sql.trim() ? obstacle : null}
          />
          <ValuesForm
            parameters={parameters}
            draft={draft}
            values={chosen}
            onChange={(id, value) => setChosen((before) => ({ ...before, [id]: value }))}
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
          <VariablesPanel
            tags={draft.tags}
            savedTags={saved.tags}
            databaseId={draft.databaseId}
            onChange={(name, change) => dispatch({ do: "change-tag", name, change })}
          />
        </aside>
        <ResultPane run={run} display={draft.display} isStale={isStale} onRun={runNow} />
      </div>
    </div>
  );
}

/** What a page hands to its successor when a first save gives the question its own address. */
export interface Handover {
  chosen: Record<string, ParameterValue>;
  isSqlOpen: boolean;
}

function readHandover(): Handover {
  const state: unknown = window.history.state;
  const known = state && typeof state === "object" ? (state as Partial<Handover>) : {};
  return { chosen: known.chosen ?? {}, isSqlOpen: known.isSqlOpen ?? false };
}

/** What keeps the draft from running, as a text that says what to do; null when nothing does. */
function findObstacle(draft: Draft): string | null {
  if (draft.databaseId === null) return t.question.noDatabase;
  const incomplete = incompleteTags(draft);
  if (incomplete.length > 0) return t.question.incomplete(incomplete.join(", "));
  return draft.sql.trim() ? null : t.question.idleHint;
}

function queryText(request: RenderRequest): string {
  return stableText([request.dataset_query, request.parameters]);
}

/** Draws the result again when only the chart's choice has changed. */
function useRedraw(request: RenderRequest, drawn: RenderRequest | null, runNow: () => void): void {
  const later = useDebouncedCallback(runNow, 250);
  const needsDrawing =
    drawn !== null &&
    queryText(drawn) === queryText(request) &&
    stableText(drawn) !== stableText(request);
  const wish = needsDrawing ? stableText(request) : null;
  useEffect(() => {
    if (wish !== null) later();
  }, [wish, later]);
}
