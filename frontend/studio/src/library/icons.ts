// The picture of each kind of thing that can be found.
import {
  IconChartBar,
  IconFolder,
  IconLayoutDashboard,
  type IconProps,
  IconTable,
} from "@tabler/icons-react";
import type { ComponentType } from "react";

const ICONS: Readonly<Record<string, ComponentType<IconProps>>> = {
  card: IconChartBar,
  dashboard: IconLayoutDashboard,
  collection: IconFolder,
  table: IconTable,
};

export const iconOf = (model: string): ComponentType<IconProps> => ICONS[model] ?? IconChartBar;
