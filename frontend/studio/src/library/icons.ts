// The picture of each kind of thing that can be found.
import {
  IconChartBar,
  IconFolder,
  IconLayoutDashboard,
  type IconProps,
  IconTable,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { displayIcon } from "../question/panels/displays.ts";

const ICONS: Readonly<Record<string, ComponentType<IconProps>>> = {
  card: IconChartBar,
  dashboard: IconLayoutDashboard,
  collection: IconFolder,
  table: IconTable,
};

/** A question's is that of its chart, where it is told. */
export const iconOf = (model: string, display?: string | null): ComponentType<IconProps> =>
  model === "card" && display ? displayIcon(display) : (ICONS[model] ?? IconChartBar);
