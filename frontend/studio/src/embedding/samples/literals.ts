// Values written as source code. JSON's escapes are valid in JavaScript and in Python strings alike.
import type { ParameterValue, Scalar } from "../../api/types.ts";

/** A string literal; line separators that old JavaScript refused are escaped too. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(/[\u007f\u2028\u2029]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

export function javascriptValue(value: ParameterValue): string {
  return write(value, { null: "null", true: "true", false: "false" });
}

export function pythonValue(value: ParameterValue): string {
  return write(value, { null: "None", true: "True", false: "False" });
}

type Words = Readonly<Record<"null" | "true" | "false", string>>;

function write(value: ParameterValue, words: Words): string {
  if (Array.isArray(value)) return `[${value.map((it) => writeScalar(it, words)).join(", ")}]`;
  return value === null ? words.null : writeScalar(value, words);
}

function writeScalar(value: Scalar | null, words: Words): string {
  if (value === null) return words.null;
  if (typeof value === "boolean") return value ? words.true : words.false;
  return typeof value === "number" ? JSON.stringify(value) : quote(value);
}
