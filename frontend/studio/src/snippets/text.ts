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
  goToMistake: "Go to this place in the SQL",
  cache: "Keep results for viewers",
  cacheHint: "Seconds; empty for the instance’s own time, 0 for never.",
} as const;

export const s = await loadCatalogue(en, { de: async () => (await import("./de.ts")).de });
