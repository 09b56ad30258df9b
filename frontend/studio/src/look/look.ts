// The design tokens as forms know them (docs/appearance.md): which there are, and how one is set.

export type Tokens = Readonly<Record<string, unknown>>;
/** Colours of `light` stand at the top, those of the others under the theme's name. */
export type ThemeName = "light" | "night" | "transparent";

export const THEMES: readonly ThemeName[] = ["light", "night", "transparent"];
export const COLORS = [
  "accent",
  "on",
  "bg",
  "surface",
  "raised",
  "border",
  "text",
  "muted",
  "faint",
  "grid",
  "zero",
  "hover",
  "goal",
  "danger",
] as const;
export const FONTS = ["font", "heading-font", "mono"] as const;
export const SHADOWS = ["none", "small", "medium", "large"] as const;
/** In pixels. */
export const LENGTHS = {
  radius: [0, 32],
  "control-radius": [0, 24],
  gap: [0, 48],
  padding: [0, 64],
  "card-padding": [0, 40],
  "border-width": [0, 4],
  "title-size": [12, 40],
  "card-title-size": [10, 24],
  "chart-size": [9, 18],
} as const;
export const MOST_SERIES = 10;

/** The tokens of one theme alone. */
export function tokensOf(tokens: Tokens, theme: ThemeName): Tokens {
  return theme === "light" ? tokens : asTokens(tokens[theme]);
}

/** The tokens with one set; null, an empty text and an empty list take it out. */
export function withToken(tokens: Tokens, theme: ThemeName, name: string, value: unknown): Tokens {
  if (theme !== "light") {
    const own = withToken(asTokens(tokens[theme]), "light", name, value);
    return withToken(tokens, "light", theme, Object.keys(own).length > 0 ? own : null);
  }
  const { [name]: _old, ...rest } = tokens;
  const isEmpty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
  return isEmpty ? rest : { ...rest, [name]: value };
}

function asTokens(value: unknown): Tokens {
  return value && typeof value === "object" && !Array.isArray(value) ? (value as Tokens) : {};
}

/** `#36f` as the browser's colour field wants it; null for what it cannot show. */
export function longColor(color: unknown): string | null {
  if (typeof color !== "string") return null;
  const long = color.replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
  return /^#[0-9a-f]{6}$/i.test(long) ? long.toLowerCase() : null;
}

/** The object that a text holds as JSON, `{}` for no text; null when it holds none. */
export function readTokens(text: string): Tokens | null {
  if (!text.trim()) return {};
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === "object" && !Array.isArray(value) ? (value as Tokens) : null;
  } catch {
    return null;
  }
}
