// A card as a file. The token goes in the body of a form, so that it never stands in an address.

import type { Place } from "../address.ts";
import { dotted } from "../fragments.ts";
import { word } from "../spoken.ts";
import { announce, toast } from "./toast.ts";

/** Formats and their names; an image's name is a word of the page's language. */
export const FORMATS: readonly (readonly [string, string])[] = [
  ["csv", "CSV"],
  ["xlsx", "Excel"],
  ["json", "JSON"],
  ["png", ""],
];

/** The name that a `content-disposition` header gives, in full where it has one (RFC 6266). */
export function fileName(header: string | null, otherwise: string): string {
  const full = /filename\*=UTF-8''([^;]+)/i.exec(header ?? "")?.[1];
  if (full) {
    try {
      return decodeURIComponent(full);
    } catch {
      return otherwise;
    }
  }
  return /filename="?([^";]+)"?/i.exec(header ?? "")?.[1] ?? otherwise;
}

export async function save(
  place: Place,
  card: HTMLElement,
  format: string,
  isFormatted: boolean,
): Promise<void> {
  const body = new URLSearchParams(dotted(location.search));
  body.set("token", place.token);
  body.set("slot", card.slot);
  body.set("format", format);
  body.set("format_rows", String(isFormatted));
  if (format === "png") body.set("theme", document.documentElement.dataset.theme ?? "light");
  announce(word("preparing"));
  card.classList.add("wait");
  try {
    const path = `${place.base}/-/${place.kind}/file`;
    const headers = place.locale ? { "X-Signboard-Locale": place.locale } : {};
    const answer = await fetch(path, { method: "POST", body, headers, credentials: "omit" });
    if (!answer.ok) throw new Error();
    const link = document.createElement("a");
    link.download = fileName(answer.headers.get("content-disposition"), `download.${format}`);
    link.href = URL.createObjectURL(await answer.blob());
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch {
    toast(card, word("error"), word("retry"), () => void save(place, card, format, isFormatted));
  }
  card.classList.remove("wait");
}
