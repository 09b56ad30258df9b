import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import type { Parameter, ParameterValue } from "../api/types.ts";
import { draw } from "../testing/draw.tsx";
import { ParameterWidget } from "./ParameterWidget.tsx";

function Bench({ type, isMulti = false }: { type: string; isMulti?: boolean }) {
  const [value, setValue] = useState<ParameterValue>(null);
  const parameter: Parameter = { id: "p", slug: "p", name: "Filter", type, isMultiSelect: isMulti };
  return (
    <>
      <ParameterWidget parameter={parameter} value={value} onChange={setValue} />
      <output>{JSON.stringify(value)}</output>
    </>
  );
}

const value = () => screen.getByRole("status").textContent;
const type = (label: string, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });

test("a number is told as a number, and odd text as no value with a reason", () => {
  draw(<Bench type="number/=" />);
  type("Filter", "1.");
  expect(value()).toBe("1");
  expect(screen.getByLabelText<HTMLInputElement>("Filter").value).toBe("1.");
  type("Filter", "x");
  expect(value()).toBe("null");
  expect(screen.getByText("This is not a number.")).toBeTruthy();
});

test("a range of dates may stay open on one side", () => {
  draw(<Bench type="date/range" />);
  type("Filter, from", "2024-01-01");
  expect(value()).toBe('"2024-01-01~"');
  type("Filter, to", "2024-02-01");
  expect(value()).toBe('"2024-01-01~2024-02-01"');
});

test("any date filter offers spans and days", () => {
  draw(<Bench type="date/all-options" />);
  type("Filter", "past30days");
  expect(value()).toBe('"past30days"');
  type("Filter", "custom");
  expect(value()).toBe("null");
  type("Filter, from", "2024-01-01");
  expect(value()).toBe('"2024-01-01~"');
});

test("a text that is cleared is no value", () => {
  draw(<Bench type="string/=" />);
  type("Filter", "a");
  type("Filter", "");
  expect(value()).toBe("null");
});

test("a list takes several values", () => {
  draw(<Bench type="string/=" isMulti />);
  const box = screen.getByRole("combobox", { name: "Filter" });
  box.focus();
  for (const text of ["a", "b, c"]) {
    fireEvent.change(box, { target: { value: text } });
    fireEvent.keyDown(box, { key: "Enter" });
  }
  expect(value()).toBe('["a","b, c"]');
});
