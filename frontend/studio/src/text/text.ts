// The catalogue in the author's language. Another language is one more file and one more line here.
import { en } from "./en.ts";

export type Widened<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Widened<T[K]> };

export type Catalogue = Widened<typeof en>;

const CATALOGUES: Readonly<Record<string, Catalogue>> = { en };

/** The first of the catalogues that fits one of the wished languages (BCP 47), else `fallback`. */
export function pickCatalogue<T>(
  catalogues: Readonly<Record<string, T>>,
  wished: readonly string[],
  fallback: T,
): T {
  for (const tag of wished) {
    const found = catalogues[tag] ?? catalogues[tag.split("-")[0] ?? ""];
    if (found) return found;
  }
  return fallback;
}

/** The first catalogue that fits one of the wished languages, else English. */
export function findCatalogue(wished: readonly string[]): Catalogue {
  return pickCatalogue(CATALOGUES, wished, en);
}

export const t = findCatalogue(navigator.languages);
