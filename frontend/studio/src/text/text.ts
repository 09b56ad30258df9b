// The catalogue in the author's language. Another language is one more file and one more line here.
import { en } from "./en.ts";

export type Widened<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Widened<T[K]> };

/** A catalogue in another language; what it lacks is read in English until it is written. */
export type Translation<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]?: Translation<T[K]> };

export type Catalogue = Widened<typeof en>;

/** The first wished language (BCP 47) that there is, `en` where there is none. */
export function findLanguage(wished: readonly string[], known: readonly string[]): string {
  for (const tag of wished) {
    const [base = ""] = tag.toLowerCase().split("-");
    if (base === "en" || known.includes(base)) return base;
  }
  return "en";
}

/** English with every text that the translation has. */
export function translate<T>(base: T, translation: Translation<T> | undefined): Widened<T> {
  if (translation === undefined) return base as Widened<T>;
  if (base === null || typeof base !== "object" || Array.isArray(base)) {
    return translation as Widened<T>;
  }
  const parts = translation as Readonly<Record<string, Translation<unknown>>>;
  return Object.fromEntries(
    Object.entries(base).map(([key, value]) => [key, translate(value, parts[key])]),
  ) as Widened<T>;
}

/** English, or another language that is loaded before anything is drawn. */
export async function loadCatalogue<T>(
  base: T,
  languages: Readonly<Record<string, () => Promise<Translation<T>>>>,
  wished: readonly string[] = navigator.languages,
): Promise<Widened<T>> {
  const load = languages[findLanguage(wished, Object.keys(languages))];
  return load ? translate(base, await load()) : (base as Widened<T>);
}

const LANGUAGES = { de: async () => (await import("./de.ts")).de };

/** What the studio speaks in this browser. */
export const language = findLanguage(navigator.languages, Object.keys(LANGUAGES));
export const t: Catalogue = await loadCatalogue(en, LANGUAGES);
