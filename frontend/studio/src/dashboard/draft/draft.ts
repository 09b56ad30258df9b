// A dashboard while it is edited: a plain value, the steps that change it, and its wire form.
import type { Dashboard, Parameter } from "../../api/types.ts";
import { type ChartSettings, withSetting } from "../../question/panels/displays.ts";
import { freePlace, pushAway, withoutGaps } from "./places.ts";

export type Target = readonly unknown[];

export interface Mapping {
  parameter_id: string;
  card_id?: number | null;
  target: Target;
}

/** A card on the grid; ids below zero are not saved yet. */
export interface CardDraft {
  id: number;
  questionId: number | null;
  tabId: number | null;
  row: number;
  col: number;
  width: number;
  height: number;
  mappings: Mapping[];
  settings: ChartSettings;
  /** Further questions drawn on the first one's chart. */
  series: number[];
}

export interface TabDraft {
  id: number;
  name: string;
}

export interface DashboardDraft {
  name: string;
  description: string;
  width: string;
  autoApply: boolean;
  cacheSeconds: number | null;
  parameters: Parameter[];
  tabs: TabDraft[];
  cards: CardDraft[];
}

export interface Place {
  id: number;
  row: number;
  col: number;
  width: number;
  height: number;
}

/** What a filter drives on a card: a part of its question or of one of its series; null for none. */
export interface Wire {
  cardId: number;
  questionId: number | null;
  target: Target | null;
}

export type Step =
  | { do: "set"; change: Partial<Omit<DashboardDraft, "cards" | "tabs" | "parameters">> }
  | { do: "place"; places: readonly Place[] }
  /** In the first free place from a row on: what its author sees stays above it. */
  | { do: "add-card"; card: Omit<CardDraft, "id" | "row" | "col">; from?: number }
  | { do: "close-gaps"; tabId: number | null }
  | { do: "copy-card"; id: number }
  | { do: "remove-card"; id: number }
  | { do: "move-to-tab"; id: number; tabId: number }
  | { do: "set-series"; id: number; series: number[] }
  | { do: "set-card"; id: number; key: string; value: unknown }
  | { do: "wire"; parameterId: string; wires: readonly Wire[] }
  | { do: "add-tab"; name: string; first: string }
  | { do: "rename-tab"; id: number; name: string }
  | { do: "move-tab"; id: number; by: -1 | 1 }
  | { do: "remove-tab"; id: number }
  | { do: "add-parameter"; parameter: Parameter }
  | { do: "change-parameter"; id: string; change: Partial<Parameter> }
  | { do: "move-parameter"; id: string; by: -1 | 1 }
  | { do: "remove-parameter"; id: string };

export function takeStep(draft: DashboardDraft, step: Step): DashboardDraft {
  switch (step.do) {
    case "set":
      return { ...draft, ...step.change };
    case "add-tab":
    case "rename-tab":
    case "move-tab":
    case "remove-tab":
      return takeTabStep(draft, step);
    case "add-parameter":
    case "change-parameter":
    case "move-parameter":
    case "remove-parameter":
      return takeParameterStep(draft, step);
    default:
      return { ...draft, cards: takeCardStep(draft, step) };
  }
}

type CardStep = Extract<
  Step,
  {
    do:
      | "place"
      | "add-card"
      | "close-gaps"
      | "copy-card"
      | "remove-card"
      | "move-to-tab"
      | "set-series"
      | "set-card"
      | "wire";
  }
>;

