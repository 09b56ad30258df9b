// The authors' part of the catalogue, for charts and dashboards: not part of the first page's load.
import { pickCatalogue, type Widened } from "../text.ts";
import { charts } from "./charts.ts";
import { editor } from "./editor.ts";

const en = { charts, editor } as const;

export type BenchCatalogue = Widened<typeof en>;

const CATALOGUES: Readonly<Record<string, BenchCatalogue>> = { en };

export const bench = pickCatalogue(CATALOGUES, navigator.languages, en as BenchCatalogue);
