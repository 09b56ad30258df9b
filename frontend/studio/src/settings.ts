// Reads single settings out of the list that the API gives to administrators.
import { BASE_PATH } from "./api/client.ts";
import type { SettingEntry } from "./api/types.ts";

const ENABLE = ["enable-embedding", "enable-embedding-static"];

export function findSetting(
  settings: readonly SettingEntry[],
  ...keys: string[]
): SettingEntry | undefined {
  return settings.find((it) => keys.includes(it.key));
}

export function isEmbeddingOn(settings: readonly SettingEntry[]): boolean {
  return findSetting(settings, ...ENABLE)?.value === true;
}

/** True where public links may be made. */
export function isSharingOn(settings: readonly SettingEntry[]): boolean {
  return findSetting(settings, "enable-public-sharing")?.value === true;
}

/** The variable that fixes a setting, "" when its name is not told, null when none does. */
export function fixedBy(entry: SettingEntry | undefined): string | null {
  return entry?.is_env_setting ? (entry.env_name ?? "") : null;
}

/** Where viewers reach this server, without a slash at its end; where we are when it is not set. */
export function siteUrl(settings: readonly SettingEntry[]): string {
  const stored = findSetting(settings, "site-url")?.value;
  const text = typeof stored === "string" && stored ? stored : window.location.origin + BASE_PATH;
  return text.replace(/\/+$/, "");
}

/** Languages that embeds speak; numbers and dates know all others too. */
export const LOCALES = ["en", "de", "fr", "es", "pt", "it", "nl", "ja", "zh", "ar", "he"];
