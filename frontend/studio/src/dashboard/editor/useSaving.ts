// Saving a dashboard: once, on the version that the edit began on, and never over another's work.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { createDashboard, updateDashboard } from "../../api/changes.ts";
import { ApiError, get } from "../../api/client.ts";
import type { Dashboard } from "../../api/types.ts";
import { noticeDone, noticeFailed } from "../../states/notices.tsx";
import { bench } from "../../text/bench/text.ts";
import { dashboardFields, draftOf } from "../draft/draft.ts";
import type { DashboardState } from "./useDashboardDraft.ts";

export function useSaving(dashboard: Dashboard, state: DashboardState) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [hasConflict, setConflict] = useState(false);
  const { draft, base, isChanged, start, forget } = state;
  const { id } = dashboard;
  useGuard(isChanged);

  const settle = (answer: Dashboard) => {
    client.setQueryData(["dashboards", answer.id], answer);
    client.invalidateQueries({ queryKey: ["dashboards"], exact: true });
    client.invalidateQueries({ queryKey: ["revisions", "dashboard", answer.id] });
  };
  const saving = useMutation({
    mutationFn: (version: number | null) => updateDashboard(id, dashboardFields(draft, version)),
    onSuccess: (answer) => {
      settle(answer);
      start(draftOf(answer), answer.version);
      setConflict(false);
      noticeDone(bench.editor.saved);
    },
    onError: (error) => {
      if (error instanceof ApiError && error.status === 409) setConflict(true);
      else noticeFailed(bench.editor.failed, error);
    },
  });
  const copying = useMutation({
    mutationFn: async () => {
      const { id: copyId } = await createDashboard({
        name: bench.editor.copyOf(draft.name.trim()),
      });
      const { name: _name, ...fields } = dashboardFields(withNewIds(draft), null);
      return updateDashboard(copyId, fields);
    },
    onSuccess: (answer) => {
      settle(answer);
      forget();
      navigate(`/dashboard/${answer.id}/edit`);
    },
    onError: (error) => noticeFailed(bench.editor.failed, error),
  });
  const taking = useMutation({
    mutationFn: () => get<Dashboard>(`dashboard/${id}`),
    onSuccess: (answer) => {
      settle(answer);
      start(draftOf(answer), answer.version);
      setConflict(false);
    },
    onError: (error) => noticeFailed(bench.editor.failed, error),
  });
  return {
    isPending: saving.isPending || copying.isPending || taking.isPending,
    hasConflict,
    save: () => saving.mutate(base),
    saveMine: () => saving.mutate(null),
    saveCopy: () => copying.mutate(),
    takeTheirs: () => taking.mutate(),
    closeConflict: () => setConflict(false),
    leave: () => {
      forget();
      navigate(`/dashboard/${id}`);
    },
  };
}

/** Ids of another dashboard create nothing: a copy's cards and tabs are new. */
function withNewIds(draft: DashboardState["draft"]): DashboardState["draft"] {
  const negative = (id: number) => -Math.abs(id) - 1_000_000;
  return {
    ...draft,
    tabs: draft.tabs.map((it) => ({ ...it, id: negative(it.id) })),
    cards: draft.cards.map((it) => ({
      ...it,
      id: negative(it.id),
      tabId: it.tabId === null ? null : negative(it.tabId),
    })),
  };
}

/** The browser asks before a tab with unsaved changes is closed. */
function useGuard(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isChanged]);
}
