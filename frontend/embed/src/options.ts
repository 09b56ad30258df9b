// What the address's hash asks for beside looks (embedding-protocol 4): refresh, fullscreen, scrollTo,
// locale. Looks are applied by the page's own inline script; nothing here reloads data but what must.

import { readHash } from "./address.ts";
import type { Board } from "./board.ts";
import { applyLooks } from "./looks.ts";
import { loadWords, word } from "./spoken.ts";

const FLASH_MS = 1600;

export class Options {
  private timer = 0;
  private drawnAt = Date.now();

  constructor(
    private readonly board: Board,
    private readonly openTab: ((id: string) => void) | null,
  ) {
    this.read();
    window.addEventListener("hashchange", () => this.read());
    document.addEventListener("visibilitychange", () => this.wait());
  }

  private every = 0;
  private shown = "";

  private read(): void {
    const hash = readHash(window.location.hash);
    applyLooks(hash);
    this.every = Math.max(Math.trunc(Number(hash.get("refresh"))) || 0, 0) * 1000;
    this.wait();
    void this.offerFullscreen(/^(true|1)$/.test(hash.get("fullscreen") ?? ""));
    const card = /^\d+$/.exec(hash.get("scrollTo") ?? "")?.[0] ?? "";
    if (card && card !== this.shown) this.scrollTo(card);
    this.shown = card;
    const locale = hash.get("locale") ?? "";
    if (locale !== this.board.place.locale) void this.board.speak(locale);
  }

  /** A tab that nobody looks at does not ask; it catches up when it is seen again. */
  private wait(): void {
    window.clearTimeout(this.timer);
    if (this.every === 0 || document.hidden) return;
    const rest = Math.max(this.drawnAt + this.every - Date.now(), 0);
    this.timer = window.setTimeout(async () => {
      await this.board.refresh();
      this.drawnAt = Date.now();
      this.wait();
    }, rest);
  }

  private scrollTo(id: string): void {
    const { main } = this.board;
    const slot = main.shadowRoot?.querySelector<HTMLSlotElement>(`slot[name=c${id}]`);
    const panel = slot?.closest(".g");
    if (!slot || !panel) return;
    if (panel.id) this.openTab?.(panel.id.slice(1));
    const place = slot.parentElement;
    const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    place?.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
    const top = place?.getBoundingClientRect().top ?? 0;
    if (window.parent !== window) {
      window.parent.postMessage({ type: "signboard:scroll", top: top + window.scrollY }, "*");
    }
    const card = main.querySelector<HTMLElement>(`:scope > section[slot=c${id}]`);
    card?.classList.add("here");
    window.setTimeout(() => card?.classList.remove("here"), FLASH_MS);
  }

  /** A page may fill the screen only when its viewer presses something. */
  private async offerFullscreen(isWanted: boolean): Promise<void> {
    const old = document.querySelector(".fsb");
    if (!isWanted || !document.fullscreenEnabled) {
      old?.remove();
      return;
    }
    if (old) return;
    await loadWords(this.board.place);
    if (document.querySelector(".fsb")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fsb";
    button.slot = "h";
    button.title = button.ariaLabel = word("fullscreen");
    button.textContent = "⤢";
    button.addEventListener("click", () => {
      const root = document.documentElement;
      void (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen());
    });
    this.board.main.append(button);
  }
}
