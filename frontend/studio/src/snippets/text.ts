// Texts of what SQL questions share: a catalogue of its own, loaded with the editor.
import { loadCatalogue } from "../text/text.ts";

export const en = {
  title: "Snippets",
  hint: "SQL that questions share: {{snippet: Name}}.",
  add: "New snippet",
  edit: "Edit snippet",
  none: "No snippets yet.",
  insert: (name: string) => `Insert “${name}”`,
  change: (name: string) => `Edit “${name}”`,
  name: "Name",
  nameOdd: "Give it a name without { and }.",
  content: "SQL",
  contentMissing: "Write what it stands for.",
  description: "Description",
  save: "Save",
  archive: "Archive",
  saved: "Snippet saved",
  archived: "Snippet archived",
  everywhere: "A change is in the next answer of every question that holds it.",
  failed: "Not saved",
  snippetDetail: "snippet",
  questionDetail: "question",
  boolean: "True or false",
  timeGrouping: "Time grouping",
  units: {
    minute: "Minute",
    hour: "Hour",
    day: "Day",
    week: "Week",
    month: "Month",
    quarter: "Quarter",
    year: "Year",
  },
  mistake: (line: number, message: string) => `Line ${line}: ${message}`,
  format: "Format",
  formatHint: "Format the SQL or the selection (Shift + Alt + F)",
  formatFailed: "Not formatted",
  goToMistake: "Go to this place in the SQL",
  losses: (count: number) =>
    count === 1
      ? "A published item would lose this card"
      : `${count} published items would lose this card`,
  lossesHint:
    "The changed query no longer filters every table by what their hosts lock. Viewers see a calm sentence in the card’s place until the query does, or an administrator vouches for it.",
  saveAnyway: "Save all the same",
  alias: "Name in the SQL",
  aliasHint: "Only where FROM gives the table an alias.",
  aliasUnknown: (name: string) => `This FROM does not know ${name}.`,
  takeAlias: (alias: string) => `Use ${alias}`,
  takeAliasFor: (alias: string, tag: string) => `Use ${alias} for ${tag}`,
  tables: "Tables",
  tablesHint: "A click puts a name where the cursor is.",
  columnsOf: (table: string) => `Columns of ${table}`,
  findTables: "Find tables and columns",
  noTables: "No table or column has this name.",
  moreTables: (count: number) => `${count} more tables. Search to find them.`,
  cache: "Keep results for viewers",
  cacheHint: "Seconds; empty for the instance’s own time, 0 for never.",
} as const;

export const s = await loadCatalogue(en, { de: async () => (await import("./de.ts")).de });
