// How the values of each column are written; in tables also which columns are shown, in which order.
import { ActionIcon, Checkbox, Group, NativeSelect, Switch, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconChevronDown } from "@tabler/icons-react";
import type { Column } from "../../../api/types.ts";
import { bench } from "../../../text/bench/text.ts";
import { NumberField } from "../../../widgets/NumberField.tsx";
import { type ChartSettings, isNumber } from "../displays.ts";
import classes from "../panels.module.css";

interface ColumnSettingsProps {
  settings: ChartSettings;
  columns: Column[];
  /** True where the order and visibility of columns matter. */
  isTable: boolean;
  onSetting: (key: string, value: unknown) => void;
}

interface Entry {
  name: string;
  enabled: boolean;
}

/** The order that is stored; columns that it does not name come last, shown. */
export function orderOf(settings: ChartSettings, columns: readonly Column[]): Entry[] {
  const stored = settings["table.columns"];
  const known = (Array.isArray(stored) ? (stored as Partial<Entry>[]) : [])
    .filter((it) => columns.some((column) => column.name === it.name))
    .map(({ name = "", enabled }) => ({ name, enabled: enabled !== false }));
  const rest = columns.filter((it) => !known.some(({ name }) => name === it.name));
  return [...known, ...rest.map(({ name }) => ({ name, enabled: true }))];
}

export const columnKey = (name: string) => JSON.stringify(["name", name]);

export function ColumnSettings({ settings, columns, isTable, onSetting }: ColumnSettingsProps) {
  const order = orderOf(settings, columns);
  const all = (settings.column_settings ?? {}) as Record<string, Record<string, unknown>>;
  return order.map((entry, index) => {
    const column = columns.find((it) => it.name === entry.name);
    if (!column) return null;
    const one = all[columnKey(entry.name)] ?? {};
    const set = (key: string, value: unknown) => {
      const { [key]: _old, ...rest } = one;
      const next = value === null ? rest : { ...rest, [key]: value };
      const { [columnKey(entry.name)]: _one, ...others } = all;
      const whole =
        Object.keys(next).length > 0 ? { ...others, [columnKey(entry.name)]: next } : others;
      onSetting("column_settings", Object.keys(whole).length > 0 ? whole : null);
    };
    const move = (by: -1 | 1) => {
      const next = [...order];
      const other = next[index + by];
      if (!other) return;
      next[index + by] = entry;
      next[index] = other;
      onSetting("table.columns", next);
    };
    const show = (enabled: boolean) =>
      onSetting(
        "table.columns",
        order.map((it) => (it.name === entry.name ? { ...it, enabled } : it)),
      );
    return (
      <details key={entry.name} className={classes.variable}>
        <summary className={classes.summary}>
          {isTable && (
            <TableTools
              name={column.display_name}
              isShown={entry.enabled}
              isFirst={index === 0}
              isLast={index === order.length - 1}
              onShow={show}
              onMove={move}
            />
          )}
          {String(one.column_title ?? column.display_name)}
          <IconChevronDown size={14} className={classes.chevron} aria-hidden />
        </summary>
        <fieldset
          className={classes.settings}
          aria-label={bench.charts.column.settings(column.display_name)}
        >
          <ColumnFields column={column} one={one} isTable={isTable} set={set} />
        </fieldset>
      </details>
    );
  });
}

interface TableToolsProps {
  name: string;
  isShown: boolean;
  isFirst: boolean;
  isLast: boolean;
  onShow: (isShown: boolean) => void;
  onMove: (by: -1 | 1) => void;
}

function TableTools({ name, isShown, isFirst, isLast, onShow, onMove }: TableToolsProps) {
  const { column } = bench.charts;
  return (
    <Group gap={2} wrap="nowrap">
      <Checkbox
        size="xs"
        aria-label={column.shown(name)}
        checked={isShown}
        onClick={(event) => event.stopPropagation()}
        onChange={(event) => onShow(event.currentTarget.checked)}
      />
      <ActionIcon
        size="xs"
        variant="subtle"
        color="gray"
        aria-label={column.up(name)}
        disabled={isFirst}
        onClick={(event) => {
          event.preventDefault();
          onMove(-1);
        }}
      >
        <IconArrowUp size={12} />
      </ActionIcon>
      <ActionIcon
        size="xs"
        variant="subtle"
        color="gray"
        aria-label={column.down(name)}
        disabled={isLast}
        onClick={(event) => {
          event.preventDefault();
          onMove(1);
        }}
      >
        <IconArrowDown size={12} />
      </ActionIcon>
    </Group>
  );
}

