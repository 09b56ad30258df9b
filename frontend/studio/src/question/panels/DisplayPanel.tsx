// How the result is shown: the kind of chart by icon, and the settings that matter most.
import { Text, Title, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import type { Column } from "../../api/types.ts";
import { bench } from "../../text/bench/text.ts";
import { t } from "../../text/text.ts";
import { type ChartSettings, DISPLAYS } from "./displays.ts";
import classes from "./panels.module.css";
import { ColumnSettings } from "./settings/ColumnSettings.tsx";
import { FormattingRules } from "./settings/FormattingRules.tsx";
import { SeriesSettings } from "./settings/SeriesSettings.tsx";
import { SettingControl } from "./settings/SettingControl.tsx";
import { hasColumns, hasSeries, SCHEMA, type Setting } from "./settings/schema.ts";

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

/** What the kind of chart can be told, group by group; the first group is open. */
function Settings({ display, settings, columns, onSetting }: DisplayPanelProps) {
  const { groups } = bench.charts;
  const isShown = ({ when }: Setting) => when === undefined || settings[when] === true;
  return (
    <>
      {(SCHEMA[display] ?? []).map(({ name, settings: list }, index) => (
        <Section key={`${display} ${name}`} name={name} isOpen={index === 0}>
          {list.filter(isShown).map((setting) => (
            <SettingControl key={setting.key} {...{ setting, settings, columns, onSetting }} />
          ))}
        </Section>
      ))}
      {hasSeries(display) && (
        <Section name={groups.series}>
          <SeriesSettings {...{ display, settings, columns, onSetting }} />
        </Section>
      )}
      <Section name={groups.columns}>
        <ColumnSettings {...{ settings, columns, onSetting }} isTable={hasColumns(display)} />
      </Section>
      {hasColumns(display) && (
        <Section name={groups.formatting}>
          <FormattingRules
            value={settings["table.column_formatting"]}
            columns={columns}
            onChange={(rules) => onSetting("table.column_formatting", rules)}
          />
        </Section>
      )}
    </>
  );
}

interface SectionProps {
  name: string;
  isOpen?: boolean;
  children: ReactNode;
}

function Section({ name, isOpen = false, children }: SectionProps) {
  return (
    <details className={classes.section} open={isOpen}>
      <summary className={classes.sectionHead}>
        {name}
        <IconChevronDown size={14} className={classes.chevron} aria-hidden />
      </summary>
      <div className={classes.fields}>{children}</div>
    </details>
  );
}
