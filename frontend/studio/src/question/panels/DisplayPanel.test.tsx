import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import type { Column } from "../../api/types.ts";
import { draw } from "../../testing/draw.tsx";
import { DisplayPanel } from "./DisplayPanel.tsx";
import { type ChartSettings, withSetting } from "./displays.ts";

const column = (name: string, base_type: string) =>
  ({ name, display_name: name, base_type }) as Column;
const COLUMNS = [column("month", "type/Date"), column("sum", "type/Decimal")];

function Bench({ columns }: { columns: Column[] }) {
  const [display, setDisplay] = useState("table");
  const [settings, setSettings] = useState<ChartSettings>({});
  return (
    <>
      <DisplayPanel
        display={display}
        settings={settings}
        columns={columns}
        onDisplay={setDisplay}
        onSetting={(key, value) => setSettings(withSetting(settings, key, value))}
      />
      <output>{JSON.stringify(settings)}</output>
    </>
  );
}

test("arrow keys walk through the kinds of charts and round", () => {
  draw(<Bench columns={[]} />);
  const checked = () => screen.getByRole("radio", { checked: true }).textContent;
  const group = screen.getByRole("radiogroup", { name: "Chart type" });
  fireEvent.keyDown(group, { key: "ArrowRight" });
  expect(checked()).toBe("Number");
  fireEvent.keyDown(group, { key: "ArrowLeft" });
  fireEvent.keyDown(group, { key: "ArrowLeft" });
  expect(checked()).toBe("Map");
});

test("axes start with the guess, and a choice is stored under its wire name", () => {
  draw(<Bench columns={COLUMNS} />);
  fireEvent.click(screen.getByRole("radio", { name: "Line" }));
  const x = screen.getByLabelText<HTMLSelectElement>("X axis");
  expect(x.value).toBe("month");
  fireEvent.change(x, { target: { value: "sum" } });
  expect(screen.getByRole("status").textContent).toBe('{"graph.dimensions":["sum"]}');
});

test("without a result it says what to do first", () => {
  draw(<Bench columns={[]} />);
  fireEvent.click(screen.getByRole("radio", { name: "Bar" }));
  expect(screen.getByText("Run the query to choose columns.")).toBeTruthy();
});

test("a switch that is on by itself stores only that it is off", () => {
  draw(<Bench columns={COLUMNS} />);
  fireEvent.click(screen.getByRole("radio", { name: "Pie" }));
  fireEvent.click(screen.getByLabelText("Show the total"));
  expect(screen.getByRole("status").textContent).toBe('{"pie.show_total":false}');
  fireEvent.click(screen.getByLabelText("Show the total"));
  expect(screen.getByRole("status").textContent).toBe("{}");
});

test("a goal asks for its value once it is wanted, and series have settings of their own", () => {
  draw(<Bench columns={COLUMNS} />);
  fireEvent.click(screen.getByRole("radio", { name: "Combo" }));
  expect(screen.queryByLabelText("Goal")).toBeNull();
  fireEvent.click(screen.getByLabelText("Goal line"));
  expect(screen.getByLabelText("Goal")).toBeTruthy();
  const [axis] = screen.getAllByLabelText<HTMLSelectElement>("Axis");
  if (axis) fireEvent.change(axis, { target: { value: "right" } });
  expect(screen.getByRole("status").textContent).toContain(
    '"series_settings":{"sum":{"axis":"right"}}',
  );
});

test("columns of a table are hidden and moved, and written as wished", () => {
  draw(<Bench columns={COLUMNS} />);
  fireEvent.click(screen.getByLabelText("Show month"));
  fireEvent.click(screen.getByLabelText("Move month down"));
  const [style] = screen.getAllByLabelText<HTMLSelectElement>("Style");
  if (style) fireEvent.change(style, { target: { value: "percent" } });
  expect(JSON.parse(screen.getByRole("status").textContent ?? "")).toEqual({
    "table.columns": [
      { name: "sum", enabled: true },
      { name: "month", enabled: false },
    ],
    column_settings: { '["name","sum"]': { number_style: "percent" } },
  });
});
