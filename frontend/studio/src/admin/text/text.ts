// The administrators' part of the catalogue: a file of its own, so that authors do not load it.
import { pickCatalogue, type Widened } from "../../text/text.ts";
import { en } from "./en.ts";

const CATALOGUES: Readonly<Record<string, Widened<typeof en>>> = { en };

export const a = pickCatalogue(CATALOGUES, navigator.languages, en as Widened<typeof en>);
