// What the author sees of the grid: below the head, which stays at the top, down to the window's end.

export const ROW_PX = 44;
export const GAPS_PX = [10, 12] as const;

const ROOM_PX = 12;
const ZONE_PX = 56;
const FASTEST_PX = 18;

/** Where the visible part of the page begins: the editor's head covers what is above. */
export function topOfSight(inside: Element): number {
  const head = inside.closest("[data-editor]")?.querySelector("header");
  return Math.max(0, head?.getBoundingClientRect().bottom ?? 0);
}

/** The first row of the grid that is wholly in sight. */
export function firstRowInSight(grid: Element | null): number {
  if (!grid) return 0;
  const hidden = topOfSight(grid) - grid.getBoundingClientRect().top;
  return Math.max(0, Math.ceil(hidden / (ROW_PX + GAPS_PX[1])));
}

/** Scrolls as little as shows all of a card, or its upper end where it is higher than the window. */
export function bringIntoSight(card: Element): void {
  const { top, bottom } = card.getBoundingClientRect();
  const above = top - topOfSight(card) - ROOM_PX;
  const below = bottom + ROOM_PX - window.innerHeight;
  const by = above < 0 ? above : Math.min(above, Math.max(0, below));
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (by !== 0) window.scrollBy({ top: by, behavior: isCalm ? "instant" : "smooth" });
}

/** How far the page scrolls in a frame for a pointer this near to an edge of what is seen. */
export function stepAtEdge(y: number, top: number, bottom: number): number {
  const deep = (px: number) => Math.min(1, (ZONE_PX - px) / ZONE_PX) * FASTEST_PX;
  if (y - top < ZONE_PX) return -Math.round(deep(y - top));
  if (bottom - y < ZONE_PX) return Math.round(deep(bottom - y));
  return 0;
}

/**
 * Scrolls the page while a pointer that drags rests near an edge, until what it returns is called.
 * The drag hears of it as of any movement: the last one is told again after each step.
 */
export function scrollAtEdges(inside: Element): () => void {
  let last: MouseEvent | TouchEvent | null = null;
  let frame = 0;
  const hear = (event: MouseEvent | TouchEvent) => {
    if (event.isTrusted) last = event;
  };
  const run = () => {
    frame = requestAnimationFrame(run);
    const point = last && ("touches" in last ? last.touches[0] : last);
    if (!last || !point) return;
    const step = stepAtEdge(point.clientY, topOfSight(inside), window.innerHeight);
    const before = window.scrollY;
    if (step > 0 && !isAnyBelow(inside)) return;
    if (step !== 0) window.scrollBy({ top: step, behavior: "instant" });
    if (window.scrollY !== before) document.dispatchEvent(again(last));
  };
  document.addEventListener("mousemove", hear);
  document.addEventListener("touchmove", hear);
  run();
  return () => {
    cancelAnimationFrame(frame);
    document.removeEventListener("mousemove", hear);
    document.removeEventListener("touchmove", hear);
  };
}

/** Whether there is another card to pass yet: below the last one the page would scroll for ever. */
function isAnyBelow(inside: Element): boolean {
  const others = [...inside.querySelectorAll("[data-card]:not(.react-draggable-dragging)")];
  const end = topOfSight(inside) + ZONE_PX;
  return others.some((it) => it.getBoundingClientRect().bottom > end);
}

function again(event: MouseEvent | TouchEvent): Event {
  const kind = { bubbles: true, cancelable: true };
  if (!("touches" in event)) {
    const { clientX, clientY, buttons } = event;
    return new MouseEvent("mousemove", { ...kind, clientX, clientY, buttons });
  }
  const [touches, targetTouches] = [[...event.touches], [...event.targetTouches]];
  return new TouchEvent("touchmove", { ...kind, touches, targetTouches, changedTouches: touches });
}
