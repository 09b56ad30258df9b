// Values written as source code, one dialect a language.
import type { ParameterValue, Scalar } from "../../api/types.ts";
import { t } from "../../text/text.ts";
import type { Part, SampleInput } from "./sample.ts";

export interface Dialect {
  quote: (text: string) => string;
  words: Readonly<Record<"null" | "true" | "false", string>>;
  /** Around the values of a list. */
  list: readonly [string, string];
  /** Between the values of a list; a comma unless said. */
  between?: string;
  comment: string;
  /** What a map looks like: its ends, one entry, and the map without entries. */
  map: readonly [string, string];
  entry: (key: string, value: string) => string;
  empty: string;
  /** True where no comma may stand after the last entry. */
  isStrict?: boolean;
  /** A map within a value, where it is written otherwise: its ends and one entry. */
  inner?: readonly [string, string, (key: string, value: string) => string];
}

/** A string literal of JSON, whose escapes most languages share; line separators are escaped too. */
export function quote(text: string): string {
  return JSON.stringify(wellFormed(text)).replace(/[\u007f\u2028\u2029]/g, (it) => hex(it));
}

/** Half of a character is no character in most languages. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}

function hex(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}

/** A string in double quotes of a language that reads some of its text: `$name`, `#{code}`. */
function quoteWith(special: RegExp, escapeCode: (code: string) => string) {
  return (text: string): string => {
    const inner = wellFormed(text)
      .replace(/[\\"]/g, "\\$&")
      .replace(special, "\\$&")
      .replace(
        /[\p{Cc}\u2028\u2029]/gu,
        (it) => SHORT.get(it) ?? escapeCode((it.codePointAt(0) ?? 0).toString(16)),
      );
    return `"${inner}"`;
  };
}

const SHORT = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);
const braces = (code: string) => `\\u{${code}}`;
const WORDS = { null: "null", true: "true", false: "false" };
const colon = (key: string, value: string) => `${key}: ${value},`;
const arrow = (key: string, value: string) => `${key} => ${value},`;

export const JAVASCRIPT: Dialect = {
  quote,
  words: WORDS,
  list: ["[", "]"],
  comment: " //",
  map: ["{", "}"],
  entry: colon,
  empty: "{}",
};
export const PYTHON: Dialect = {
  ...JAVASCRIPT,
  words: { null: "None", true: "True", false: "False" },
  comment: "  #",
};
export const RUBY: Dialect = {
  ...JAVASCRIPT,
  quote: quoteWith(/#(?=[{$@])/g, braces),
  words: { ...WORDS, null: "nil" },
  comment: " #",
  entry: arrow,
};
export const PHP: Dialect = {
  ...JAVASCRIPT,
  quote: quoteWith(/\$/g, braces),
  map: ["[", "]"],
  entry: arrow,
  empty: "new stdClass()",
};
export const JAVA: Dialect = {
  ...JAVASCRIPT,
  list: ["Arrays.asList(", ")"],
  map: ["", ""],
  entry: (key, value) => `params.put(${key}, ${value});`,
  empty: "",
  inner: ["Map.ofEntries(", ")", (key, value) => `Map.entry(${key}, ${value})`],
};
export const GO: Dialect = {
  ...JAVASCRIPT,
  words: { ...WORDS, null: "nil" },
  list: ["[]any{", "}"],
  map: ["map[string]any{", "}"],
  empty: "map[string]any{}",
};
export const CSHARP: Dialect = {
  ...JAVASCRIPT,
  list: ["new object[] { ", " }"],
  map: ["new Dictionary<string, object> {", "}"],
  entry: (key, value) => `[${key}] = ${value},`,
  empty: "new Dictionary<string, object>()",
};
export const CLOJURE: Dialect = {
  ...JAVASCRIPT,
  words: { ...WORDS, null: "nil" },
  between: " ",
  comment: " ;",
  entry: (key, value) => `${key} ${value}`,
};
export const RUST: Dialect = { ...JAVASCRIPT, quote: quoteWith(/(?!)/g, braces) };
export const ELIXIR: Dialect = {
  ...RUBY,
  words: { null: "nil", true: "true", false: "false" },
  map: ["%{", "}"],
  empty: "%{}",
  isStrict: true,
};

export function writeValue(value: ParameterValue, dialect: Dialect): string {
  if (!Array.isArray(value)) return writeScalar(value, dialect);
  const [open, close] = dialect.list;
  return open + value.map((it) => writeScalar(it, dialect)).join(dialect.between ?? ", ") + close;
}

function writeScalar(value: Scalar | null, { words, quote }: Dialect): string {
  if (value === null) return words.null;
  if (typeof value === "boolean") return value ? words.true : words.false;
  return typeof value === "number" ? JSON.stringify(value) : quote(value);
}

/**
 * `params` of a token: locked values one a line, `indent` before each and `outer` before the end; a
 * missing value says whose it should be.
 */
export function writeParams(
  input: SampleInput,
  dialect: Dialect,
  indent: string,
  outer: string,
): Part {
  const entries = Object.entries(input.params);
  if (entries.length === 0) return { text: dialect.empty, mark: "params" };
  const lines = entries.map(([slug, value], index) => {
    const note = value === null ? `${dialect.comment} ${t.code.lockedMissing}` : "";
    const written = dialect.entry(dialect.quote(slug), writeValue(value, dialect));
    const isLast = index === entries.length - 1;
    return indent + (isLast && dialect.isStrict ? written.replace(/,$/, "") : written) + note;
  });
  const [open, close] = dialect.map;
  const text = open ? `${open}\n${lines.join("\n")}\n${outer}${close}` : lines.join("\n");
  return { text, mark: "params" };
}

/** Design tokens: texts, numbers, lists and maps of them, on one line. */
function writeTree(value: unknown, dialect: Dialect): string {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return writeValue(value as ParameterValue, dialect);
  }
  const [open, close, entry = dialect.entry] = dialect.inner ?? dialect.map;
  const entries = Object.entries(value).map(([name, inner]) =>
    entry(dialect.quote(name), writeTree(inner, dialect)).replace(/,$/, ""),
  );
  return open + entries.join(dialect.between ?? ", ") + close;
}

/**
 * The claim `theme` as a line of its own below `params`, nothing where there is none. `line` writes
 * it around the value.
 */
export function writeTheme(
  input: SampleInput,
  dialect: Dialect,
  line: (value: string) => string,
): Part {
  const isThere = Object.keys(input.theme).length > 0;
  return { text: isThere ? `\n${line(writeTree(input.theme, dialect))}` : "", mark: "theme" };
}
