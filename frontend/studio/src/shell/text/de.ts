// German: what the door says besides the form.
import type { Translation } from "../../text/text.ts";
import type { en } from "./en.ts";

export const de: Translation<typeof en> = {
  with: (name) => `Mit ${name} anmelden`,
  or: "oder mit Passwort",
  refusals: {
    refused: "Der Anbieter hat Sie nicht angemeldet. Versuchen Sie es noch einmal.",
    off: "Die Anmeldung über einen Anbieter ist nicht eingerichtet.",
    state: "Diese Anmeldung ist vorbei oder wurde anderswo begonnen. Beginnen Sie neu.",
    provider:
      "Der Anbieter hat nicht geantwortet wie erwartet. Versuchen Sie es noch einmal, oder sagen Sie es der Verwaltung.",
    token: "Der Antwort des Anbieters war nicht zu trauen. Beginnen Sie neu.",
    email: "Der Anbieter hat Ihre E-Mail-Adresse nicht bestätigt.",
    domain: "Adressen dieser Domain dürfen sich hier nicht anmelden.",
    role: "Keine Ihrer Gruppen hat Zugang. Fragen Sie die Verwaltung.",
    account: "Dieses Konto ist geschlossen. Fragen Sie die Verwaltung.",
  },
};
