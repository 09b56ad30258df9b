// The studio's look: one accent, quiet neutrals, small controls, one focus ring.

import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";
import { t } from "./text/text.ts";

const board: MantineColorsTuple = [
  "#eff3ff",
  "#dde5fd",
  "#bccbf9",
  "#97adf4",
  "#7790ef",
  "#5f7aea",
  "#4d68e1",
  "#3c54c6",
  "#3147a6",
  "#283a85",
];

const gray: MantineColorsTuple = [
  "#fafafb",
  "#f4f4f6",
  "#e9e9ed",
  "#dfdfe4",
  "#cfcfd6",
  "#a9a9b4",
  "#71717d",
  "#52525c",
  "#33333a",
  "#1a1a1f",
];

const dark: MantineColorsTuple = [
  "#e8e8ec",
  "#bdbdc7",
  "#9393a0",
  "#5a5a66",
  "#35353d",
  "#2a2a31",
  "#1c1c21",
  "#131316",
  "#0e0e10",
  "#08080a",
];

const FONT =
  'Inter, ui-sans-serif, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif';
const MONO =
  'ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace';

const small = { defaultProps: { size: "sm" } };

export const theme = createTheme({
  colors: { board, gray, dark },
  primaryColor: "board",
  primaryShade: { light: 7, dark: 6 },
  black: "#1a1a1f",
  fontFamily: FONT,
  fontFamilyMonospace: MONO,
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.5" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  defaultRadius: "sm",
  radius: { xs: "0.25rem", sm: "0.375rem", md: "0.5rem", lg: "0.75rem", xl: "1rem" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.25rem", lineHeight: "1.3" },
      h2: { fontSize: "1rem", lineHeight: "1.4" },
      h3: { fontSize: "0.875rem", lineHeight: "1.45" },
    },
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  // By name, not with `extend`, which would load every component named here at once.
  components: {
    Button: {
      defaultProps: { size: "sm", fw: 500 },
      vars: (_theme: unknown, props: { size?: string }) => ({
        root:
          props.size === "sm" ? { "--button-height": "2rem", "--button-padding-x": "0.75rem" } : {},
      }),
    },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: 32 } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: "md",
        overlayProps: { backgroundOpacity: 0.5 },
        closeButtonProps: { "aria-label": t.app.close },
        styles: { title: { overflowWrap: "anywhere", lineHeight: 1.35 } },
        // A dialog's head is no second banner of the page.
        attributes: { header: { role: "presentation" } },
      },
    },
    Drawer: {
      defaultProps: {
        closeButtonProps: { "aria-label": t.app.close },
        attributes: { header: { role: "presentation" } },
      },
    },
    TextInput: small,
    Textarea: small,
    PasswordInput: small,
    NativeSelect: small,
    MultiSelect: small,
    TagsInput: small,
    Switch: small,
    Select: { defaultProps: { size: "sm", checkIconPosition: "right" } },
    SegmentedControl: { defaultProps: { size: "xs" } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
  },
});

const TINTED = ["red", "green", "yellow", "orange", "gray"] as const;

/** Backgrounds of alerts, badges and bars: a breath of the colour, not a block of it. */
function tints(strength: string): Record<string, string> {
  return Object.fromEntries(
    TINTED.map((name) => [
      `--mantine-color-${name}-light`,
      `color-mix(in srgb, var(--mantine-color-${name}-6) ${strength}, transparent)`,
    ]),
  );
}

/** Words on them: dark enough to be read on their own breath of colour. */
function inks(): Record<string, string> {
  return Object.fromEntries(
    TINTED.map((name) => [
      `--mantine-color-${name}-light-color`,
      `color-mix(in srgb, var(--mantine-color-${name}-9) 68%, black)`,
    ]),
  );
}

/** Surfaces that Mantine has no names for, the same names in light and dark. */
export const cssVariables: CSSVariablesResolver = (it) => ({
  // White on them must be readable.
  variables: {
    "--mantine-color-red-filled": it.colors.red[8],
    "--mantine-color-red-filled-hover": it.colors.red[9],
  },
  light: {
    ...tints("12%"),
    ...inks(),
    "--mantine-color-error": it.colors.red[8],
    "--st-canvas": it.colors.gray?.[0] ?? "",
    "--st-surface": "#ffffff",
    "--st-sunken": it.colors.gray?.[1] ?? "",
    "--st-line": it.colors.gray?.[2] ?? "",
    "--st-hover": "rgb(26 26 31 / 4%)",
    "--st-mark": "rgb(250 204 21 / 32%)",
    "--mantine-color-dimmed": it.colors.gray?.[6] ?? "",
    "--mantine-color-default-border": it.colors.gray?.[3] ?? "",
  },
  dark: {
    ...tints("16%"),
    "--mantine-color-error": it.colors.red[4],
    "--st-canvas": it.colors.dark?.[8] ?? "",
    "--st-surface": it.colors.dark?.[7] ?? "",
    "--st-sunken": it.colors.dark?.[8] ?? "",
    "--st-line": it.colors.dark?.[5] ?? "",
    "--st-hover": "rgb(255 255 255 / 5%)",
    "--st-mark": "rgb(250 204 21 / 22%)",
    "--mantine-color-dimmed": it.colors.dark?.[2] ?? "",
    "--mantine-color-default-border": it.colors.dark?.[4] ?? "",
  },
});
