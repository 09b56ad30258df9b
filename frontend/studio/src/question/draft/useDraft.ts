// The draft of one question: survives a reload of the tab, and knows whether it differs from what is saved.
import { useEffect, useMemo, useReducer, useState } from "react";
import { type Draft, EMPTY_DRAFT, isSameDraft, takeStep } from "./draft.ts";

export interface DraftState {
  draft: Draft;
  dispatch: (step: Parameters<typeof takeStep>[1]) => void;
  isChanged: boolean;
  /** True when unsaved changes of an earlier visit came back. */
  isRestored: boolean;
}

/** Where a tab keeps the draft of a question: by its id, else by the way that it is written. */
export const draftKey = (id: number | null, saved: Draft): string =>
  `signboard:draft:${id ?? (saved.structured ? "build" : "new")}`;

function readStored(key: string): Draft | null {
  try {
    const text = sessionStorage.getItem(key);
    return text ? { ...EMPTY_DRAFT, ...(JSON.parse(text) as Partial<Draft>) } : null;
  } catch {
    return null;
  }
}

/** Forgets what a tab keeps of a question's unsaved changes. */
export function forgetDraft(key: string): void {
  sessionStorage.removeItem(key);
}

export function useDraft(id: number | null, saved: Draft): DraftState {
  const key = draftKey(id, saved);
  const [stored] = useState(() => readStored(key));
  const [draft, dispatch] = useReducer(takeStep, stored ?? saved);
  const isChanged = useMemo(() => !isSameDraft(draft, saved), [draft, saved]);

  useEffect(() => {
    try {
      if (isChanged) sessionStorage.setItem(key, JSON.stringify(draft));
      else forgetDraft(key);
    } catch {
      // A full or forbidden storage only means that a reload does not bring the draft back.
    }
  }, [key, draft, isChanged]);

  return { draft, dispatch, isChanged, isRestored: stored !== null && !isSameDraft(stored, saved) };
}
