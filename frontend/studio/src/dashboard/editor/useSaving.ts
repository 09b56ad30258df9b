// Saving a dashboard: once, on the version that the edit began on, and never over another's work.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { createDashboard, updateDashboard } from "../../api/changes.ts";
import { ApiError, get } from "../../api/client.ts";
import type { Dashboard } from "../../api/types.ts";
import { noticeFailed } from "../../states/notices.tsx";
import { useLeaveGuard } from "../../states/useLeaveGuard.ts";
import { bench } from "../../text/bench/text.ts";
import { type DashboardDraft, dashboardFields, draftOf } from "../draft/draft.ts";
import { type Renamed, renamedBy, withNewIds } from "../draft/ids.ts";
import type { DashboardState } from "./useDashboardDraft.ts";

const NOTHING_HELD = { cards: [], tabs: [] };

export function useSaving(
  dashboard: Dashboard,
  state: DashboardState,
  /** New cards and tabs have their own ids now. */
  onRenamed: (renamed: Renamed) => void,
) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [hasConflict, setConflict] = useState(false);
  const { draft, base, isChanged, start, settle, forget } = state;
  const { id } = dashboard;
  useLeaveGuard(isChanged);

  const keep = (answer: Dashboard) => {
    client.setQueryData(["dashboards", answer.id], answer);
    client.invalidateQueries({ queryKey: ["dashboards"], exact: true });
    client.invalidateQueries({ queryKey: ["revisions", "dashboard", answer.id] });
  };
  const saving = useMutation({
    mutationFn: async ({ draft, isForced }: { draft: DashboardDraft; isForced: boolean }) => {
      // What another author removed meanwhile is created again where mine replaces theirs.
      const held = isForced ? await get<Dashboard>(`dashboard/${id}`) : dashboard;
      const sent = withNewIds(draft, draftOf(held));
      return {
        sent,
        answer: await updateDashboard(id, dashboardFields(sent, isForced ? null : base)),
      };
    },
    onSuccess: ({ sent, answer }, { draft }) => {
      const stored = draftOf(answer);
      const renamed = renamedBy(draft, sent, stored);
      keep(answer);
      settle({ draft, stored, renamed }, answer.version);
      onRenamed(renamed);
      setConflict(false);
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
        collection_id: dashboard.collection_id,
      });
      const { name: _name, ...fields } = dashboardFields(withNewIds(draft, NOTHING_HELD), null);
      return updateDashboard(copyId, fields);
    },
    onSuccess: (answer) => {
      keep(answer);
      forget();
      navigate(`/dashboard/${answer.id}/edit`);
    },
    onError: (error) => noticeFailed(bench.editor.failed, error),
  });
  const taking = useMutation({
    mutationFn: () => get<Dashboard>(`dashboard/${id}`),
    onSuccess: (answer) => {
      keep(answer);
      start(draftOf(answer), answer.version);
      setConflict(false);
    },
    onError: (error) => noticeFailed(bench.editor.failed, error),
  });
  return {
    isPending: saving.isPending || copying.isPending || taking.isPending,
    hasConflict,
    save: () => saving.mutate({ draft, isForced: false }),
    saveMine: () => saving.mutate({ draft, isForced: true }),
    saveCopy: () => copying.mutate(),
    takeTheirs: () => taking.mutate(),
    closeConflict: () => setConflict(false),
    leave: () => {
      forget();
      navigate(`/dashboard/${id}`);
    },
  };
}
