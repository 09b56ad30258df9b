// How an embed looks, and the hash of its URL that says so (protocol 4).
import type { ResourceKind } from "../api/types.ts";

export type Theme = "light" | "night" | "transparent";

export interface Appearance {
  bordered: boolean;
  titled: boolean;
  background: boolean;
  theme: Theme;
}

export const DEFAULT_APPEARANCE: Appearance = {
  bordered: true,
  titled: true,
  background: true,
  theme: "light",
};

const THEMES: readonly string[] = ["light", "night", "transparent"];

/** Reads what publishing stored; anything odd is the default. */
export function readAppearance(
  stored: Readonly<Record<string, unknown>> | null | undefined,
): Appearance {
  const flag = (name: "bordered" | "titled" | "background") =>
    typeof stored?.[name] === "boolean" ? stored[name] : DEFAULT_APPEARANCE[name];
  const theme = stored?.theme;
  return {
    bordered: flag("bordered"),
    titled: flag("titled"),
    background: flag("background"),
    theme: typeof theme === "string" && THEMES.includes(theme) ? (theme as Theme) : "light",
  };
}

/** The hash with its `#`: theme and background only when they are not the default. */
export function appearanceHash(appearance: Appearance, kind: ResourceKind): string {
  const options: string[] = [];
  if (appearance.theme !== "light") options.push(`theme=${appearance.theme}`);
  if (kind === "dashboard" && !appearance.background) options.push("background=false");
  options.push(`bordered=${appearance.bordered}`, `titled=${appearance.titled}`);
  return `#${options.join("&")}`;
}

export function isSameAppearance(a: Appearance, b: Appearance): boolean {
  return (
    a.bordered === b.bordered &&
    a.titled === b.titled &&
    a.background === b.background &&
    a.theme === b.theme
  );
}
