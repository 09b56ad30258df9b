// What the page tells the page that frames it. The schema is a promise: docs/embed-events.md.

const VERSION = 1;

/** The framing page's origin where the browser says it: values go to nobody else. */
function hostOrigin(): string {
  const [nearest] = window.location.ancestorOrigins ?? [];
  if (nearest) return nearest === "null" ? "*" : nearest;
  return document.referrer ? new URL(document.referrer).origin : "*";
}

/** Sends `signboard:<event>`; `dashcard` is null for a question that stands alone. */
export function tell(
  event: "ready" | "error" | "click",
  card: HTMLElement | null,
  detail: Record<string, unknown> = {},
): void {
  if (window.parent === window) return;
  const id = card ? Number(card.slot.slice(1)) : 0;
  const about = card ? { dashcard: id || null } : {};
  const message = { type: `signboard:${event}`, version: VERSION, ...about, ...detail };
  window.parent.postMessage(message, hostOrigin());
}
