// The looks of the address's hash, applied again when a host changes it (embedding-protocol 4). The
// first time they are applied by the page's inline script (embed/head.js), which leaves what was stored.

type Root = HTMLElement & { sb?: DOMStringMap };
const THEMES: Record<string, string> = {
  night: "night",
  dark: "night",
  transparent: "transparent",
};
const SWITCHES = ["bordered", "titled", "background", "downloads", "fullscreen"];
const HIDDEN = "sb-hp";

export function applyLooks(hash: ReadonlyMap<string, string>): void {
  const root = document.documentElement as Root;
  const stored = { ...(root.sb ?? {}) };
  if (window.parent === window) stored.bordered = "false";
  const asked = new Map(hash);
  const old = asked.get("hide_download_button");
  if (old && !asked.has("downloads")) asked.set("downloads", old === "true" ? "false" : "true");
  const theme = asked.get("theme");
  root.dataset.theme = theme === undefined ? stored.theme : (THEMES[theme] ?? "light");
  for (const name of SWITCHES) {
    const text = asked.get(name);
    const word = text && (/^(false|0)$/.test(text) ? "false" : "true");
    const value = stored[name] === "never" ? "never" : (word ?? stored[name]);
    if (value === undefined) delete root.dataset[name];
    else root.dataset[name] = value;
  }
  const font = asked.get("font");
  if (font) root.style.setProperty("--sb-font", `${JSON.stringify(font)},system-ui,sans-serif`);
  else root.style.removeProperty("--sb-font");
  hideParameters(asked.get("hide_parameters")?.split(",") ?? []);
}

function hideParameters(slugs: readonly string[]): void {
  const found = document.getElementById(HIDDEN);
  const style = found ?? document.createElement("style");
  style.id = HIDDEN;
  const rules = slugs.map((slug) => `[data-slug="${CSS.escape(slug)}"]`).join(",");
  style.textContent = rules && `${rules}{display:none!important}`;
  if (!found) document.head.append(style);
}
