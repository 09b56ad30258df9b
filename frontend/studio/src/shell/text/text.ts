// The door's part of the catalogue.
import { pickCatalogue, type Widened } from "../../text/text.ts";
import { en } from "./en.ts";

const CATALOGUES: Readonly<Record<string, Widened<typeof en>>> = { en };

export const door = pickCatalogue(CATALOGUES, navigator.languages, en as Widened<typeof en>);
