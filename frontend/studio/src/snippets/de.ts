// German: texts of what SQL questions share.
import type { Translation } from "../text/text.ts";
import type { en } from "./text.ts";

export const de: Translation<typeof en> = {
  title: "Bausteine",
  hint: "SQL, das Fragen teilen: {{snippet: Name}}.",
  add: "Neuer Baustein",
  edit: "Baustein bearbeiten",
  none: "Noch keine Bausteine.",
  insert: (name) => `„${name}“ einfügen`,
  change: (name) => `„${name}“ bearbeiten`,
  name: "Name",
  nameOdd: "Geben Sie ihm einen Namen ohne { und }.",
  content: "SQL",
  contentMissing: "Schreiben Sie, wofür er steht.",
  description: "Beschreibung",
  save: "Speichern",
  archive: "Ins Archiv",
  saved: "Baustein gespeichert",
  archived: "Baustein im Archiv",
  everywhere: "Eine Änderung steht in der nächsten Antwort jeder Frage, die ihn enthält.",
  failed: "Nicht gespeichert",
  snippetDetail: "Baustein",
  questionDetail: "Frage",
  boolean: "Wahr oder falsch",
  timeGrouping: "Zeiteinteilung",
  units: {
    minute: "Minute",
    hour: "Stunde",
    day: "Tag",
    week: "Woche",
    month: "Monat",
    quarter: "Quartal",
    year: "Jahr",
  },
  cache: "Ergebnisse für Betrachter behalten",
  cacheHint: "Sekunden; leer für die Zeit der Instanz, 0 für nie.",
};
