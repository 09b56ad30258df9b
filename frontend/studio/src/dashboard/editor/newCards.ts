// How large a new card is, and how a new question is wired at once.
import type { Card } from "../../api/types.ts";
import type { CardDraft, DashboardDraft } from "../draft/draft.ts";

type NewCard = Omit<CardDraft, "id" | "row" | "col">;

const SIZES: Readonly<Record<string, readonly [number, number]>> = {
  scalar: [6, 3],
  smartscalar: [6, 3],
  progress: [6, 3],
  gauge: [8, 6],
  table: [24, 8],
  pivot: [24, 9],
};

/** A question's card; a filter that already drives the same variable elsewhere drives it here too. */
export function makeCard(question: Card, draft: DashboardDraft, tabId: number | null): NewCard {
  const [width, height] = SIZES[question.display] ?? [12, 6];
  const seen = new Set<string>();
  const mappings = draft.cards
    .filter((it) => it.questionId === question.id)
    .flatMap((it) => it.mappings)
    .filter((it) => !seen.has(it.parameter_id) && seen.add(it.parameter_id));
  const plain = { questionId: question.id, tabId, width, height, settings: {}, series: [] };
  return { ...plain, mappings };
}

export type WordKind = "text" | "heading" | "link" | "image";

const FIRST_WORDS: Readonly<Record<WordKind, string>> = {
  text: "",
  heading: "",
  link: "",
  image: "![](https://)",
};

export function makeWords(kind: WordKind, tabId: number | null): NewCard {
  const display = kind === "image" ? "text" : kind;
  return {
    questionId: null,
    tabId,
    width: kind === "heading" ? 24 : 8,
    height: kind === "heading" || kind === "link" ? 1 : 4,
    mappings: [],
    settings: { virtual_card: { display }, text: FIRST_WORDS[kind] },
    series: [],
  };
}