function takeCardStep({ cards }: DashboardDraft, step: CardStep): CardDraft[] {
  switch (step.do) {
    case "place": {
      const places = new Map(step.places.map((it) => [it.id, it]));
      const placed = cards.map((it) => ({ ...it, ...places.get(it.id) }));
      return step.places.reduce((all, { id }) => pushAway(all, id), placed);
    }
    case "add-card":
      return [
        ...cards,
        { ...step.card, ...freePlace(cards, step.card, step.from), id: newId(cards) },
      ];
    case "close-gaps":
      return withoutGaps(cards, step.tabId);
    case "copy-card": {
      const found = cards.find((it) => it.id === step.id);
      if (!found) return cards;
      return [...cards, { ...found, ...freePlace(cards, found, found.row), id: newId(cards) }];
    }
    case "remove-card":
      return cards.filter((it) => it.id !== step.id);
    case "move-to-tab":
      return change(cards, step.id, (it) => {
        const moved = { ...it, tabId: step.tabId };
        const others = cards.filter((other) => other.id !== it.id);
        return { ...moved, ...freePlace(others, moved) };
      });
    case "set-series":
      return change(cards, step.id, (it) => {
        const shown = [it.questionId, ...step.series];
        const mappings = it.mappings.filter((one) => shown.includes(one.card_id ?? it.questionId));
        return { ...it, series: step.series, mappings };
      });
    case "set-card":
      return change(cards, step.id, (it) => ({
        ...it,
        settings: withSetting(it.settings, step.key, step.value),
      }));
    case "wire":
      return step.wires.reduce(
        (all, wire) => change(all, wire.cardId, (it) => wired(it, step.parameterId, wire)),
        cards,
      );
  }
}

function wired(card: CardDraft, parameterId: string, { questionId, target }: Wire): CardDraft {
  const old = mappingOf(card, parameterId, questionId);
  const own = { parameter_id: parameterId, target: target ?? [] };
  const mapping = questionId === null ? own : { ...own, card_id: questionId };
  const rest = card.mappings.filter((it) => it !== old);
  return { ...card, mappings: target ? [...rest, mapping] : rest };
}

/** How a filter drives one question of a card; older mappings name no question and mean the first. */
export function mappingOf(
  card: CardDraft,
  parameterId: string,
  questionId: number | null,
): Mapping | undefined {
  return card.mappings.find(
    (it) => it.parameter_id === parameterId && (it.card_id ?? card.questionId) === questionId,
  );
}

/** The questions that a card shows; null stands for the author's own words. */
export function questionsOf(card: CardDraft): (number | null)[] {
  return [card.questionId, ...card.series];
}

/** Whether a filter drives everything that a card shows. */
export function obeys(card: CardDraft, parameterId: string): boolean {
  return questionsOf(card).every((id) => mappingOf(card, parameterId, id) !== undefined);
}

/** How many of the questions' cards obey a filter with everything that they show, and how many there are. */
export function countObeying(draft: DashboardDraft, parameterId: string): [number, number] {
  const asked = draft.cards.filter((it) => it.questionId !== null);
  return [asked.filter((it) => obeys(it, parameterId)).length, asked.length];
}

function change<T extends { id: number | string }>(
  list: readonly T[],
  id: T["id"],
  how: (it: T) => T,
): T[] {
  return list.map((it) => (it.id === id ? how(it) : it));
}

/** What the next new card or tab is called until it is saved. */
export function newId(list: readonly { id: number }[]): number {
  return Math.min(0, ...list.map((it) => it.id)) - 1;
}

type TabStep = Extract<Step, { do: "add-tab" | "rename-tab" | "move-tab" | "remove-tab" }>;

function takeTabStep(draft: DashboardDraft, step: TabStep): DashboardDraft {
  const { tabs, cards } = draft;
  switch (step.do) {
    case "add-tab": {
      if (tabs.length > 0)
        return { ...draft, tabs: [...tabs, { id: newId(tabs), name: step.name }] };
      // The first tab takes what is there; the new one is the second.
      const both = [
        { id: -1, name: step.first },
        { id: -2, name: step.name },
      ];
      return { ...draft, tabs: both, cards: cards.map((it) => ({ ...it, tabId: -1 })) };
    }
    case "rename-tab":
      return { ...draft, tabs: change(tabs, step.id, (it) => ({ ...it, name: step.name })) };
    case "move-tab":
      return { ...draft, tabs: moved(tabs, step.id, step.by) };
    case "remove-tab": {
      const rest = tabs.filter((it) => it.id !== step.id);
      const kept = cards.filter((it) => it.tabId !== step.id);
      if (rest.length > 1) return { ...draft, tabs: rest, cards: kept };
      return { ...draft, tabs: [], cards: kept.map((it) => ({ ...it, tabId: null })) };
    }
  }
}

