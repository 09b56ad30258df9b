// The administrators' part of the catalogue: a file of its own, so that authors do not load it.
import { loadCatalogue } from "../../text/text.ts";
import { en } from "./en.ts";

export const a = await loadCatalogue(en, { de: async () => (await import("./de.ts")).de });
