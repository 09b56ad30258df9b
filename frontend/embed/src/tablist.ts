// The keyboard of a tab list by the ARIA practices: one tab in the tab order, arrows move between
// them, Enter and Space open. Opening may ask the server, so that moving alone does not.

export function makeTabList(list: HTMLElement, tabs: readonly HTMLElement[]): void {
  list.setAttribute("role", "tablist");
  for (const tab of tabs) tab.setAttribute("role", "tab");
  list.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(event.target as HTMLElement);
    if (at < 0) return;
    const ahead = getComputedStyle(list).direction === "rtl" ? -1 : 1;
    const next: Record<string, number> = {
      ArrowRight: at + ahead,
      ArrowLeft: at - ahead,
      Home: 0,
      End: tabs.length - 1,
    };
    const to = next[event.key];
    if (to !== undefined) tabs.at(to % tabs.length)?.focus();
    else if (event.key === " ") tabs[at]?.click();
    else return;
    event.preventDefault();
  });
}

export function selectTab(tabs: readonly HTMLElement[], chosen: HTMLElement | undefined): void {
  for (const tab of tabs) {
    tab.ariaSelected = String(tab === chosen);
    tab.tabIndex = tab === chosen ? 0 : -1;
  }
}
