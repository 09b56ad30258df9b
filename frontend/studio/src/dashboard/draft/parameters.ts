// Filters of a dashboard: their kinds, and which part of a card each kind can be wired to.
import type { Card, DatabaseTable, Parameter, TemplateTag } from "../../api/types.ts";
import { bench } from "../../text/bench/text.ts";
import {
  type CardDraft,
  type DashboardDraft,
  questionsOf,
  type Target,
  type Wire,
} from "./draft.ts";

export type Family = "text" | "number" | "date" | "id" | "boolean" | "unit";

export const FAMILIES: readonly { family: Family; types: readonly string[]; section: string }[] = [
  {
    family: "text",
    types: [
      "string/=",
      "string/!=",
      "string/contains",
      "string/does-not-contain",
      "string/starts-with",
      "string/ends-with",
    ],
    section: "string",
  },
  {
    family: "number",
    types: ["number/=", "number/!=", "number/between", "number/>=", "number/<="],
    section: "number",
  },
  {
    family: "date",
    types: [
      "date/all-options",
      "date/range",
      "date/single",
      "date/relative",
      "date/month-year",
      "date/quarter-year",
    ],
    section: "date",
  },
  { family: "id", types: ["id"], section: "id" },
  { family: "boolean", types: ["boolean/="], section: "boolean" },
  { family: "unit", types: ["temporal-unit"], section: "temporal-unit" },
];

const FAMILY_OF: Readonly<Record<string, Family>> = {
  text: "text",
  string: "text",
  category: "text",
  location: "text",
  number: "number",
  date: "date",
  id: "id",
  boolean: "boolean",
  "temporal-unit": "unit",
};

export function familyOf(type: string): Family {
  return FAMILY_OF[type.split("/")[0] ?? ""] ?? "text";
}

/** What a family may filter besides itself: an id is a number or a text, a text any list of words. */
const FITS: Readonly<Record<Family, readonly Family[]>> = {
  text: ["text", "id"],
  number: ["number", "id"],
  date: ["date"],
  id: ["id", "number", "text"],
  boolean: ["boolean"],
  unit: ["unit"],
};

export interface Option {
  /** JSON of the target: what a select can hold. */
  value: string;
  label: string;
  target: Target;
}

const option = (label: string, target: Target): Option => ({
  value: JSON.stringify(target),
  label,
  target,
});

/** The parts of a card that a parameter of this type can be wired to. */
export function targetsOf(
  card: CardDraft,
  question: Card | undefined,
  tables: readonly DatabaseTable[],
  type: string,
): Option[] {
  if (card.questionId === null) {
    const text = typeof card.settings.text === "string" ? card.settings.text : "";
    const names = [...text.matchAll(/\{\{\s*([^{}]+?)\s*\}\}/g)].map((it) => it[1] ?? "");
    return [...new Set(names)].map((name) => option(`{{${name}}}`, ["text-tag", name]));
  }
  if (!question) return [];
  const family = familyOf(type);
  if (question.dataset_query.type === "native") {
    const tags = Object.values(question.dataset_query.native?.["template-tags"] ?? {});
    return tags.flatMap((tag) => tagTarget(tag, tables, family));
  }
  return fieldTargets(question, tables, family);
}

function tagTarget(tag: TemplateTag, tables: readonly DatabaseTable[], family: Family): Option[] {
  const label = tag["display-name"] || tag.name;
  const here = ["template-tag", tag.name];
  if (tag.type === "temporal-unit") {
    return family === "unit" ? [option(label, ["dimension", here])] : [];
  }
  if (tag.type === "dimension") {
    const widget = tag["widget-type"];
    const field = tables.flatMap((it) => it.fields).find((it) => it.id === fieldId(tag.dimension));
    const own = field ? columnFamilies(field) : [familyOf(widget ?? "")];
    const fits = own.some((it) => FITS[family].includes(it));
    return fits ? [option(label, ["dimension", here])] : [];
  }
  const own = familyOf(tag.type);
  return FITS[family].includes(own) ? [option(label, ["variable", here])] : [];
}

function fieldId(dimension: unknown): number | null {
  const id = Array.isArray(dimension) ? dimension[1] : null;
  return typeof id === "number" ? id : null;
}

