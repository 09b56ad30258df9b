// The draft of one question: survives a reload of the tab, and knows whether it differs from what is saved.
import { useEffect, useMemo, useReducer, useState } from "react";
import { type Draft, isSameDraft, takeStep } from "./draft.ts";

export interface DraftState {
  draft: Draft;
  dispatch: (step: Parameters<typeof takeStep>[1]) => void;
  isChanged: boolean;
  /** True when unsaved changes of an earlier visit came back. */
  isRestored: boolean;
}

const keyOf = (id: number | null) => `signboard:draft:${id ?? "new"}`;

function readStored(id: number | null): Draft | null {
  try {
    const text = sessionStorage.getItem(keyOf(id));
    return text ? (JSON.parse(text) as Draft) : null;
  } catch {
    return null;
  }
}

/** Forgets what a tab keeps of a question's unsaved changes. */
export function forgetDraft(id: number | null): void {
  sessionStorage.removeItem(keyOf(id));
}

export function useDraft(id: number | null, saved: Draft): DraftState {
  const [stored] = useState(() => readStored(id));
  const [draft, dispatch] = useReducer(takeStep, stored ?? saved);
  const isChanged = useMemo(() => !isSameDraft(draft, saved), [draft, saved]);

  useEffect(() => {
    try {
      if (isChanged) sessionStorage.setItem(keyOf(id), JSON.stringify(draft));
      else forgetDraft(id);
    } catch {
      // A full or forbidden storage only means that a reload does not bring the draft back.
    }
  }, [id, draft, isChanged]);

  return { draft, dispatch, isChanged, isRestored: stored !== null && !isSameDraft(stored, saved) };
}
