// What keys do on a card that has the focus: arrows move it, with Shift they resize it.
import type { KeyboardEvent } from "react";
import type { CardDraft, Place } from "../draft/draft.ts";
import { COLUMNS } from "../draft/places.ts";

export type KeyAction = { do: "remove" } | { do: "open" } | { do: "place"; place: Place };

/** Null for keys that mean nothing here; a card at an edge stays where it is. */
export function actionOf(event: KeyboardEvent, card: CardDraft): KeyAction | null {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) {
    return null;
  }
  if (event.key === "Delete" || event.key === "Backspace") return { do: "remove" };
  if (event.key === "Enter") return { do: "open" };
  const step = STEPS[event.key];
  if (!step) return null;
  const [x, y] = step;
  const { id, row, col, width, height } = card;
  const place = event.shiftKey
    ? { id, row, col, width: clamp(width + x, 2, COLUMNS - col), height: Math.max(1, height + y) }
    : { id, row: Math.max(0, row + y), col: clamp(col + x, 0, COLUMNS - width), width, height };
  return { do: "place", place };
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
