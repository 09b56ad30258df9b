// The charts' stylesheet is written for a whole page; inside a shadow root its page is the host element.

/** `:root` and `[data-theme=…]` selectors rewritten to mean the host of the shadow root. */
export function adaptStylesheet(css: string): string {
  return css
    .replace(/:root((?:\[[^\]]*\])*)/g, (_all, attributes: string) =>
      attributes ? `:host(${attributes})` : ":host",
    )
    .replace(/(^|[\s,{}])(\[data-theme=[^\]]*\])(?=\s*[,{\s])/g, "$1:host($2)");
}
