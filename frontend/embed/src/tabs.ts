// Tabs of a dashboard: the server's links become a tab list, and a tab's cards are asked for when it
// is first opened.

import type { Board } from "./board.ts";
import { makeTabList, selectTab } from "./tablist.ts";

export function openTabs(nav: HTMLElement, board: Board): (id: string) => void {
  const root = nav.getRootNode() as ShadowRoot;
  const tabs = [...nav.querySelectorAll<HTMLAnchorElement>("a")];
  const panels = [...root.querySelectorAll<HTMLElement>(".g")];
  makeTabList(nav, tabs);
  for (const panel of panels) {
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", panel.id.replace("p", "t"));
  }
  for (const tab of tabs) tab.setAttribute("aria-controls", tab.id.replace("t", "p"));
  const show = (tab: HTMLAnchorElement | undefined): void => {
    if (!tab) return;
    const id = tab.id.slice(1);
    for (const one of tabs) one.removeAttribute("aria-current");
    selectTab(tabs, tab);
    for (const panel of panels) panel.hidden = panel.id !== `p${id}`;
    showFilters(id);
  };
  selectTab(tabs, tabs.find((tab) => tab.hasAttribute("aria-current")) ?? tabs[0]);
  const open = (tab: HTMLAnchorElement): void => {
    show(tab);
    const name = new URLSearchParams(tab.search).get("tab") ?? tab.id.slice(1);
    const kept = document.querySelector<HTMLInputElement>("form.filters > input[name=tab]");
    if (kept) kept.value = name;
    void board.openTab(name);
  };
  nav.addEventListener("click", (event) => {
    const tab = (event.target as Element).closest("a");
    if (!tab || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open(tab);
  });
  return (id) => {
    const tab = tabs.find((one) => one.id === `t${id}`);
    if (tab && tab.ariaSelected !== "true") open(tab);
  };
}

/** Only filters that move something on the tab shown are seen (embedding-protocol 3.7). */
function showFilters(tab: string): void {
  const form = document.querySelector<HTMLFormElement>("form.filters");
  if (!form) return;
  const widgets = [...form.querySelectorAll<HTMLElement>(".filter")];
  for (const widget of widgets) {
    const isHere = widget.dataset.on?.split(" ").includes(tab) ?? true;
    widget.hidden = !isHere || "hidden" in widget.dataset;
  }
  form.hidden = widgets.every((widget) => widget.hidden);
}
