// What opens below a date filter once the script is there: shortcuts, a calendar, relative spans and
// parts to leave out, each in its panel. The plain controls of the form stay what holds the value.

import { endsOf, type Field, fieldsOf, readWidget, writeWidget } from "../filters/fields.ts";
import type { Filters } from "../filters/filters.ts";
import { word } from "../spoken.ts";
import { makeTabList, selectTab } from "../tablist.ts";
import { Grid, isoDay, type Unit } from "./grid.ts";
import { excludePanel, relativePanel } from "./relative.ts";

const PANELS: Record<string, readonly string[]> = {
  dates: ["shortcuts", "calendar", "relative", "exclude"],
  relative: ["shortcuts", "relative"],
};
const UNITS: Record<string, Unit> = { month: "month", quarter: "quarter" };
let made = 0;

export function openDates(widget: HTMLElement, filters: Filters): void {
  new DateBox(widget, filters);
}

/** The time of day that an input has, for another day; nothing where it has none. */
function timeOf(field: Field | undefined): string {
  return field?.type === "datetime-local" ? field.value.slice(10) : "";
}

class DateBox {
  private readonly kind: string;
  private readonly shows: ((text: string) => void)[] = [];
  /** The first day of a range whose last one has not been chosen yet. */
  private begun = "";

  constructor(
    private readonly widget: HTMLElement,
    private readonly filters: Filters,
  ) {
    this.kind = widget.dataset.kind ?? "";
    const pop = widget.querySelector<HTMLElement>(".pop");
    if (!pop) return;
    const names = PANELS[this.kind] ?? ["calendar"];
    const panels = names.map((name) => this.panel(name, pop));
    pop.prepend(...panels);
    if (names.length > 1) pop.prepend(this.switch(names, panels));
    widget.addEventListener("signboard:shown", () => this.show());
    widget.querySelector("details")?.addEventListener("toggle", () => this.finish());
    this.show();
  }

  private get text(): string {
    return readWidget(this.widget)[0] ?? "";
  }

  private panel(name: string, pop: HTMLElement): HTMLElement {
    const panel = document.createElement("div");
    panel.className = "pn";
    const say = (text: string): void => this.say(text);
    if (name === "shortcuts") panel.append(...pop.querySelectorAll(".ps"));
    if (name === "calendar") this.calendar(panel, pop);
    if (name === "relative") this.shows.push(relativePanel(panel, say));
    if (name === "exclude") this.shows.push(excludePanel(panel, say));
    return panel;
  }

  private calendar(panel: HTMLElement, pop: HTMLElement): void {
    const unit = UNITS[this.kind] ?? "day";
    panel.append(...pop.querySelectorAll(".ct"));
    for (const list of pop.querySelectorAll<HTMLElement>(".all")) list.hidden = true;
    if (unit !== "day") for (const typed of panel.querySelectorAll("input")) typed.hidden = true;
    const today = this.filters.form.dataset.today ?? isoDay(new Date());
    const grid = new Grid(panel, unit, unit === "day" ? today : "", {
      chosen: () => this.chosen(),
      pick: (key) => this.pick(key),
    });
    this.shows.push(() => grid.sync());
  }

  private chosen(): [string, string] {
    if (this.begun) return [this.begun, ""];
    const [from, to] = endsOf(this.widget);
    if (from && to) return [from.value.slice(0, 10), to.value.slice(0, 10)];
    const day = UNITS[this.kind] ? this.text : this.text.slice(0, 10);
    return [day, day];
  }

  private pick(key: string): void {
    if (this.kind !== "range" && this.kind !== "dates") {
      this.say(key + timeOf(fieldsOf(this.widget)[0]));
    } else if (this.begun) {
      const [first, last] = [this.begun, key].sort();
      const [from, to] = endsOf(this.widget);
      this.say(`${first}${timeOf(from)}~${last}${timeOf(to)}`);
    } else {
      this.begun = key;
    }
  }

  private say(text: string): void {
    this.begun = "";
    writeWidget(this.widget, text ? [text] : []);
    this.filters.update(this.widget);
  }

  /** A range that was begun and left is a range of one day. */
  private finish(): void {
    const isOpen = this.widget.querySelector("details")?.open;
    if (!isOpen && this.begun) this.pick(this.begun);
  }

  private show(): void {
    for (const show of this.shows) show(this.text);
  }

  private switch(names: readonly string[], panels: readonly HTMLElement[]): HTMLElement {
    const list = document.createElement("div");
    list.className = "sw";
    list.ariaLabel = this.widget.querySelector("summary")?.firstChild?.textContent?.trim() ?? "";
    const tabs = names.map((name, at) => {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.textContent = word(name);
      made += 1;
      tab.id = `sb-tab-${made}`;
      const panel = panels[at];
      if (panel) {
        panel.id = `sb-panel-${made}`;
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", tab.id);
        tab.setAttribute("aria-controls", panel.id);
      }
      tab.addEventListener("click", () => open(at));
      return tab;
    });
    const open = (at: number): void => {
      selectTab(tabs, tabs[at]);
      panels.forEach((panel, index) => {
        panel.hidden = index !== at;
      });
    };
    makeTabList(list, tabs);
    list.append(...tabs);
    open(Math.max(names.indexOf(this.first()), 0));
    return list;
  }

  /** The panel that holds the value in force. */
  private first(): string {
    if (this.text.startsWith("exclude-")) return "exclude";
    if (this.widget.querySelector("input[type=radio]:checked:not(.own)")) return "shortcuts";
    if (/^(past|next)\d/.test(this.text)) return "relative";
    return this.text && this.kind === "dates" ? "calendar" : "shortcuts";
  }
}
