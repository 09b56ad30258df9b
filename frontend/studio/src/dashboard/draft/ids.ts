// Ids across a save: what the server does not hold is created, and has its new id from then on.
import type { DashboardDraft } from "./draft.ts";

/** What cards and tabs are called since they were saved; who is not named keeps its id. */
export interface Renamed {
  cards: ReadonlyMap<number, number>;
  tabs: ReadonlyMap<number, number>;
}

type Held = Pick<DashboardDraft, "cards" | "tabs">;
type Item = { id: number };

/** The draft as it is sent: a card or tab that is not held (a removal saved, then undone) is a new one. */
export function withNewIds(draft: DashboardDraft, held: Held): DashboardDraft {
  const isHeld = (list: readonly Item[]) => new Set(list.map((it) => it.id));
  const [cards, tabs] = [isHeld(held.cards), isHeld(held.tabs)];
  const sent = (known: ReadonlySet<number>, id: number) =>
    id < 0 || known.has(id) ? id : -id - 1_000_000;
  return {
    ...draft,
    tabs: draft.tabs.map((it) => ({ ...it, id: sent(tabs, it.id) })),
    cards: draft.cards.map((it) => ({
      ...it,
      id: sent(cards, it.id),
      tabId: it.tabId === null ? null : sent(tabs, it.tabId),
    })),
  };
}

/** How the answer calls what was created: ids are given in the order in which they were sent. */
export function renamedBy(draft: DashboardDraft, sent: DashboardDraft, answer: Held): Renamed {
  return {
    cards: pairs(draft.cards, sent.cards, answer.cards),
    tabs: pairs(draft.tabs, sent.tabs, answer.tabs),
  };
}

function pairs(before: readonly Item[], sent: readonly Item[], after: readonly Item[]) {
  const held = new Set(sent.map((it) => it.id));
  const given = after.map((it) => it.id).filter((id) => !held.has(id));
  given.sort((a, b) => a - b);
  const created = before.filter((_, at) => (sent[at]?.id ?? 0) < 0);
  return new Map(created.map((it, at) => [it.id, given[at] ?? it.id]));
}

export function rename(draft: DashboardDraft, { cards, tabs }: Renamed): DashboardDraft {
  const tab = (id: number) => tabs.get(id) ?? id;
  return {
    ...draft,
    tabs: draft.tabs.map((it) => ({ ...it, id: tab(it.id) })),
    cards: draft.cards.map((it) => ({
      ...it,
      id: cards.get(it.id) ?? it.id,
      tabId: it.tabId === null ? null : tab(it.tabId),
    })),
  };
}
