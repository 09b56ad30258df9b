// Where this page lives and what its address says: the only place that reads the token. A public
// link's UUID stands where a token does, and is treated as one.

export interface Place {
  /** The path of this page's door, `/embed` or `/public`, with what the server is mounted under. */
  base: string;
  kind: "question" | "dashboard";
  token: string;
  /** The language that the hash asks for; empty for the page's own. */
  locale: string;
}

export function findPlace(pathname: string): Place | null {
  const match = /^(.*\/(?:embed|public))\/(question|dashboard)\/([^/]+)\/?$/.exec(pathname);
  if (!match) return null;
  const [, base = "", kind, token = ""] = match;
  return { base, kind: kind as Place["kind"], token, locale: "" };
}

/** A slug's texts; one empty text says "cleared", which is not the same as not mentioned. */
export type Values = ReadonlyMap<string, readonly string[]>;

export function readQuery(search: string): Values {
  const values = new Map<string, string[]>();
  for (const [slug, text] of new URLSearchParams(search)) {
    values.set(slug, [...(values.get(slug) ?? []), text]);
  }
  return values;
}

export function writeQuery(values: Values): string {
  const query = new URLSearchParams();
  for (const [slug, texts] of values) {
    for (const text of texts.length > 0 ? texts : [""]) query.append(slug, text);
  }
  return query.toString();
}

export function changedSlugs(before: Values, after: Values): string[] {
  const slugs = new Set([...before.keys(), ...after.keys()]);
  return [...slugs].filter(
    (slug) => (before.get(slug) ?? []).join("\n") !== (after.get(slug) ?? []).join("\n"),
  );
}

/** What the hash asks for (embedding-protocol 4); a key without a value is "true". */
export function readHash(hash: string): ReadonlyMap<string, string> {
  const pairs = new URLSearchParams(hash.replace(/^#/, ""));
  return new Map([...pairs].map(([key, text]) => [key, text || "true"]));
}
