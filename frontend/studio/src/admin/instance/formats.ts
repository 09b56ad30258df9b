// The setting `custom-formatting` and the four choices that the form knows; the rest of it stays.

export interface Formats {
  number: string;
  date: string;
  clock: string;
  currency: string;
}

export type StoredFormats = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const PLACES: Readonly<Record<keyof Formats, readonly [string, string]>> = {
  number: ["type/Number", "number_separators"],
  date: ["type/Temporal", "date_style"],
  clock: ["type/Temporal", "time_style"],
  currency: ["type/Currency", "currency"],
};
const NAMES = Object.keys(PLACES) as (keyof Formats)[];

export function readFormats(stored: StoredFormats): Formats {
  const read = (name: keyof Formats) => {
    const [type, word] = PLACES[name];
    const value = stored[type]?.[word];
    return typeof value === "string" ? value : "";
  };
  return {
    number: read("number"),
    date: read("date"),
    clock: read("clock"),
    currency: read("currency"),
  };
}

/** The setting with these choices; an empty choice takes its word out. */
export function writeFormats(stored: StoredFormats, formats: Formats): StoredFormats {
  const written: Record<string, Record<string, unknown>> = {};
  for (const [type, words] of Object.entries(stored)) written[type] = { ...words };
  for (const name of NAMES) {
    const [type, word] = PLACES[name];
    const value = formats[name].trim();
    const words = written[type] ?? {};
    if (value) words[word] = name === "currency" ? value.toUpperCase() : value;
    else delete words[word];
    written[type] = words;
  }
  return Object.fromEntries(
    Object.entries(written).filter(([, words]) => Object.keys(words).length > 0),
  );
}
