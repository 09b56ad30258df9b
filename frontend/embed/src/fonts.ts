// The font that the address names (#font=Inter): its rules come from the server when it has them.

export function namedFont(hash: string): string | null {
  const options = new URLSearchParams(hash.replace(/^#/, ""));
  return options.get("font") || null;
}

/** Asks for the rules once a name; a family that the server does not have stays the system's. */
export function loadNamedFont(base: string): void {
  const asked = new Set<string>();
  const load = (): void => {
    const name = namedFont(window.location.hash);
    if (name === null || asked.has(name)) return;
    asked.add(name);
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = `${base}/-/fonts/${encodeURIComponent(name)}.css`;
    document.head.append(link);
  };
  load();
  window.addEventListener("hashchange", load);
}
