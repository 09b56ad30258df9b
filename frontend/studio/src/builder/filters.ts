// Filters of the structured engine by the type of the column that they compare.
import {
  type Clause,
  clausesOf,
  type FieldRef,
  readField,
  type Structured,
  withClauses,
} from "./clauses.ts";

export type Kind = "text" | "number" | "date" | "boolean" | "other";

export function kindOf(baseType: string): Kind {
  if (/Boolean/.test(baseType)) return "boolean";
  if (/Date|Time/.test(baseType)) return "date";
  if (/Integer|Float|Decimal|Number/.test(baseType)) return "number";
  return /Text|UUID|\*/.test(baseType) ? "text" : "other";
}

export const OPERATORS: Readonly<Record<Kind, readonly string[]>> = {
  text: [
    ...["=", "!=", "contains", "does-not-contain", "starts-with", "ends-with"],
    ...["is-empty", "not-empty", "is-null", "not-null"],
  ],
  number: ["=", "!=", ">", ">=", "<", "<=", "between", "is-null", "not-null"],
  date: [
    ...["time-interval", "=", "!=", ">", ">=", "<", "<=", "between"],
    ...["is-null", "not-null"],
  ],
  boolean: ["=", "is-null", "not-null"],
  other: ["=", "!=", "is-null", "not-null"],
};

export const SEARCHES = ["contains", "does-not-contain", "starts-with", "ends-with"];
const TESTS = ["is-null", "not-null", "is-empty", "not-empty"];
const NULLARY = new Set(TESTS);
export const UNITS = ["minute", "hour", "day", "week", "month", "quarter", "year"] as const;

export type Argument = string | number | boolean | null;

export interface Filter {
  operator: string;
  field: FieldRef;
  args: Argument[];
  options: Readonly<Record<string, unknown>>;
}

const isArgument = (value: unknown): value is Argument =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

/** A filter that the page can edit: an operator, a column and constants; null for any other. */
export function readFilter(raw: Clause): Filter | null {
  const [operator, target, ...rest] = raw;
  const field = readField(target);
  const isKnown = Object.values(OPERATORS).some((list) => list.includes(String(operator)));
  if (!field || !isKnown) return null;
  const last = rest.at(-1);
  const hasOptions = typeof last === "object" && last !== null && !Array.isArray(last);
  const args = hasOptions ? rest.slice(0, -1) : rest;
  if (!args.every(isArgument)) return null;
  return { operator: String(operator), field, args, options: hasOptions ? { ...last } : {} };
}

export function writeFilter({ operator, field, args, options }: Filter): Clause {
  const isSearch = SEARCHES.includes(operator);
  const kept = isSearch || operator === "time-interval" ? options : {};
  return [operator, field, ...args, ...(Object.keys(kept).length > 0 ? [kept] : [])];
}

/** The same filter with another operator: its values stay where they still mean something. */
export function withOperator(filter: Filter, operator: string): Filter {
  const options = SEARCHES.includes(operator)
    ? { "case-sensitive": false, ...filter.options }
    : operator === "time-interval"
      ? { "include-current": true }
      : {};
  if (NULLARY.has(operator)) return { ...filter, operator, args: [], options };
  if (operator === "time-interval") return { ...filter, operator, args: [-30, "day"], options };
  const args = filter.operator === "time-interval" ? [] : filter.args;
  if (operator === "between") return { ...filter, operator, args: pair(args), options };
  const takesOne = [">", ">=", "<", "<="].includes(operator);
  const known = args.filter((it) => it !== null);
  return { ...filter, operator, args: takesOne ? known.slice(0, 1) : known, options };
}

const pair = (args: readonly Argument[]): Argument[] => [args[0] ?? null, args[1] ?? null];

/** A new filter on a column, with the operator that people mean most. */
export function newFilter(field: FieldRef, kind: Kind): Filter {
  const bare: Filter = { operator: "", field, args: [], options: {} };
  return withOperator(bare, OPERATORS[kind][0] ?? "=");
}

/** True when the filter has every value that it needs. */
export function isComplete({ operator, args }: Filter): boolean {
  if (NULLARY.has(operator)) return true;
  if (operator === "between") return args.length === 2 && args.every((it) => it !== null);
  return args.length > 0;
}

/** The query as it runs and is saved: filters that still wait for a value are not in it. */
export function completed(query: Structured): Structured {
  const clauses = clausesOf(query, "filter");
  const ready = clauses.filter((raw) => {
    const filter = readFilter(raw);
    return filter === null || isComplete(filter);
  });
  return ready.length === clauses.length ? query : withClauses(query, "filter", ready);
}
