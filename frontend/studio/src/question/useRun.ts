// Runs a query and keeps its last picture; one run at a time, a new one aborts the one before.
import { useCallback, useEffect, useRef, useState } from "react";
import { render } from "../api/changes.ts";
import { isAborted, messageOf } from "../api/client.ts";
import type { Place, Rendered, RenderRequest } from "../api/types.ts";

export interface RunState {
  isRunning: boolean;
  wasCancelled: boolean;
  result: Rendered | null;
  error: string | null;
  /** Where in the SQL that ran the error is, when that is certain. */
  place: Place | null;
  /** True when the query only waits for a value of the author's. */
  isValueMissing: boolean;
  /** What gave the result on the screen. */
  request: RenderRequest | null;
}

export interface Run extends RunState {
  start: (request: RenderRequest) => void;
  cancel: () => void;
}

const IDLE: RunState = {
  isRunning: false,
  wasCancelled: false,
  result: null,
  error: null,
  place: null,
  isValueMissing: false,
  request: null,
};

export function useRun(): Run {
  const [state, setState] = useState<RunState>(IDLE);
  const running = useRef<AbortController | null>(null);

  const start = useCallback(async (request: RenderRequest) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState((before) => ({ ...before, isRunning: true, wasCancelled: false }));
    const isCurrent = () => running.current === controller;
    try {
      const result = await render(request, controller.signal);
      if (!isCurrent()) return;
      const error = result.error ?? null;
      setState((before) => ({
        isRunning: false,
        wasCancelled: false,
        result: error === null ? result : before.result,
        error,
        place: result.error_place,
        isValueMissing: result.error_type === "missing-required-parameter",
        request,
      }));
    } catch (error) {
      if (!isCurrent()) return;
      const wasCancelled = isAborted(error);
      setState((before) => ({
        ...before,
        isRunning: false,
        wasCancelled,
        error: wasCancelled ? before.error : messageOf(error),
        place: wasCancelled ? before.place : null,
        isValueMissing: wasCancelled && before.isValueMissing,
        request: wasCancelled ? before.request : request,
      }));
    }
  }, []);

  const cancel = useCallback(() => running.current?.abort(), []);
  useEffect(
    () => () => {
      const last = running.current;
      running.current = null;
      last?.abort();
    },
    [],
  );
  return { ...state, start, cancel };
}
