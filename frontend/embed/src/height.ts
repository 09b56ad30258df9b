// Tells the host page how tall the content is, both ways: in iframe-resizer's protocol (host
// scripts of versions 3 and 4) and as our own message {type: "signboard:resize", height}.

const PREFIX = "[iFrameSizer]";
const GAP = 8;

export function contentHeight(root: HTMLElement): number {
  let bottom = root.getBoundingClientRect().bottom;
  for (const open of root.querySelectorAll<HTMLElement>("details[open] > .pop, .info[open] > p")) {
    bottom = Math.max(bottom, open.getBoundingClientRect().bottom + GAP);
  }
  return Math.ceil(bottom + window.scrollY);
}

/** What a host's script says: its first message names the frame, later ones ask for a size. */
export type HostMessage = { kind: "init"; id: string } | { kind: "resize" } | { kind: "reset" };

/** A message of iframe-resizer's host side, e.g. "[iFrameSizer]iFrameResizer0:8:false:…"; else null. */
export function readHostMessage(message: unknown): HostMessage | null {
  if (typeof message !== "string" || !message.startsWith(PREFIX)) return null;
  const parts = message.slice(PREFIX.length).split(":");
  const [id] = parts;
  if (id && (parts[2] === "true" || parts[2] === "false")) return { kind: "init", id };
  return id === "resize" || id === "reset" ? { kind: id } : null;
}

export function reportHeight(root: HTMLElement): void {
  const host = window.parent;
  if (host === window) return;
  let id = "";
  let origin = "*";
  let last = -1;

  const send = (kind: "init" | "size" | "resetPage"): void => {
    const height = contentHeight(root);
    if (kind === "size" && height === last) return;
    last = height;
    const width = document.documentElement.scrollWidth;
    if (id) host.postMessage(`${PREFIX}${id}:${height}:${width}:${kind}`, origin);
    host.postMessage({ type: "signboard:resize", height }, "*");
  };

  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    const message = event.source === host ? readHostMessage(event.data) : null;
    if (message?.kind === "init") {
      id = message.id;
      origin = event.origin === "null" ? "*" : event.origin;
      send("init");
    } else if (message?.kind === "reset") {
      send("resetPage"); // the host has just made us 0 high: an unchanged height is news to it
    } else if (message) {
      send("size");
    }
  });

  let waiting = 0;
  const soon = (): void => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => send("size"));
  };
  const watch = new ResizeObserver(soon);
  watch.observe(root);
  const opened = (event: Event): void => {
    const pop = event.target instanceof Element ? event.target.querySelector(".pop") : null;
    if (pop) watch.observe(pop); // what opens may still grow, and takes no room in the root
    soon();
  };
  root.addEventListener("toggle", opened, true);
  host.postMessage("[iFrameResizerChild]Ready", "*");
  soon();
}
