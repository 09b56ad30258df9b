// Descriptions behind an "i": a disclosure by itself, made to behave as a tip. Escape and a press
// elsewhere close it, and it stays inside the window.

const GAP = 8;

export function tameTips(root: HTMLElement): void {
  const opened = (): NodeListOf<HTMLDetailsElement> => root.querySelectorAll("details.info[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const tip of opened()) {
      tip.open = false;
      tip.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    for (const tip of opened()) if (!tip.contains(event.target as Node)) tip.open = false;
  });
  const place = (event: Event): void => {
    const tip = event.target;
    if (!(tip instanceof HTMLElement) || !tip.matches(".info[open]")) return;
    const text = tip.querySelector<HTMLElement>("p");
    if (!text) return;
    text.style.translate = "";
    const box = text.getBoundingClientRect();
    const over = Math.max(box.right + GAP - document.documentElement.clientWidth, 0);
    const under = Math.min(box.left - GAP, 0);
    if (over || under) text.style.translate = `${-(over || under)}px`;
  };
  root.addEventListener("toggle", place, true);
}
