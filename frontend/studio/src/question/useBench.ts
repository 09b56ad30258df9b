// What the bench of a question knows: the draft, the values tried, and the run of both together.
import { useDebouncedCallback } from "@mantine/hooks";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ParameterValue, RenderRequest } from "../api/types.ts";
import { hasSource } from "../builder/clauses.ts";
import { b } from "../builder/text.ts";
import { t } from "../text/text.ts";
import { type Draft, datasetQuery, incompleteTags, stableText, takeStep } from "./draft/draft.ts";
import { makeId } from "./draft/makeId.ts";
import { findMistake } from "./draft/mistake.ts";
import { type DerivedParameter, deriveParameters } from "./draft/tags.ts";
import { useDraft } from "./draft/useDraft.ts";
import { useAliases } from "./useAliases.ts";
import { useRun } from "./useRun.ts";

export type Values = Record<string, ParameterValue>;

/** What a page hands to its successor when a first save gives the question its own address. */
export interface Handover {
  chosen: Values;
  isSqlOpen: boolean;
}

/** `id` is null for a question that was never saved; a saved one shows its result at once. */
export function useBench(id: number | null, saved: Draft) {
  const state = useDraft(id, saved);
  const { draft } = state;
  const run = useRun();
  const [handover] = useState(readHandover);
  const [chosen, setChosen] = useState<Values>(handover.chosen);
  const [isSqlOpen, setSqlOpen] = useState(id === null || state.isRestored || handover.isSqlOpen);
  const parameters = useMemo(() => deriveParameters(draft.tags), [draft.tags]);
  const request = useMemo(
    () => makeRequest(draft, parameters, chosen),
    [draft, parameters, chosen],
  );
  const obstacle = findObstacle(draft);
  const { dispatch } = state;
  const nameColumn = useCallback(
    (name: string, alias: string) => dispatch({ do: "change-tag", name, change: { alias } }),
    [dispatch],
  );
  const aliases = useAliases(draft, saved.tags, nameColumn);
  const ran = run.request?.dataset_query.native?.query ?? "";
  const mistake = useMemo(
    () => findMistake(draft.sql, ran, { error: run.error, place: run.place }),
    [draft.sql, ran, run.error, run.place],
  );
  const latest = useRef({ request, obstacle });
  latest.current = { request, obstacle };
  const { start } = run;
  const runNow = useCallback(() => {
    if (!latest.current.obstacle) start(latest.current.request);
  }, [start]);
  useEffect(() => {
    if (id !== null) runNow();
  }, [id, runNow]);
  useRedraw(request, run.request, runNow);
  useFollow(
    draft.structured !== null && obstacle === null,
    queryText(request),
    run.request,
    runNow,
  );
  return {
    state,
    run,
    runNow,
    /** Runs a part of the SQL with the values of the variables in it. */
    runPart: (sql: string) => {
      const part = takeStep(draft, { do: "write-sql", sql, makeId });
      if (draft.databaseId !== null) start(makeRequest(part, deriveParameters(part.tags), chosen));
    },
    mistake,
    aliases,
    nameColumn,
    parameters,
    chosen,
    choose: (parameterId: string, value: ParameterValue) =>
      setChosen((before) => ({ ...before, [parameterId]: value })),
    isSqlOpen,
    setSqlOpen,
    obstacle: draft.sql.trim() || draft.structured ? obstacle : null,
    isStale: run.request !== null && queryText(run.request) !== queryText(request),
  };
}

/** A widget that nobody touched has its parameter's default. */
export function triedValue(values: Values, parameter: DerivedParameter): ParameterValue {
  const { id } = parameter;
  return id in values ? (values[id] ?? null) : (parameter.default ?? null);
}

function makeRequest(
  draft: Draft,
  parameters: readonly DerivedParameter[],
  values: Values,
): RenderRequest {
  return {
    dataset_query: datasetQuery(draft),
    display: draft.display,
    visualization_settings: draft.settings,
    name: draft.name,
    parameters: parameters.map((it) => {
      const { id, type, target } = it;
      return { id, type, target, value: triedValue(values, it) };
    }),
  };
}

/** What keeps the draft from running, as a text that says what to do; null when nothing does. */
function findObstacle(draft: Draft): string | null {
  if (draft.databaseId === null) {
    return draft.structured ? b.noDatabase : t.question.noDatabase;
  }
  if (draft.structured) return hasSource(draft.structured) ? null : b.noTable;
  const incomplete = incompleteTags(draft);
  if (incomplete.length > 0) return t.question.incomplete(incomplete.join(", "));
  return draft.sql.trim() ? null : t.question.idleHint;
}

function queryText(request: RenderRequest): string {
  return stableText([request.dataset_query, request.parameters]);
}

/** Runs a question by clicks as soon as its author pauses; each query once. */
function useFollow(
  isWanted: boolean,
  text: string,
  ran: RenderRequest | null,
  runNow: () => void,
): void {
  const later = useDebouncedCallback(runNow, 400);
  const isDue = isWanted && (ran === null || queryText(ran) !== text);
  const wish = isDue ? text : null;
  useEffect(() => {
    if (wish !== null) later();
  }, [wish, later]);
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

function readHandover(): Handover {
  const state: unknown = window.history.state;
  const known = state && typeof state === "object" ? (state as Partial<Handover>) : {};
  return { chosen: known.chosen ?? {}, isSqlOpen: known.isSqlOpen ?? false };
}
