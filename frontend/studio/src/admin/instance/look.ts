// The look of embeds as the form knows it; every other token of the setting stays.

/** Colours of one theme: the accent, then the first ones of the palette. */
export interface Colours {
  accent: string;
  series: readonly string[];
}

export interface Look {
  light: Colours;
  night: Colours;
  font: string;
  radius: string;
}

export type StoredLook = Readonly<Record<string, unknown>>;

export const SERIES_COUNT = 5;

const readColours = (stored: StoredLook): Colours => {
  const series = Array.isArray(stored.series) ? stored.series.map(String) : [];
  return { accent: String(stored.accent ?? ""), series };
};

export function readLook(stored: StoredLook): Look {
  return {
    light: readColours(stored),
    night: readColours((stored.night ?? {}) as StoredLook),
    font: String(stored.font ?? ""),
    radius: String(stored.radius ?? ""),
  };
}

/** The setting with this look; an empty field takes its token out. */
export function writeLook(stored: StoredLook, look: Look): StoredLook {
  const written = withColours(stored, look.light);
  const night = withColours((stored.night ?? {}) as StoredLook, look.night);
  set(written, "night", Object.keys(night).length > 0 ? night : "");
  set(written, "font", look.font);
  set(written, "radius", /^\d+$/.test(look.radius) ? Number(look.radius) : look.radius.trim());
  return written;
}

function withColours(stored: StoredLook, { accent, series }: Colours): Record<string, unknown> {
  const written = { ...stored };
  set(written, "accent", accent);
  set(written, "series", series.length > 0 ? series : "");
  return written;
}

function set(into: Record<string, unknown>, word: string, value: unknown): void {
  if (value === "") delete into[word];
  else into[word] = value;
}