interface ColumnFieldsProps {
  column: Column;
  one: Record<string, unknown>;
  isTable: boolean;
  set: (key: string, value: unknown) => void;
}

const DATE_STYLES = [
  "MMMM D, YYYY",
  "D MMMM, YYYY",
  "dddd, MMMM D, YYYY",
  "M/D/YYYY",
  "D/M/YYYY",
  "YYYY/M/D",
  "YYYY-MM-DD",
];
const SEPARATORS = [".,", ", ", ",.", ".", ".’"];

function ColumnFields({ column, one, isTable, set }: ColumnFieldsProps) {
  const words = bench.charts.column;
  const text = (key: string, label: string, placeholder?: string) => (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={typeof one[key] === "string" ? (one[key] as string) : ""}
      onChange={(event) => set(key, event.currentTarget.value || null)}
    />
  );
  const number = (key: string, label: string) => (
    <NumberField
      label={label}
      value={typeof one[key] === "number" ? (one[key] as number) : null}
      onChange={(value) => set(key, value)}
    />
  );
  const select = (key: string, label: string, choices: readonly (readonly [string, string])[]) => (
    <NativeSelect
      label={label}
      data={[
        { value: "", label: bench.charts.automatic },
        ...choices.map(([value, name]) => ({ value, label: name })),
      ]}
      value={typeof one[key] === "string" ? (one[key] as string) : ""}
      onChange={(event) => set(key, event.currentTarget.value || null)}
    />
  );
  const isDate = /Date|Time/.test(column.base_type);
  return (
    <>
      {text("column_title", words.title, column.display_name)}
      {isNumber(column) && (
        <>
          {select("number_style", words.style, [
            ["decimal", words.decimal],
            ["percent", words.percent],
            ["currency", words.currencyStyle],
            ["scientific", words.scientific],
          ])}
          {one.number_style === "currency" && text("currency", words.currency, "USD")}
          {number("decimals", words.decimals)}
          {select(
            "number_separators",
            words.separators,
            SEPARATORS.map((it) => [it, sample(it)] as const),
          )}
          {number("scale", words.scale)}
          {text("prefix", words.prefix)}
          {text("suffix", words.suffix)}
        </>
      )}
      {isDate && (
        <>
          {select(
            "date_style",
            words.dateStyle,
            DATE_STYLES.map((it) => [it, it] as const),
          )}
          <Switch
            label={words.abbreviate}
            checked={one.date_abbreviate === true}
            onChange={(event) => set("date_abbreviate", event.currentTarget.checked || null)}
          />
          {column.base_type !== "type/Date" &&
            select("time_enabled", words.time, [
              ["minutes", words.minutes],
              ["seconds", words.seconds],
            ])}
        </>
      )}
      {isTable && (
        <>
          {select("text_align", words.align, [
            ["left", words.start],
            ["middle", words.middle],
            ["right", words.end],
          ])}
          {!isNumber(column) &&
            select("view_as", words.view, [
              ["link", words.link],
              ["email_link", words.email],
              ["image", words.image],
            ])}
          {one.view_as === "link" && (
            <>
              {text("link_text", words.linkText)}
              {text("link_url", words.linkUrl, "https://shop.example/{{id}}")}
            </>
          )}
          {isNumber(column) && (
            <Switch
              label={words.bar}
              checked={one.show_mini_bar === true}
              onChange={(event) => set("show_mini_bar", event.currentTarget.checked || null)}
            />
          )}
        </>
      )}
    </>
  );
}

/** `100,000.00` in the separators: decimal first, then thousands. */
function sample(separators: string): string {
  const [decimal = ".", thousands = ""] = [...separators];
  return `100${thousands}000${decimal}00`;
}
