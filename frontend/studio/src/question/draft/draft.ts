// A question while it is edited: a plain value, the steps that change it, and its wire form.
import type { Card, CardFields, Parameter, TemplateTag } from "../../api/types.ts";
import type { Structured } from "../../builder/clauses.ts";
import { completed } from "../../builder/filters.ts";
import { type ChartSettings, withSetting } from "../panels/displays.ts";
import { deriveParameters, readTags } from "./tags.ts";

/** Where a variable's choices come from, and how they are offered. */
export type Choices = Pick<
  Parameter,
  "values_query_type" | "values_source_type" | "values_source_config"
>;

export interface Draft {
  name: string;
  description: string;
  databaseId: number | null;
  sql: string;
  tags: Record<string, TemplateTag>;
  /** By the id of the tag; a tag without one has its column's values. */
  choices: Record<string, Choices>;
  /** The query of a question by clicks; null for one in SQL. */
  structured: Structured | null;
  display: string;
  settings: ChartSettings;
  /** Seconds that viewers' results are kept; null for the instance's own time. */
  cacheTtl: number | null;
}

export const EMPTY_DRAFT: Draft = {
  name: "",
  description: "",
  databaseId: null,
  sql: "",
  tags: {},
  choices: {},
  structured: null,
  display: "table",
  settings: {},
  cacheTtl: null,
};

export type Step =
  | { do: "write-sql"; sql: string; makeId: () => string }
  | { do: "choose-database"; id: number | null }
  | { do: "change-tag"; name: string; change: Partial<TemplateTag> }
  | { do: "choose-choices"; id: string; change: Choices }
  | { do: "build"; structured: Structured }
  | { do: "convert"; sql: string }
  | { do: "choose-display"; display: string }
  | { do: "set"; key: string; value: unknown }
  | { do: "replace"; draft: Draft };

export function takeStep(draft: Draft, step: Step): Draft {
  switch (step.do) {
    case "write-sql":
      return { ...draft, sql: step.sql, tags: readTags(step.sql, draft.tags, step.makeId) };
    case "choose-database":
      // Tables and columns of one database mean nothing in another.
      return { ...draft, databaseId: step.id, structured: draft.structured && {} };
    case "change-tag": {
      const old = draft.tags[step.name];
      if (!old) return draft;
      return { ...draft, tags: { ...draft.tags, [step.name]: { ...old, ...step.change } } };
    }
    case "choose-choices": {
      const choices = { ...draft.choices[step.id], ...step.change };
      return { ...draft, choices: { ...draft.choices, [step.id]: choices } };
    }
    case "build":
      return { ...draft, structured: step.structured };
    case "convert":
      return { ...draft, structured: null, sql: step.sql, tags: {} };
    case "choose-display":
      return { ...draft, display: step.display };
    case "set":
      return { ...draft, settings: withSetting(draft.settings, step.key, step.value) };
    case "replace":
      return step.draft;
  }
}

export function draftOf(card: Card): Draft {
  const { native, query, type } = card.dataset_query;
  return {
    name: card.name,
    description: card.description ?? "",
    databaseId: card.dataset_query.database ?? card.database_id,
    sql: native?.query ?? "",
    tags: native?.["template-tags"] ?? {},
    choices: type === "native" ? choicesOf(card.parameters) : {},
    structured: type === "query" ? (query ?? {}) : null,
    display: card.display,
    settings: card.visualization_settings ?? {},
    cacheTtl: card.cache_ttl ?? null,
  };
}

/** Those that say more than their tag does. */
function choicesOf(parameters: readonly Parameter[]): Draft["choices"] {
  const said = parameters.filter(
    (it) => it.values_source_type || (it.values_query_type ?? "list") !== "list",
  );
  return Object.fromEntries(
    said.map((it) => [
      it.id,
      {
        values_query_type: it.values_query_type ?? "list",
        values_source_type: it.values_source_type ?? null,
        values_source_config: it.values_source_config ?? {},
      },
    ]),
  );
}

/** The tags' parameters with where their choices come from; none where all is as the tags say. */
function parametersOf({ tags, choices }: Draft): Parameter[] {
  const derived = deriveParameters(tags);
  if (derived.every((it) => !choices[it.id])) return [];
  return derived.map((it) => ({ ...it, ...choices[it.id] }));
}

export function datasetQuery(draft: Draft): CardFields["dataset_query"] {
  if (draft.structured) {
    return { type: "query", database: draft.databaseId, query: completed(draft.structured) };
  }
  return {
    type: "native",
    database: draft.databaseId,
    native: { query: draft.sql, "template-tags": draft.tags },
  };
}

export function cardFields(draft: Draft): CardFields {
  return {
    name: draft.name.trim(),
    description: draft.description.trim() || null,
    display: draft.display,
    cache_ttl: draft.cacheTtl,
    dataset_query: datasetQuery(draft),
    ...(draft.structured ? {} : { parameters: parametersOf(draft) }),
    visualization_settings: draft.settings,
  };
}

/** True when the two would be saved as the same question. */
export function isSameDraft(a: Draft, b: Draft): boolean {
  return stableText(a) === stableText(b);
}

/** True when running either gives the same rows. */
export function isSameQuery(a: Draft, b: Draft): boolean {
  return stableText(datasetQuery(a)) === stableText(datasetQuery(b));
}

/** JSON with sorted keys, so that equal values give equal texts. */
export function stableText(value: unknown): string {
  return JSON.stringify(value, (_key, it: unknown) =>
    it && typeof it === "object" && !Array.isArray(it)
      ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)))
      : it,
  );
}

/** Names of field filters that have no column yet: such a query cannot run. */
export function incompleteTags(draft: Draft): string[] {
  return Object.values(draft.tags)
    .filter((tag) => ["dimension", "temporal-unit"].includes(tag.type) && !tag.dimension)
    .map((tag) => tag.name);
}
