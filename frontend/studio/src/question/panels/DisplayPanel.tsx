// How the result is shown: the kind of chart by icon, and the settings that matter most.
import { MultiSelect, NativeSelect, Switch, Text, Title, UnstyledButton } from "@mantine/core";
import { type KeyboardEvent, useRef } from "react";
import type { Column } from "../../api/types.ts";
import { t } from "../../text/text.ts";
import {
  type ChartSettings,
  DISPLAYS,
  guessAxes,
  hasAxes,
  isNumber,
  readNames,
} from "./displays.ts";
import classes from "./panels.module.css";

interface DisplayPanelProps {
  display: string;
  settings: ChartSettings;
  columns: Column[];
  /** Absent where the kind of chart is not the author's to choose. */
  onDisplay?: (display: string) => void;
  onSetting: (key: string, value: unknown) => void;
}

export function DisplayPanel(props: DisplayPanelProps) {
  return (
    <section className={classes.panel} aria-label={t.display.title}>
      <Title order={2} size="h3">
        {t.display.title}
      </Title>
      {props.onDisplay && <DisplayPicker display={props.display} onDisplay={props.onDisplay} />}
      {props.columns.length > 0 ? (
        <Settings {...props} />
      ) : (
        props.display !== "table" && (
          <Text size="xs" c="dimmed">
            {t.display.runFirst}
          </Text>
        )
      )}
    </section>
  );
}

/** A radio group of icons: arrow keys choose, Tab leaves. */
interface DisplayPickerProps {
  display: string;
  onDisplay: (display: string) => void;
}

function DisplayPicker({ display, onDisplay }: DisplayPickerProps) {
  const group = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const here = DISPLAYS.findIndex((it) => it.value === display);
    const next = DISPLAYS[(here + step + DISPLAYS.length) % DISPLAYS.length];
    if (!next) return;
    onDisplay(next.value);
    group.current?.querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus();
  };
  const isKnown = DISPLAYS.some((it) => it.value === display);
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={t.display.group}
      className={classes.kinds}
      onKeyDown={move}
    >
      {DISPLAYS.map(({ value, label, icon: Icon }, index) => (
        <UnstyledButton
          key={value}
          role="radio"
          aria-checked={value === display}
          tabIndex={value === display || (!isKnown && index === 0) ? 0 : -1}
          data-value={value}
          className={classes.kind}
          onClick={() => onDisplay(value)}
        >
          <Icon size={18} stroke={1.7} aria-hidden />
          <span>{label}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}

function Settings(props: DisplayPanelProps) {
  if (hasAxes(props.display)) return <AxisSettings {...props} />;
  if (props.display === "pie") return <PieSettings {...props} />;
  if (props.display === "scalar") return <ScalarSettings {...props} />;
  return null;
}

const optionsOf = (columns: Column[]) =>
  columns.map((it) => ({ value: it.name, label: it.display_name }));

function AxisSettings({ display, settings, columns, onSetting }: DisplayPanelProps) {
  const guess = guessAxes(columns);
  const [x = "", breakout = ""] = readNames(
    settings,
    "graph.dimensions",
    columns,
    guess.dimensions,
  );
  const metrics = readNames(settings, "graph.metrics", columns, guess.metrics);
  const setDimensions = (names: string[]) =>
    onSetting("graph.dimensions", [...new Set(names.filter(Boolean))]);
  const hasSeries = metrics.length > 1 || breakout !== "";
  return (
    <div className={classes.fields}>
      <NativeSelect
        label={t.display.x}
        data={optionsOf(columns)}
        value={x}
        onChange={(event) => setDimensions([event.currentTarget.value, breakout])}
      />
      <MultiSelect
        label={t.display.metrics}
        size="sm"
        data={optionsOf(columns.filter(isNumber))}
        value={metrics}
        onChange={(names) => onSetting("graph.metrics", names.length > 0 ? names : null)}
      />
      <NativeSelect
        label={t.display.breakout}
        data={[
          { value: "", label: t.display.none },
          ...optionsOf(columns.filter((it) => it.name !== x)),
        ]}
        value={breakout}
        onChange={(event) => setDimensions([x, event.currentTarget.value])}
      />
      {display !== "line" && hasSeries && (
        <NativeSelect
          label={t.display.stacked}
          data={[
            { value: "", label: t.display.stackedNone },
            { value: "stacked", label: t.display.stackedNormal },
            { value: "normalized", label: t.display.stackedFull },
          ]}
          value={readStack(display, settings)}
          onChange={(event) =>
            onSetting("stackable.stack_type", event.currentTarget.value || false)
          }
        />
      )}
      <Switch
        label={t.display.showValues}
        checked={settings["graph.show_values"] === true}
        onChange={(event) => onSetting("graph.show_values", event.currentTarget.checked || null)}
      />
    </div>
  );
}

/** Areas with several series stack unless the author said otherwise. */
function readStack(display: string, settings: ChartSettings): string {
  const stored = settings["stackable.stack_type"];
  if (typeof stored === "string") return stored;
  return stored === undefined && display === "area" ? "stacked" : "";
}

function PieSettings({ settings, columns, onSetting }: DisplayPanelProps) {
  const guess = guessAxes(columns);
  return (
    <div className={classes.fields}>
      <NativeSelect
        label={t.display.pieDimension}
        data={optionsOf(columns)}
        value={String(settings["pie.dimension"] ?? guess.dimensions[0] ?? "")}
        onChange={(event) => onSetting("pie.dimension", event.currentTarget.value)}
      />
      <NativeSelect
        label={t.display.pieMetric}
        data={optionsOf(columns.filter(isNumber))}
        value={String(settings["pie.metric"] ?? guess.metrics[0] ?? "")}
        onChange={(event) => onSetting("pie.metric", event.currentTarget.value)}
      />
    </div>
  );
}

function ScalarSettings({ settings, columns, onSetting }: DisplayPanelProps) {
  return (
    <div className={classes.fields}>
      <NativeSelect
        label={t.display.scalarField}
        data={optionsOf(columns)}
        value={String(settings["scalar.field"] ?? columns[0]?.name ?? "")}
        onChange={(event) => onSetting("scalar.field", event.currentTarget.value)}
      />
    </div>
  );
}
