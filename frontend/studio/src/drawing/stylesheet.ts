// The charts' style sheet is written for a whole page; inside a shadow root its page is the host element.

/** `:root` and `[data-theme=…]` selectors rewritten to mean the host of the shadow root. */
export function adaptStylesheet(css: string): string {
  const adapted = css
    .replace(/:root((?:\[[^\]]*\])*)/g, (_all, attributes: string) =>
      attributes ? `:host(${attributes})` : ":host",
    )
    .replace(/(^|[\s,{}])(\[data-theme=[^\]]*\])(?=\s*[,{\s])/g, "$1:host($2)");
  return `${adapted}:host{--sb-surface:var(--st-surface)}`;
}