function moved<T extends { id: number | string }>(
  list: readonly T[],
  id: T["id"],
  by: -1 | 1,
): T[] {
  const from = list.findIndex((it) => it.id === id);
  const to = from + by;
  const [one, other] = [list[from], list[to]];
  if (!one || !other) return [...list];
  return list.map((it, index) => (index === from ? other : index === to ? one : it));
}

type ParameterStep = Extract<
  Step,
  { do: "add-parameter" | "change-parameter" | "move-parameter" | "remove-parameter" }
>;

function takeParameterStep(draft: DashboardDraft, step: ParameterStep): DashboardDraft {
  const { parameters, cards } = draft;
  switch (step.do) {
    case "add-parameter":
      return { ...draft, parameters: [...parameters, step.parameter] };
    case "change-parameter":
      return {
        ...draft,
        parameters: change(parameters, step.id, (it) => ({ ...it, ...step.change })),
      };
    case "move-parameter":
      return { ...draft, parameters: moved(parameters, step.id, step.by) };
    case "remove-parameter":
      return {
        ...draft,
        parameters: parameters
          .filter((it) => it.id !== step.id)
          .map((it) => ({
            ...it,
            filteringParameters: (it.filteringParameters ?? []).filter((id) => id !== step.id),
          })),
        cards: cards.map((it) => ({
          ...it,
          mappings: it.mappings.filter(({ parameter_id }) => parameter_id !== step.id),
        })),
      };
  }
}

export function draftOf(dashboard: Dashboard): DashboardDraft {
  return {
    name: dashboard.name,
    description: dashboard.description ?? "",
    width: dashboard.width,
    autoApply: dashboard.auto_apply_filters,
    cacheSeconds: dashboard.cache_ttl,
    parameters: dashboard.parameters,
    tabs: dashboard.tabs.map(({ id, name }) => ({ id, name })),
    cards: dashboard.dashcards.map((it) => ({
      id: it.id,
      questionId: it.card_id,
      tabId: it.dashboard_tab_id,
      row: it.row,
      col: it.col,
      width: it.size_x,
      height: it.size_y,
      mappings: it.parameter_mappings as unknown as Mapping[],
      settings: it.visualization_settings as ChartSettings,
      series: it.series.map(({ id }) => id),
    })),
  };
}

/** What a PUT sends; `version` is the one that the edit began on. */
export function dashboardFields(draft: DashboardDraft, version: number | null) {
  return {
    name: draft.name.trim(),
    description: draft.description.trim() || null,
    width: draft.width,
    auto_apply_filters: draft.autoApply,
    cache_ttl: draft.cacheSeconds,
    parameters: draft.parameters,
    tabs: draft.tabs,
    dashcards: draft.cards.map((it) => ({
      id: it.id,
      card_id: it.questionId,
      dashboard_tab_id: it.tabId,
      row: it.row,
      col: it.col,
      size_x: it.width,
      size_y: it.height,
      parameter_mappings: it.mappings,
      visualization_settings: it.settings,
      series: it.series.map((id) => ({ id })),
    })),
    ...(version === null ? {} : { base_version: version }),
  };
}

/** What kind of card this is: a question's, or one of the author's words. */
export function virtualKind(card: CardDraft): string | null {
  const virtual = card.settings.virtual_card;
  if (card.questionId !== null) return null;
  const display = (virtual as { display?: unknown } | undefined)?.display;
  return typeof display === "string" ? display : "text";
}

/** Cards of a tab in reading order; null stands for a dashboard without tabs. */
export function cardsOf(draft: DashboardDraft, tabId: number | null): CardDraft[] {
  return draft.cards
    .filter((it) => tabId === null || it.tabId === tabId)
    .sort((a, b) => a.row - b.row || a.col - b.col);
}
