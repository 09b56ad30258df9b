// The draft of one dashboard with its undo; it survives a reload of the tab.
import { useCallback, useEffect, useMemo, useReducer, useState } from "react";
import { stableText } from "../../question/draft/draft.ts";
import { type DashboardDraft, type Step, takeStep } from "../draft/draft.ts";
import { type Renamed, rename } from "../draft/ids.ts";
import { advance, mapTimeline, redo, startTimeline, type Timeline, undo } from "../draft/undo.ts";

type Action =
  | { step: Step; now: number }
  | { move: "undo" | "redo" }
  | { start: DashboardDraft }
  | { saved: Saved };

/** A save that succeeded: the draft it was asked with, what is stored now, and new ids. */
interface Saved {
  draft: DashboardDraft;
  stored: DashboardDraft;
  renamed: Renamed;
}

function reduce(line: Timeline<DashboardDraft>, action: Action): Timeline<DashboardDraft> {
  if ("start" in action) return startTimeline(action.start);
  if ("saved" in action) return mark(line, action.saved);
  if ("move" in action) return action.move === "undo" ? undo(line) : redo(line);
  return advance(line, takeStep(line.present, action.step), nameOf(action.step), action.now);
}

/** A save is a mark on the line, no end of it: undo goes on before it, and what was typed meanwhile stays. */
function mark(line: Timeline<DashboardDraft>, saved: Saved): Timeline<DashboardDraft> {
  const { draft, stored, renamed } = saved;
  return mapTimeline(line, (it) => (it === draft ? stored : rename(it, renamed)));
}

/** Typing in one field is one step, and so is moving a card on and on; everything else is its own. */
function nameOf(step: Step): string {
  switch (step.do) {
    case "place":
      return `place ${step.places.map((it) => it.id).join()}`;
    case "set":
      return `set ${Object.keys(step.change).join()}`;
    case "set-card":
      return `set-card ${step.id} ${step.key}`;
    case "rename-tab":
      return `rename-tab ${step.id}`;
    case "change-parameter":
      return `change-parameter ${step.id} ${Object.keys(step.change).join()}`;
    default:
      return "";
  }
}

interface Stored {
  draft: DashboardDraft;
  version: number;
}

/** The order of cards in the list says nothing: they stand where they are placed. */
function textOf(draft: DashboardDraft): string {
  return stableText({ ...draft, cards: draft.cards.toSorted((a, b) => a.id - b.id) });
}

const keyOf = (id: number) => `signboard:dashboard-draft:${id}`;

function readStored(id: number): Stored | null {
  try {
    const text = sessionStorage.getItem(keyOf(id));
    return text ? (JSON.parse(text) as Stored) : null;
  } catch {
    return null;
  }
}

export function useDashboardDraft(id: number, saved: DashboardDraft, version: number) {
  const [stored] = useState(() => readStored(id));
  const [line, act] = useReducer(reduce, stored?.draft ?? saved, startTimeline);
  // The version that the edit began on: a newer one read meanwhile must not be overwritten.
  const [base, setBase] = useState(stored?.version ?? version);
  const draft = line.present;
  const isChanged = useMemo(() => textOf(draft) !== textOf(saved), [draft, saved]);

  useEffect(() => {
    try {
      if (isChanged) sessionStorage.setItem(keyOf(id), JSON.stringify({ draft, version: base }));
      else sessionStorage.removeItem(keyOf(id));
    } catch {
      // A full or forbidden storage only means that a reload does not bring the draft back.
    }
  }, [id, draft, base, isChanged]);

  return {
    draft,
    base,
    isChanged,
    isRestored: stored !== null,
    canUndo: line.past.length > 0,
    canRedo: line.future.length > 0,
    take: useCallback((step: Step) => act({ step, now: Date.now() }), []),
    undo: useCallback(() => act({ move: "undo" }), []),
    redo: useCallback(() => act({ move: "redo" }), []),
    /** Begins again with what is stored now. */
    start: useCallback((next: DashboardDraft, nextVersion: number) => {
      setBase(nextVersion);
      act({ start: next });
    }, []),
    settle: useCallback((done: Saved, nextVersion: number) => {
      setBase(nextVersion);
      act({ saved: done });
    }, []),
    forget: useCallback(() => sessionStorage.removeItem(keyOf(id)), [id]),
  };
}

export type DashboardState = ReturnType<typeof useDashboardDraft>;
