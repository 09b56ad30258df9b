// The door's part of the catalogue.
import { loadCatalogue } from "../../text/text.ts";
import { en } from "./en.ts";

export const door = await loadCatalogue(en, { de: async () => (await import("./de.ts")).de });
