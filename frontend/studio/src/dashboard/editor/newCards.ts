// How large a new card is, and how a new question is wired at once.
import type { Card } from "../../api/types.ts";
import type { CardDraft, DashboardDraft } from "../draft/draft.ts";
import { targetsOf } from "../draft/parameters.ts";

type NewCard = Omit<CardDraft, "id" | "row" | "col">;

const SIZES: Readonly<Record<string, readonly [number, number]>> = {
  scalar: [6, 3],
  smartscalar: [6, 3],
  progress: [6, 3],
  gauge: [8, 6],
  table: [24, 8],
  pivot: [24, 9],
};

/** A question's card; a filter that already drives an equal variable elsewhere drives it here too. */
export function makeCard(question: Card, draft: DashboardDraft, tabId: number | null): NewCard {
  const [width, height] = SIZES[question.display] ?? [12, 6];
  const plain = { questionId: question.id, tabId, width, height, settings: {}, series: [] };
  const mappings = draft.parameters.flatMap(({ id, type }) => {
    const known = draft.cards.flatMap((it) => it.mappings).filter((it) => it.parameter_id === id);
    const targets = new Set(known.map((it) => JSON.stringify(it.target)));
    const found = targetsOf({ ...plain, id: 0, row: 0, col: 0, mappings: [] }, question, [], type);
    const alike = found.find((it) => targets.has(it.value));
    const same = known.find((it) => it.card_id === question.id);
    const target = same?.target ?? alike?.target;
    return target ? [{ parameter_id: id, card_id: question.id, target }] : [];
  });
  return { ...plain, mappings };
}

export type WordKind = "text" | "heading" | "link" | "image";

export function makeWords(kind: WordKind, tabId: number | null): NewCard {
  return {
    questionId: null,
    tabId,
    width: kind === "heading" ? 24 : 8,
    height: kind === "heading" || kind === "link" ? 1 : 4,
    mappings: [],
    settings: { virtual_card: { display: kind }, text: "" },
    series: [],
  };
}
