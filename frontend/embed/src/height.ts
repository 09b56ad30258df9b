// Tells the host page how tall the content is, both ways: in iframe-resizer's protocol (host
// scripts of versions 3 to 5) and as our own message {type: "signboard:resize", height}.

const PREFIX = "[iFrameSizer]";
const GAP = 8;

export function contentHeight(root: HTMLElement): number {
  let bottom = root.getBoundingClientRect().bottom;
  for (const open of root.querySelectorAll<HTMLElement>("details[open] > .pop")) {
    bottom = Math.max(bottom, open.getBoundingClientRect().bottom + GAP);
  }
  return Math.ceil(bottom + window.scrollY);
}

/** The frame's id of an init message, e.g. "iFrameResizer0" of "[iFrameSizer]iFrameResizer0:8:…". */
export function frameId(message: unknown): string | null {
  if (typeof message !== "string" || !message.startsWith(PREFIX)) return null;
  return message.slice(PREFIX.length).split(":")[0] || null;
}

export function reportHeight(root: HTMLElement): void {
  const host = window.parent;
  if (host === window) return;
  let id = "";
  let origin = "*";
  let last = 0;

  const send = (kind: "init" | "size" | "reset"): void => {
    const height = contentHeight(root);
    if (kind === "size" && height === last) return;
    last = height;
    const width = document.documentElement.scrollWidth;
    if (id) host.postMessage(`${PREFIX}${id}:${height}:${width}:${kind}`, origin);
    host.postMessage({ type: "signboard:resize", height }, "*");
  };

  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.source !== host) return;
    const named = frameId(event.data);
    if (!named) return;
    if (!id) {
      id = named;
      origin = event.origin === "null" ? "*" : event.origin;
      send("init");
    } else {
      send(String(event.data).includes(":reset") ? "reset" : "size");
    }
  });

  let waiting = 0;
  const soon = (): void => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => send("size"));
  };
  new ResizeObserver(soon).observe(root);
  root.addEventListener("toggle", soon, true);
  host.postMessage("[iFrameResizerChild]Ready", "*");
  soon();
}
