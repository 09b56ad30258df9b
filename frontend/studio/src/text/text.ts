// The catalogue in the author's language. Another language is one more file and one more line here.
import { en } from "./en.ts";

type Widened<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Widened<T[K]> };

export type Catalogue = Widened<typeof en>;

const CATALOGUES: Readonly<Record<string, Catalogue>> = { en };

/** The first catalogue that fits one of the wished languages (BCP 47), else English. */
export function findCatalogue(wished: readonly string[]): Catalogue {
  for (const tag of wished) {
    const found = CATALOGUES[tag] ?? CATALOGUES[tag.split("-")[0] ?? ""];
    if (found) return found;
  }
  return en;
}

export const t = findCatalogue(navigator.languages);
