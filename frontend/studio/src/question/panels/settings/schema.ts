// Which settings each kind of chart has (bi-core B5), as data: the panel draws what stands here.
import { bench } from "../../../text/bench/text.ts";

const { labels, options } = bench.charts;

export interface Choice {
  value: string;
  label: string;
}

interface Common {
  key: string;
  label: string;
  /** Shown only while this setting is switched on. */
  when?: string;
}

export type Setting =
  | (Common & { control: "switch"; isOn?: boolean })
  | (Common & { control: "select"; choices: readonly Choice[] })
  | (Common & { control: "text" | "number" | "color" })
  | (Common & { control: "column" | "columns"; of: "all" | "numbers" | "others" })
  | (Common & { control: "dimensions" | "segments" | "comparisons" | "range" | "split" });

export interface Group {
  name: string;
  settings: readonly Setting[];
}

const pick = (value: string, label: string): Choice => ({ value, label });

const AXIS_DATA: readonly Setting[] = [
  { key: "graph.dimensions", label: labels.x, control: "dimensions" },
  { key: "graph.metrics", label: labels.metrics, control: "columns", of: "numbers" },
];
const STACK: Setting = {
  key: "stackable.stack_type",
  label: labels.stack,
  control: "select",
  choices: [
    pick("none", options.unstacked),
    pick("stacked", options.stacked),
    pick("normalized", options.normalized),
  ],
};
const VALUES: readonly Setting[] = [
  { key: "graph.show_values", label: labels.showValues, control: "switch" },
  {
    key: "graph.label_value_frequency",
    label: labels.frequency,
    control: "select",
    when: "graph.show_values",
    choices: [pick("fit", options.fit), pick("all", options.all)],
  },
  {
    key: "graph.label_value_formatting",
    label: labels.labelFormatting,
    control: "select",
    when: "graph.show_values",
    choices: [pick("compact", options.compact), pick("full", options.full)],
  },
];
const LINES: readonly Setting[] = [
  { key: "graph.show_goal", label: labels.goal, control: "switch" },
  { key: "graph.goal_value", label: labels.goalValue, control: "number", when: "graph.show_goal" },
  { key: "graph.goal_label", label: labels.goalLabel, control: "text", when: "graph.show_goal" },
  { key: "graph.show_trendline", label: labels.trend, control: "switch" },
  { key: "graph.max_categories_enabled", label: labels.most, control: "switch" },
  {
    key: "graph.max_categories",
    label: labels.mostCount,
    control: "number",
    when: "graph.max_categories_enabled",
  },
  {
    key: "graph.other_category_aggregation_fn",
    label: labels.restBy,
    control: "select",
    when: "graph.max_categories_enabled",
    choices: [
      pick("sum", options.sum),
      pick("avg", options.avg),
      pick("median", options.median),
      pick("min", options.min),
      pick("max", options.max),
    ],
  },
  { key: "legend.enabled", label: labels.legend, control: "switch", isOn: true },
];
const AXES: readonly Setting[] = [
  {
    key: "graph.x_axis.labels_enabled",
    label: labels.xTitleShown,
    control: "switch",
    isOn: true,
  },
  { key: "graph.x_axis.title_text", label: labels.xTitle, control: "text" },
  {
    key: "graph.x_axis.scale",
    label: labels.xScale,
    control: "select",
    choices: [
      pick("ordinal", options.ordinal),
      pick("timeseries", options.timeseries),
      pick("linear", options.linear),
      pick("pow", options.pow),
      pick("log", options.log),
      pick("histogram", options.histogram),
    ],
  },
  {
    key: "graph.x_axis.axis_enabled",
    label: labels.xAxis,
    control: "select",
    choices: [
      pick("hidden", options.hidden),
      pick("compact", options.compact),
      pick("rotate-45", options.turned45),
      pick("rotate-90", options.turned90),
    ],
  },
  {
    key: "graph.y_axis.labels_enabled",
    label: labels.yTitleShown,
    control: "switch",
    isOn: true,
  },
  { key: "graph.y_axis.title_text", label: labels.yTitle, control: "text" },
  {
    key: "graph.y_axis.scale",
    label: labels.yScale,
    control: "select",
    choices: [pick("linear", options.linear), pick("pow", options.pow), pick("log", options.log)],
  },
  { key: "graph.y_axis.axis_enabled", label: labels.yAxis, control: "switch", isOn: true },
  { key: "graph.y_axis.auto_range", label: labels.autoRange, control: "switch", isOn: true },
  { key: "graph.y_axis.min", label: labels.least, control: "number" },
  { key: "graph.y_axis.max", label: labels.highest, control: "number" },
  { key: "graph.y_axis.unpin_from_zero", label: labels.unpin, control: "switch" },
  { key: "graph.y_axis.auto_split", label: labels.autoSplit, control: "switch", isOn: true },
];

function axisKind(look: readonly Setting[], data: readonly Setting[] = AXIS_DATA): Group[] {
  const { groups } = bench.charts;
  return [
    { name: groups.data, settings: data },
    { name: groups.look, settings: [...look, ...VALUES, ...LINES] },
    { name: groups.axes, settings: AXES },
  ];
}

