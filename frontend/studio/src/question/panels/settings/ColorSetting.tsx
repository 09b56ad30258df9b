// A colour of the author's choice; empty means the theme's.
import { ColorInput } from "@mantine/core";
import { bench } from "../../../text/bench/text.ts";

export const SWATCHES = [
  "#3b6ef0",
  "#0d9488",
  "#e2683c",
  "#8a5cf0",
  "#d1488a",
  "#b7860b",
  "#1389b8",
  "#7a5c46",
  "#64a11d",
  "#64748b",
];

export interface ValueProps {
  label: string;
  value: unknown;
  onChange: (next: unknown) => void;
}

export function ColorSetting({ label, value, onChange }: ValueProps) {
  return (
    <ColorInput
      label={label}
      format="hex"
      swatches={SWATCHES}
      swatchesPerRow={10}
      placeholder={bench.charts.automatic}
      value={typeof value === "string" ? value : ""}
      onChange={(next) => {
        if (next === "" || /^#[0-9a-f]{6}$/i.test(next)) onChange(next || null);
      }}
    />
  );
}
