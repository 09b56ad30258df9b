// What a code sample is made of. Samples are lists of parts, so that the window can mark what changed.
import type { ParameterValue, ResourceKind } from "../../api/types.ts";
import type { Tokens } from "../../look/look.ts";

export interface SampleInput {
  /** Without a slash at its end. */
  siteUrl: string;
  secretKey: string;
  kind: ResourceKind;
  id: number;
  name: string;
  /** Locked slugs with the values to preview; null where none is given. */
  params: Readonly<Record<string, ParameterValue>>;
  /** With its `#`. */
  hash: string;
  /** Design tokens that the item does not hold yet; `{}` for none. */
  theme: Tokens;
}

export type Mark = "params" | "theme" | "hash" | "key";

export interface Part {
  text: string;
  mark?: Mark;
}

export type Sample = readonly Part[];

export function textOf(sample: Sample): string {
  return sample.map((part) => part.text).join("");
}

/** A template whose values are source code already; marked ones keep their marks. */
export function code(
  pieces: TemplateStringsArray,
  ...values: readonly (string | number | Part)[]
): Sample {
  const parts: Part[] = [];
  const add = (part: Part) => {
    const last = parts.at(-1);
    if (last && !last.mark && !part.mark) last.text += part.text;
    else parts.push({ ...part });
  };
  pieces.forEach((piece, index) => {
    add({ text: piece });
    const value = values[index];
    if (value !== undefined) add(typeof value === "object" ? value : { text: String(value) });
  });
  return parts;
}

/** The marks whose text differs between two samples of one language. */
export function changedMarks(before: Sample, after: Sample): Set<Mark> {
  const textAt = (sample: Sample, mark: Mark) =>
    sample
      .filter((part) => part.mark === mark)
      .map((part) => part.text)
      .join("\n");
  const marks = new Set(after.flatMap((part) => (part.mark ? [part.mark] : [])));
  return new Set([...marks].filter((mark) => textAt(before, mark) !== textAt(after, mark)));
}