type Field = DatabaseTable["fields"][number];

/** An id column may be filtered as an id and by its own type. */
function columnFamilies(field: Field): Family[] {
  const type = field.base_type.replace("type/", "");
  const isId = /PK|FK/.test(field.semantic_type ?? "");
  const own: Family = /Integer|Float|Decimal|Number/.test(type)
    ? "number"
    : /Date|Time/.test(type)
      ? "date"
      : type === "Boolean"
        ? "boolean"
        : "text";
  return isId ? ["id", own] : [own];
}

/** The id of the first column that a filter is wired to: its values are what people may choose. */
export function columnOf(
  draft: DashboardDraft,
  parameterId: string,
  questions: readonly Card[],
): number | null {
  for (const card of draft.cards) {
    for (const { parameter_id, card_id, target } of card.mappings) {
      if (parameter_id !== parameterId || target[0] !== "dimension") continue;
      const question = questions.find((it) => it.id === (card_id ?? card.questionId));
      const [kind, name] = Array.isArray(target[1]) ? target[1] : [];
      const tags = question?.dataset_query.native?.["template-tags"] ?? {};
      const id = fieldId(kind === "template-tag" ? tags[String(name)]?.dimension : target[1]);
      if (id !== null) return id;
    }
  }
  return null;
}

/** Columns of a built question's table, and of the tables that its foreign keys lead to. */
function fieldTargets(question: Card, tables: readonly DatabaseTable[], family: Family): Option[] {
  const table = tables.find((it) => it.id === question.table_id);
  if (!table) return [];
  const fits = (field: Field) =>
    family === "unit"
      ? columnFamilies(field).includes("date")
      : columnFamilies(field).some((it) => FITS[family].includes(it));
  const own = table.fields
    .filter(fits)
    .map((it) => option(it.display_name, ["dimension", ["field", it.id, null]]));
  const joined = table.fields.flatMap((key) => {
    const there = tables.find((it) => it.fields.some(({ id }) => id === key.fk_target_field_id));
    return (there?.fields ?? []).filter(fits).map((it) => {
      const ref = ["field", it.id, { "source-field": key.id }];
      return option(`${there?.display_name} → ${it.display_name}`, ["dimension", ref]);
    });
  });
  return [...own, ...joined];
}

/** The same part of all other questions that have it: what a filter's first wire brings with it. */
export function wiresAlike(
  draft: DashboardDraft,
  own: Wire,
  questions: ReadonlyMap<number, Card>,
  tables: readonly DatabaseTable[],
  type: string,
): Wire[] {
  const value = JSON.stringify(own.target);
  return draft.cards.flatMap((card) =>
    questionsOf(card)
      .filter((id) => id !== null && !(card.id === own.cardId && id === own.questionId))
      .filter((id) =>
        targetsOf(card, questions.get(id ?? 0), tables, type).some((it) => it.value === value),
      )
      .map((questionId) => ({ cardId: card.id, questionId, target: own.target })),
  );
}

/** A new filter with a name and a slug that no other has. */
export function newParameter(type: string, others: readonly Parameter[], id: string): Parameter {
  const labels: Readonly<Record<string, string>> = bench.editor.families;
  const base = labels[familyOf(type)] ?? type;
  let name = base;
  for (let count = 2; others.some((it) => it.name === name); count++) name = `${base} ${count}`;
  const section = FAMILIES.find((it) => it.types.includes(type))?.section;
  return {
    id,
    name,
    slug: freeSlug(name, others),
    type,
    ...(section ? { sectionId: section } : {}),
  } as Parameter;
}

/** `Ship date` -> `ship_date`; letters beyond ASCII are percent-encoded, as the wire has them. */
export function slugOf(name: string): string {
  const words = name.trim().toLocaleLowerCase().replace(/\s+/g, "_");
  return encodeURIComponent(words.replace(/[^\p{L}\p{N}_-]/gu, "_")) || "filter";
}

export function freeSlug(name: string, others: readonly Parameter[]): string {
  const base = slugOf(name);
  let slug = base;
  for (let count = 2; others.some((it) => it.slug === slug); count++) slug = `${base}_${count}`;
  return slug;
}
