// What each series is called and how it is drawn.
import { NativeSelect, Switch, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import type { Column } from "../../../api/types.ts";
import { bench } from "../../../text/bench/text.ts";
import { type ChartSettings, guessAxes, readNames } from "../displays.ts";
import classes from "../panels.module.css";
import { ColorSetting } from "./ColorSetting.tsx";
import { hasLines } from "./schema.ts";

interface SeriesSettingsProps {
  display: string;
  settings: ChartSettings;
  columns: Column[];
  onSetting: (key: string, value: unknown) => void;
}

type One = Record<string, unknown>;

export function SeriesSettings({ display, settings, columns, onSetting }: SeriesSettingsProps) {
  const names = readNames(settings, "graph.metrics", columns, guessAxes(columns).metrics);
  const all = (settings.series_settings ?? {}) as Record<string, One>;
  return names.map((name) => {
    const title = columns.find((it) => it.name === name)?.display_name ?? name;
    const one = all[name] ?? {};
    const set = (key: string, value: unknown) => {
      const { [key]: _old, ...rest } = one;
      const next = value === null ? rest : { ...rest, [key]: value };
      const { [name]: _one, ...others } = all;
      const whole = Object.keys(next).length > 0 ? { ...others, [name]: next } : others;
      onSetting("series_settings", Object.keys(whole).length > 0 ? whole : null);
    };
    return (
      <details key={name} className={classes.variable}>
        <summary className={classes.summary}>
          {String(one.title ?? title)}
          <IconChevronDown size={14} className={classes.chevron} aria-hidden />
        </summary>
        <fieldset className={classes.settings} aria-label={title}>
          <SeriesFields display={display} title={title} one={one} set={set} />
        </fieldset>
      </details>
    );
  });
}

interface SeriesFieldsProps {
  display: string;
  title: string;
  one: One;
  set: (key: string, value: unknown) => void;
}

function SeriesFields({ display, title, one, set }: SeriesFieldsProps) {
  const { series, options } = bench.charts;
  const select = (key: string, label: string, choices: Readonly<Record<string, string>>) => (
    <NativeSelect
      label={label}
      data={[
        { value: "", label: bench.charts.automatic },
        ...Object.entries(choices).map(([value, text]) => ({ value, label: text })),
      ]}
      value={typeof one[key] === "string" ? (one[key] as string) : ""}
      onChange={(event) => set(key, event.currentTarget.value || null)}
    />
  );
  return (
    <>
      <TextInput
        label={series.title}
        placeholder={title}
        value={typeof one.title === "string" ? one.title : ""}
        onChange={(event) => set("title", event.currentTarget.value || null)}
      />
      <ColorSetting
        label={bench.charts.labels.color}
        value={one.color}
        onChange={(value) => set("color", value)}
      />
      {display === "combo" &&
        select("display", series.drawn, {
          line: options.line,
          bar: options.bar,
          area: options.area,
        })}
      {display !== "row" &&
        display !== "scatter" &&
        select("axis", series.axis, { left: options.left, right: options.right })}
      {hasLines(display) && (
        <>
          {select("line.interpolate", series.interpolate, {
            linear: options.interpolateLinear,
            cardinal: options.interpolateCardinal,
            "step-after": options.interpolateStep,
          })}
          {select("line.missing", series.missing, {
            interpolate: options.missingInterpolate,
            zero: options.missingZero,
            none: options.missingNone,
          })}
          <Switch
            label={series.markers}
            checked={one["line.marker_enabled"] === true}
            onChange={(event) => set("line.marker_enabled", event.currentTarget.checked || null)}
          />
        </>
      )}
      <Switch
        label={series.values}
        checked={one.show_series_values === true}
        onChange={(event) => set("show_series_values", event.currentTarget.checked || null)}
      />
    </>
  );
}
