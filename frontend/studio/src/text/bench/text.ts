// The authors' part of the catalogue, for charts and dashboards: not part of the first page's load.
import { loadCatalogue } from "../text.ts";
import { charts } from "./charts.ts";
import { editor } from "./editor.ts";

export const en = { charts, editor } as const;

export const bench = await loadCatalogue(en, { de: async () => (await import("./de.ts")).de });
