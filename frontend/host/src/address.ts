// What an element's attributes say, as the address of the embed's page.

export type Kind = "dashboard" | "question";

/** Hash options that are attributes of the same name (embedding-protocol 4). */
export const LOOKS = [
  "bordered",
  "titled",
  "theme",
  "background",
  "font",
  "downloads",
  "refresh",
  "locale",
] as const;
/** Attributes that other embeds of this kind know under another name. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  "with-title": "titled",
  "with-downloads": "downloads",
  "hidden-parameters": "hide_parameters",
  "auto-refresh-interval": "refresh",
};
export const VALUES = ["initial-parameters", "initial-sql-parameters"] as const;
export const OBSERVED = [
  "token",
  "site-url",
  "name",
  ...LOOKS,
  ...Object.keys(OTHER_NAMES),
  ...VALUES,
];

type Read = (name: string) => string | null;

/** The page without its hash; null while there is no token. */
export function pageAddress(kind: Kind, siteUrl: string, read: Read): string | null {
  const token = read("token")?.trim();
  if (!token) return null;
  const query = new URLSearchParams();
  for (const name of VALUES) {
    for (const [slug, value] of Object.entries(readMap(read(name)))) {
      const texts = Array.isArray(value) ? value : [value];
      for (const text of texts) query.append(slug, text === null ? "" : String(text));
    }
  }
  const search = query.size > 0 ? `?${query}` : "";
  return `${siteUrl.replace(/\/+$/, "")}/embed/${kind}/${token}${search}`;
}

/** The hash with its `#`, empty when no attribute says how it looks. */
export function looksHash(read: Read): string {
  const options = new URLSearchParams();
  for (const [attribute, name] of Object.entries(OTHER_NAMES)) {
    const value = read(attribute);
    if (value !== null) options.set(name, name === "hide_parameters" ? plainList(value) : value);
  }
  for (const name of LOOKS) {
    const value = read(name);
    if (value !== null) options.set(name, value || "true");
  }
  return options.size > 0 ? `#${options.toString().replaceAll("+", "%20")}` : "";
}

function readMap(text: string | null): Record<string, unknown> {
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    console.error(`Signboard: this is no JSON object: ${text}`);
    return {};
  }
}

/** `["a","b"]` or `a,b` as `a,b`. */
function plainList(text: string): string {
  if (!text.trim().startsWith("[")) return text;
  return text.replace(/[[\]"'\s]/g, "");
}
