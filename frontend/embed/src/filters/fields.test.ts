// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { readForm, readWidget, writeWidget } from "./fields.ts";

const FORM = `<form class="filters">
  <div class="filter" data-slug="category" data-id="c" data-kind="list"><details><summary>
    Category <b>All</b></summary><div class="pop"><input type="hidden" name="category" value="">
    <div class="all"><label><input type="checkbox" name="category" value="Gadget" checked>Gadget</label>
    <label><input type="checkbox" name="category" value="Gizmo">Gizmo</label></div></div></details></div>
  <div class="filter" data-slug="when" data-id="w" data-kind="range"><details><summary>When <b></b></summary>
    <div class="pop"><label><input type="radio" name="when" value="past30days">30</label>
    <input type="date" name="when~from"><input type="date" name="when~to"></div></details></div>
  <div class="filter" data-slug="min" data-id="m" data-kind="number"><label>Min
    <input name="min" value=" 5 "></label></div>
</form>`;

function widget(slug: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-slug="${slug}"]`);
  if (!found) throw new Error(slug);
  return found;
}

describe("the filter form", () => {
  beforeEach(() => {
    document.body.innerHTML = FORM;
  });

  it("is read in its order, hidden fields left out", () => {
    const form = document.querySelector("form") as HTMLFormElement;
    expect([...readForm(form)]).toEqual([
      ["category", ["Gadget"]],
      ["when", []],
      ["min", ["5"]],
    ]);
  });

  it("prefers two days over a preset", () => {
    writeWidget(widget("when"), ["past30days"]);
    expect(readWidget(widget("when"))).toEqual(["past30days"]);
    writeWidget(widget("when"), ["2026-01-01~2026-01-31"]);
    expect(readWidget(widget("when"))).toEqual(["2026-01-01~2026-01-31"]);
  });

  it("can be cleared", () => {
    writeWidget(widget("category"), []);
    expect(readWidget(widget("category"))).toEqual([]);
  });
});
