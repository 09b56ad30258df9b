// The filters' script is loaded when somebody turns to them: until then they are the plain form they
// are without script. Only the button that unfolds them on a small screen works at once.

import type { Board } from "../board.ts";
import type { Filters } from "./filters.ts";

let filters: Promise<Filters> | null = null;

export function wakeFilters(form: HTMLFormElement, board: Board): void {
  filters = null;
  const wake = (): Promise<Filters> => {
    filters ??= import("./filters.ts").then(({ openFilters }) => openFilters(form, board));
    filters.catch(() => form.removeAttribute("data-auto")); // then the form has its button back
    return filters;
  };
  for (const type of ["pointerover", "focusin", "touchstart", "input", "signboard:wake"]) {
    form.addEventListener(type, wake, { passive: true, once: true });
  }
  if (isInUse(form)) wake();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = document.activeElement;
    if (typed instanceof HTMLInputElement && "many" in typed.dataset && typed.value) {
      typed.before(typed.cloneNode()); // kept: another value may be typed before the script is there
      typed.value = "";
    }
    wake().then(
      (found) => found.apply(),
      () => form.submit(),
    );
  });
  form.addEventListener("click", (event) => {
    const fold = event.target instanceof Element ? event.target.closest(".fold") : null;
    if (fold) fold.ariaExpanded = String(form.classList.toggle("open"));
  });
}

/** True when somebody turned to the form before the script was there: opened, entered or changed it. */
function isInUse(form: HTMLFormElement): boolean {
  const written = form.cloneNode(true) as HTMLFormElement;
  written.reset();
  return form.matches(":focus-within, :has([open])") || said(form) !== said(written);
}

function said(form: HTMLFormElement): string {
  return JSON.stringify([...new FormData(form)]);
}

/** Sets a filter from elsewhere on the page, as if it had been chosen in its widget. */
export async function setFilter(id: string, texts: readonly string[]): Promise<void> {
  const form = document.querySelector<HTMLFormElement>("form.filters");
  form?.dispatchEvent(new Event("signboard:wake"));
  (await filters)?.set(id, texts);
}
