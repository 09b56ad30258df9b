// A structured query (MBQL 4) as a plain value: reads the clauses that the page shows as controls and
// writes them back. What it does not know stays in the query as it is and is shown as text.

export type Clause = readonly unknown[];

export interface Structured {
  readonly [key: string]: unknown;
}

export type FieldRef = readonly [
  "field",
  number | string,
  Readonly<Record<string, unknown>> | null,
];

export type StepName = "filter" | "aggregation" | "breakout" | "order-by";

const isClause = (value: unknown): value is Clause =>
  Array.isArray(value) && typeof value[0] === "string";

const word = (value: unknown) => String(value).toLowerCase().replaceAll("_", "-");

/** The clauses of one step as a list, however the query spells one of them or none. */
export function clausesOf(query: Structured, step: StepName): Clause[] {
  const raw = query[step];
  if (!Array.isArray(raw) || raw.length === 0) return typeof raw === "string" ? [[raw]] : [];
  if (step === "filter") return word(raw[0]) === "and" ? raw.slice(1) : [raw as Clause];
  if (step === "aggregation" && typeof raw[0] === "string") return [raw as Clause];
  return raw.map((one: unknown) => (Array.isArray(one) ? one : [one]));
}

/** The query with these clauses in a step; an empty step leaves no trace. */
export function withClauses(
  query: Structured,
  step: StepName,
  clauses: readonly Clause[],
): Structured {
  const { [step]: _old, ...rest } = query;
  if (clauses.length === 0) return rest;
  if (step !== "filter") return { ...rest, [step]: clauses };
  return { ...rest, filter: clauses.length === 1 ? clauses[0] : ["and", ...clauses] };
}

/** Whether it reads anything yet: a table, another question or a query inside it. */
export function hasSource(query: Structured): boolean {
  return Boolean(query["source-table"] ?? query["source-query"]);
}

export function isAggregated(query: Structured): boolean {
  return clausesOf(query, "aggregation").length + clausesOf(query, "breakout").length > 0;
}

/** A column reference without what the page cannot show: null for joins, bins and old spellings. */
export function readField(raw: unknown): FieldRef | null {
  if (!isClause(raw) || raw[0] !== "field" || raw.length > 3) return null;
  const options = (raw[2] ?? null) as Record<string, unknown> | null;
  if (typeof raw[1] !== "number") return null;
  const known = ["temporal-unit", "source-field", "base-type", "effective-type"];
  if (options && Object.keys(options).some((key) => !known.includes(key))) return null;
  return ["field", raw[1], options];
}

/** Names a column: its id, and the foreign key that leads to it. */
export function keyOf(ref: FieldRef): string {
  const key = ref[2]?.["source-field"];
  return typeof key === "number" ? `${key}>${ref[1]}` : String(ref[1]);
}

export function unitOf(ref: FieldRef): string | null {
  const unit = ref[2]?.["temporal-unit"];
  return typeof unit === "string" ? unit : null;
}

export function withUnit(ref: FieldRef, unit: string | null): FieldRef {
  const { "temporal-unit": _old, ...rest } = ref[2] ?? {};
  const options = unit ? { ...rest, "temporal-unit": unit } : rest;
  return ["field", ref[1], Object.keys(options).length > 0 ? options : null];
}

export const FUNCTIONS = ["count", "sum", "avg", "distinct", "min", "max"] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export interface Metric {
  name: FunctionName;
  field: FieldRef | null;
}

/** An aggregation that the page can edit; null for named ones, arithmetic and what is unknown. */
export function readMetric(raw: Clause): Metric | null {
  const name = FUNCTIONS.find((it) => it === raw[0]);
  if (!name || raw.length > 2) return null;
  if (raw.length === 1) return name === "count" ? { name, field: null } : null;
  const field = readField(raw[1]);
  return field && name !== "count" ? { name, field } : null;
}

export interface Sort {
  isDescending: boolean;
  /** `agg:0` for an aggregation, else the column's key. */
  key: string;
  by: Clause;
}

export function readSort(raw: Clause): Sort | null {
  const [direction, by] = raw;
  if ((direction !== "asc" && direction !== "desc") || raw.length !== 2) return null;
  const isDescending = direction === "desc";
  if (isClause(by) && by[0] === "aggregation" && typeof by[1] === "number") {
    return { isDescending, key: `agg:${by[1]}`, by };
  }
  const field = readField(by);
  return field && { isDescending, key: keyOf(field), by: field };
}

/** The query with one clause of a step taken out, and with no order that leans on it. */
export function withoutClause(query: Structured, step: StepName, index: number): Structured {
  const clauses = clausesOf(query, step);
  const gone = clauses[index];
  const after = withClauses(
    query,
    step,
    clauses.filter((_one, at) => at !== index),
  );
  if (step !== "aggregation" && step !== "breakout") return after;
  if (isAggregated(query) && !isAggregated(after)) return withClauses(after, "order-by", []);
  const orders = clausesOf(after, "order-by").flatMap((raw): Clause[] => {
    const sort = readSort(raw);
    if (!sort) return [raw];
    if (step === "aggregation" && sort.key.startsWith("agg:")) {
      const at = Number(sort.key.slice(4));
      if (at === index) return [];
      return [at > index ? [raw[0], ["aggregation", at - 1]] : raw];
    }
    const field = step === "breakout" ? readField(gone) : null;
    return field && sort.key === keyOf(field) ? [] : [raw];
  });
  return withClauses(after, "order-by", orders);
}

/** The query with one clause replaced; orders by a column follow its new bucket. */
export function withClause(
  query: Structured,
  step: StepName,
  index: number,
  clause: Clause,
): Structured {
  const clauses = clausesOf(query, step);
  const before = step === "breakout" ? readField(clauses[index]) : null;
  const next = withClauses(
    query,
    step,
    clauses.map((one, at) => (at === index ? clause : one)),
  );
  if (!before) return next;
  const orders = clausesOf(next, "order-by").map((raw) => {
    const sort = readSort(raw);
    return sort && sort.key === keyOf(before) ? [raw[0], clause] : raw;
  });
  return withClauses(next, "order-by", orders);
}

/** The query with one more clause; the first group or metric ends the orders of plain rows. */
export function withMore(query: Structured, step: StepName, clause: Clause): Structured {
  const after = withClauses(query, step, [...clausesOf(query, step), clause]);
  const begins = !isAggregated(query) && isAggregated(after);
  return begins ? withClauses(after, "order-by", []) : after;
}

const SHOWN = ["source-table", "filter", "aggregation", "breakout", "fields", "order-by", "limit"];

/** Names of parts of the query that the page only keeps. */
export function unknownParts(query: Structured): string[] {
  return Object.keys(query).filter((key) => !SHOWN.includes(key) && query[key] !== undefined);
}
