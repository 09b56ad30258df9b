// The host page's elements: <signboard-dashboard token="…"> and <signboard-question token="…">, a frame
// that is as tall as its content. `metabase-…` are the same, for pages that already use them.

import { type Kind, looksHash, OBSERVED, pageAddress } from "./address.ts";

declare global {
  interface Window {
    metabaseConfig?: { instanceUrl?: string };
  }
}

/** Where this script came from is where the embeds come from, unless somebody says otherwise. */
const SCRIPT = document.currentScript as HTMLScriptElement | null;
const HOME = SCRIPT ? new URL("..", SCRIPT.src).href : location.origin;
const FIRST_HEIGHT = "400px";

class EmbedElement extends HTMLElement {
  static observedAttributes = OBSERVED;
  protected readonly kind: Kind = "dashboard";
  private frame: HTMLIFrameElement | null = null;
  private page = "";

  connectedCallback(): void {
    if (!this.frame) {
      this.frame = document.createElement("iframe");
      this.frame.style.cssText = `display:block;width:100%;height:${FIRST_HEIGHT};border:0`;
      this.frame.allow = "fullscreen";
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      const style = document.createElement("style");
      style.textContent = ":host{display:block}";
      root.replaceChildren(style, this.frame);
    }
    window.addEventListener("message", this.hear);
    this.show();
  }

  disconnectedCallback(): void {
    window.removeEventListener("message", this.hear);
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.show();
  }

  private show(): void {
    if (!this.frame) return;
    const read = (name: string) => this.getAttribute(name);
    const siteUrl = read("site-url") ?? window.metabaseConfig?.instanceUrl ?? HOME;
    const page = pageAddress(this.kind, siteUrl, read);
    this.frame.title = read("name") ?? this.kind;
    if (page === null) {
      this.frame.removeAttribute("src");
    } else if (this.frame.src !== page + looksHash(read)) {
      // Another hash alone changes how the page looks and loads nothing.
      this.frame.src = page + looksHash(read);
    }
    this.page = page ?? "";
  }

  private hear = (event: MessageEvent<unknown>): void => {
    if (!this.frame || event.source !== this.frame.contentWindow || !this.page) return;
    if (event.origin !== new URL(this.page).origin) return;
    const message = event.data;
    if (typeof message !== "object" || message === null || !("type" in message)) return;
    const { type, ...detail } = message as { type: unknown; height?: unknown };
    if (typeof type !== "string" || !type.startsWith("signboard:")) return;
    if (type === "signboard:resize" && typeof detail.height === "number") {
      this.frame.style.height = `${Math.ceil(detail.height)}px`;
    }
    this.dispatchEvent(new CustomEvent(type.slice("signboard:".length), { detail }));
  };
}

class QuestionElement extends EmbedElement {
  protected override readonly kind: Kind = "question";
}

for (const family of ["signboard", "metabase"]) {
  const classes = {
    dashboard: class extends EmbedElement {},
    question: class extends QuestionElement {},
  };
  for (const [kind, element] of Object.entries(classes)) {
    const name = `${family}-${kind}`;
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