const only = (data: readonly Setting[], look: readonly Setting[] = []): Group[] => [
  { name: bench.charts.groups.data, settings: data },
  ...(look.length > 0 ? [{ name: bench.charts.groups.look, settings: look }] : []),
];

const parts = (kind: "pie" | "funnel"): Setting[] => [
  { key: `${kind}.dimension`, label: labels.dimension, control: "column", of: "all" },
  { key: `${kind}.metric`, label: labels.metric, control: "column", of: "numbers" },
];

const FIELD: Setting = { key: "scalar.field", label: labels.field, control: "column", of: "all" };

export const SCHEMA: Readonly<Record<string, readonly Group[]>> = {
  table: only([
    { key: "table.pivot", label: labels.turn, control: "switch" },
    {
      key: "table.pivot_column",
      label: labels.turnColumn,
      control: "column",
      of: "all",
      when: "table.pivot",
    },
    {
      key: "table.cell_column",
      label: labels.turnCell,
      control: "column",
      of: "all",
      when: "table.pivot",
    },
  ]),
  scalar: only(
    [FIELD],
    [
      { key: "scalar.compact_primary_number", label: labels.compact, control: "switch" },
      { key: "scalar.segments", label: labels.segments, control: "segments" },
    ],
  ),
  smartscalar: only(
    [FIELD, { key: "scalar.comparisons", label: labels.comparisons, control: "comparisons" }],
    [
      { key: "scalar.switch_positive_negative", label: labels.switched, control: "switch" },
      { key: "scalar.compact_primary_number", label: labels.compact, control: "switch" },
    ],
  ),
  line: axisKind([]),
  bar: axisKind([STACK]),
  area: axisKind([STACK]),
  combo: axisKind([STACK]),
  row: axisKind([STACK]),
  scatter: axisKind(
    [],
    [
      ...AXIS_DATA,
      { key: "scatter.bubble", label: labels.bubble, control: "column", of: "numbers" },
    ],
  ),
  waterfall: axisKind([
    { key: "waterfall.increase_color", label: labels.increase, control: "color" },
    { key: "waterfall.decrease_color", label: labels.decrease, control: "color" },
    { key: "waterfall.total_color", label: labels.total, control: "color" },
    { key: "waterfall.show_total", label: labels.showTotal, control: "switch", isOn: true },
  ]),
  pie: only(
    [
      { key: "pie.dimension", label: labels.rings, control: "columns", of: "all" },
      { key: "pie.metric", label: labels.metric, control: "column", of: "numbers" },
    ],
    [
      { key: "pie.show_legend", label: labels.showLegend, control: "switch", isOn: true },
      { key: "pie.show_total", label: labels.showTotal, control: "switch", isOn: true },
      { key: "pie.show_labels", label: labels.showLabels, control: "switch" },
      {
        key: "pie.percent_visibility",
        label: labels.percents,
        control: "select",
        choices: [
          pick("off", options.off),
          pick("legend", options.legend),
          pick("inside", options.inside),
          pick("both", options.both),
        ],
      },
      { key: "pie.decimal_places", label: labels.decimals, control: "number" },
      { key: "pie.slice_threshold", label: labels.threshold, control: "number" },
    ],
  ),
  progress: only([
    { key: "progress.value", label: labels.field, control: "column", of: "numbers" },
    { key: "progress.goal", label: labels.goalColumn, control: "number" },
    { key: "progress.color", label: labels.color, control: "color" },
  ]),
  gauge: only([
    FIELD,
    { key: "gauge.range", label: labels.range, control: "range" },
    { key: "gauge.segments", label: labels.segments, control: "segments" },
  ]),
  funnel: only(parts("funnel"), [
    {
      key: "funnel.type",
      label: labels.funnelType,
      control: "select",
      choices: [pick("funnel", options.funnel), pick("bar", options.bar)],
    },
  ]),
  pivot: only(
    [{ key: "pivot_table.column_split", label: labels.pivotRows, control: "split" }],
    [
      { key: "pivot.show_row_totals", label: labels.rowTotals, control: "switch", isOn: true },
      {
        key: "pivot.show_column_totals",
        label: labels.columnTotals,
        control: "switch",
        isOn: true,
      },
    ],
  ),
  map: only([
    {
      key: "map.type",
      label: labels.mapType,
      control: "select",
      choices: [pick("region", options.region), pick("pin", options.pin)],
    },
    {
      key: "map.region",
      label: labels.region,
      control: "select",
      choices: [pick("world_countries", options.world), pick("us_states", options.states)],
    },
    { key: "map.dimension", label: labels.dimension, control: "column", of: "all" },
    { key: "map.metric", label: labels.metric, control: "column", of: "numbers" },
    { key: "map.latitude_column", label: labels.latitude, control: "column", of: "numbers" },
    { key: "map.longitude_column", label: labels.longitude, control: "column", of: "numbers" },
  ]),
};

/** Kinds whose series have settings of their own. */
export function hasSeries(display: string): boolean {
  return ["line", "bar", "area", "combo", "row", "scatter"].includes(display);
}

/** Kinds that show columns as columns. */
export function hasColumns(display: string): boolean {
  return display === "table";
}

/** Kinds that draw lines: only those have points and missing values. */
export function hasLines(display: string): boolean {
  return ["line", "area", "combo"].includes(display);
}
