// Short messages at the foot of a card, with one thing to do about them; and words for ears only.

const STAYS_MS = 8000;
const GAP = 12;
let leaving = 0;

export function announce(text: string): void {
  const live = document.querySelector("main > p.sr[role=status]");
  if (live) live.textContent = text;
}

/** Shows a message at a card until it was answered or some seconds have gone by; a newer one replaces it. */
export function toast(card: Element, text: string, action: string, act: () => void): void {
  document.querySelector(".toast")?.remove();
  window.clearTimeout(leaving);
  const box = document.createElement("div");
  box.className = "toast";
  box.role = "alert";
  box.popover = "manual";
  const button = document.createElement("button");
  button.textContent = action;
  const remove = (): void => box.remove();
  button.addEventListener("click", () => {
    remove();
    act();
  });
  box.append(text, button);
  document.querySelector("main")?.append(box);
  box.showPopover?.();
  const foot = Math.min(card.getBoundingClientRect().bottom, window.innerHeight);
  box.style.top = `${Math.max(foot - box.offsetHeight - GAP, GAP)}px`;
  leaving = window.setTimeout(remove, STAYS_MS);
  box.addEventListener("focusin", () => window.clearTimeout(leaving));
}
