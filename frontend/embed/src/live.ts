// What every page loads once it is idle, as one file: it packs smaller than in parts. Filters and their
// calendars are the other file, for pages whose viewer turns to them.

export { openCards } from "./cards/cards.ts";
export { Options } from "./options.ts";
