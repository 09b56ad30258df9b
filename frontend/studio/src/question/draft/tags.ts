// Reads {{tags}} from SQL text and keeps the author's settings of each while the text changes.
import type { Parameter, ParameterValue, TemplateTag } from "../../api/types.ts";

export interface TagPlace {
  name: string;
  /** Offsets of the whole `{{name}}` in the text. */
  from: number;
  to: number;
}

const TAG = /^\{\{\s*([^{}\s][^{}]*?)\s*\}\}/;
const STOPS = /--|\/\*|'|"|\[\[|\]\]|\{\{/g;

/**
 * Every `{{tag}}` in order of appearance. Tags inside comments are plain text; comment markers that
 * begin inside `[[ ]]` or a string are plain text too (bi-core B1.1).
 */
export function findTags(text: string): TagPlace[] {
  const found: TagPlace[] = [];
  let depth = 0;
  let quote = "";
  let at = 0;
  while (at < text.length) {
    STOPS.lastIndex = at;
    const stop = STOPS.exec(text);
    if (!stop) break;
    const [mark] = stop;
    at = stop.index + mark.length;
    if (mark === "{{") {
      // Of a longer run of braces only the innermost pair counts.
      let open = stop.index;
      while (text[open + 2] === "{") open += 1;
      const tag = TAG.exec(text.slice(open));
      at = open + 2;
      if (!tag?.[1]) continue;
      at = open + tag[0].length;
      found.push({ name: tag[1], from: open, to: at });
    } else if (mark === "'" || mark === '"') {
      if (quote === "") quote = mark;
      else if (quote === mark) quote = "";
    } else if (mark === "[[") depth += 1;
    else if (mark === "]]") depth = Math.max(0, depth - 1);
    else if (depth === 0 && quote === "") at = endOfComment(text, mark, at);
  }
  return found;
}

function endOfComment(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark === "--" ? "\n" : "*/", from);
  return end < 0 ? text.length : end + (mark === "--" ? 1 : 2);
}

/** True for tags that ask for a value: not a snippet, not another question. */
function isVariable(name: string): boolean {
  return !name.startsWith("#") && !/^snippet:/i.test(name);
}

/**
 * The tags that the text names, in order; known ones keep their settings, new ones are text. When
 * exactly one name went and one came, it was renamed and keeps its settings too.
 */
export function readTags(
  text: string,
  known: Readonly<Record<string, TemplateTag>>,
  makeId: () => string,
): Record<string, TemplateTag> {
  const names = [...new Set(findTags(text).map((it) => it.name))];
  const [gone, ...otherGone] = Object.values(known).filter((it) => !names.includes(it.name));
  const added = names.filter((it) => !(it in known) && isVariable(it));
  const renamed = otherGone.length === 0 && added.length === 1 ? gone : undefined;
  const tags: Record<string, TemplateTag> = {};
  for (const name of names) {
    const old = known[name];
    if (old) tags[name] = old;
    else if (isVariable(name)) {
      tags[name] =
        renamed && isVariable(renamed.name) ? rename(renamed, name) : newTag(name, makeId());
    }
  }
  return tags;
}

function newTag(name: string, id: string): TemplateTag {
  return { id, name, "display-name": titleOf(name), type: "text" };
}

/** The same tag under another name; a label that the author wrote stays. */
function rename(tag: TemplateTag, name: string): TemplateTag {
  const isOwnLabel = tag["display-name"] !== titleOf(tag.name);
  return { ...tag, name, "display-name": isOwnLabel ? tag["display-name"] : titleOf(name) };
}

/** `signup_date` -> `Signup date`: the label before the author writes one. */
export function titleOf(name: string): string {
  const words = name.replace(/[_-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const PLAIN_TYPES: Readonly<Record<string, string>> = {
  text: "string/=",
  number: "number/=",
  date: "date/single",
  boolean: "boolean/=",
  "temporal-unit": "temporal-unit",
};

export type DerivedParameter = Parameter & { target: unknown[] };

/** The parameters that tags derive (bi-core B1.5); a field filter without a widget has none. */
export function deriveParameters(tags: Readonly<Record<string, TemplateTag>>): DerivedParameter[] {
  const parameters: DerivedParameter[] = [];
  for (const tag of Object.values(tags)) {
    const isFilter = tag.type === "dimension";
    const type = isFilter ? tag["widget-type"] : PLAIN_TYPES[tag.type];
    if (!type || type === "none") continue;
    parameters.push({
      id: tag.id,
      slug: tag.name,
      name: tag["display-name"] || tag.name,
      type,
      default: tag.default ?? null,
      required: tag.required ?? false,
      isMultiSelect: isFilter,
      target: [
        isFilter || tag.type === "temporal-unit" ? "dimension" : "variable",
        ["template-tag", tag.name],
      ],
    });
  }
  return parameters;
}

/** The field id of a field filter, in any of the spellings that were ever stored. */
export function fieldOf(tag: TemplateTag): number | null {
  const { dimension } = tag;
  if (!Array.isArray(dimension)) return null;
  const id: unknown = dimension[1];
  return typeof id === "number" ? id : null;
}

/** The values that widgets start with: each parameter's own default. */
export function defaultValues(parameters: readonly Parameter[]): Record<string, ParameterValue> {
  return Object.fromEntries(parameters.map((it) => [it.id, it.default ?? null]));
}
