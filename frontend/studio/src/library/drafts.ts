// What this tab keeps of changes that were not saved, so that the way back to them can be shown.
const KEY = /^signboard:(draft|dashboard-draft):(new|build|\d+)$/;

export interface Unsaved {
  model: "card" | "dashboard";
  /** The id of what was changed, `new` or `build` for a question that was never saved. */
  id: string;
  /** "" for a question that has none yet. */
  name: string;
}

export function listUnsaved(): Unsaved[] {
  return Object.keys(sessionStorage).flatMap((key) => {
    const [, kind, id = ""] = KEY.exec(key) ?? [];
    if (!kind) return [];
    try {
      const kept = JSON.parse(sessionStorage.getItem(key) ?? "");
      const { name = "" } = kept.draft ?? kept;
      return [{ model: kind === "draft" ? "card" : "dashboard", id, name: String(name) }];
    } catch {
      return [];
    }
  });
}
