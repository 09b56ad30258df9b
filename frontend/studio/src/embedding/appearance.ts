// How an embed looks, and the hash of its URL that says so (protocol 4).
import type { Tokens } from "../look/look.ts";
import { stableText } from "../question/draft/draft.ts";

export type Theme = "light" | "night" | "transparent";

export interface Appearance {
  bordered: boolean;
  titled: boolean;
  background: boolean;
  downloads: boolean;
  theme: Theme;
  /** A bundled family or one of the viewer's own; "" for the instance's. */
  font: string;
  /** BCP 47; "" for the viewer's own language. */
  locale: string;
  /** Design tokens (docs/appearance.md); they are stored, never written into the hash. */
  tokens: Tokens;
}

export const DEFAULT_APPEARANCE: Appearance = {
  bordered: true,
  titled: true,
  background: true,
  downloads: true,
  theme: "light",
  font: "",
  locale: "",
  tokens: {},
};

const THEMES: readonly string[] = ["light", "night", "transparent"];

/** Reads what publishing stored; anything odd is the default. */
export function readAppearance(
  stored: Readonly<Record<string, unknown>> | null | undefined,
): Appearance {
  const flag = (name: "bordered" | "titled" | "background" | "downloads") =>
    typeof stored?.[name] === "boolean" ? stored[name] : DEFAULT_APPEARANCE[name];
  const text = (name: "font" | "locale") =>
    typeof stored?.[name] === "string" ? stored[name] : "";
  const { theme, tokens } = stored ?? {};
  return {
    bordered: flag("bordered"),
    titled: flag("titled"),
    background: flag("background"),
    downloads: flag("downloads"),
    theme: typeof theme === "string" && THEMES.includes(theme) ? (theme as Theme) : "light",
    font: text("font"),
    locale: text("locale"),
    tokens:
      tokens && typeof tokens === "object" && !Array.isArray(tokens) ? (tokens as Tokens) : {},
  };
}

/** What publishing stores: nothing that is as it would be anyway, and what others stored beside it. */
export function appearanceToStore(
  appearance: Appearance,
  stored: Readonly<Record<string, unknown>> | null = null,
): Record<string, unknown> {
  const { font, locale, tokens, ...rest } = appearance;
  const others = Object.entries(stored ?? {}).filter(([key]) => !(key in appearance));
  return {
    ...Object.fromEntries(others),
    ...rest,
    ...(font ? { font } : {}),
    ...(locale ? { locale } : {}),
    ...(Object.keys(tokens).length > 0 ? { tokens } : {}),
  };
}

/**
 * The hash with its `#`: border and title always, all else only when it is not the default. `isWhole`
 * says the rest too, for a preview, under which lies the instance's look alone.
 */
export function appearanceHash(
  appearance: Appearance,
  isDashboard: boolean,
  isWhole = false,
): string {
  const { font, theme, background, bordered, titled, downloads, locale } = appearance;
  const options: string[] = [];
  if (font) options.push(`font=${encodeURIComponent(font)}`);
  if (isWhole || theme !== "light") options.push(`theme=${theme}`);
  if (isDashboard && (isWhole || !background)) options.push(`background=${background}`);
  options.push(`bordered=${bordered}`, `titled=${titled}`);
  if (isWhole || !downloads) options.push(`downloads=${downloads}`);
  if (locale) options.push(`locale=${locale}`);
  return `#${options.join("&")}`;
}

export function isSameAppearance(a: Appearance, b: Appearance): boolean {
  return stableText(a) === stableText(b);
}
