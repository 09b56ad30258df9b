// The frame of the builder: one step with its name, and in it one line for each clause.
import { ActionIcon, Select, Text } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import classes from "./builder.module.css";
import { type ColumnChoice, grouped } from "./columns.ts";
import { b } from "./text.ts";

export function Step({ name, children }: { name: string; children: ReactNode }) {
  return (
    <fieldset className={classes.step} aria-label={name}>
      <Text span size="sm" fw={600} className={classes.stepName} aria-hidden>
        {name}
      </Text>
      <div className={classes.clauses}>{children}</div>
    </fieldset>
  );
}

interface RowProps {
  /** What the line is about, for the button that takes it away. */
  name: string;
  onRemove: () => void;
  /** A line that was just made takes the focus. */
  isNew?: boolean;
  children: ReactNode;
}

export function Row({ name, onRemove, isNew = false, children }: RowProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isNew) place.current?.querySelector<HTMLElement>("select, button")?.focus();
  }, [isNew]);
  return (
    <div ref={place} className={classes.row}>
      {children}
      <ActionIcon aria-label={b.remove(name)} onClick={onRemove}>
        <IconX size={15} />
      </ActionIcon>
    </div>
  );
}

/** A clause that the page does not know: told in words, kept, and only taken away as a whole. */
export function KeptRow({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <Row name={text} onRemove={onRemove}>
      <div className={classes.kept}>
        <code>{text}</code>
        <Text span size="xs" c="dimmed">
          {b.kept}
        </Text>
      </div>
    </Row>
  );
}

/** Wide and high enough that columns of the tables beside it are seen to be there. */
const LIST = {
  maxDropdownHeight: 380,
  comboboxProps: { width: 272, position: "bottom-start" },
} as const;

interface ColumnSelectProps {
  columns: readonly ColumnChoice[];
  value: string | null;
  onChange: (column: ColumnChoice) => void;
  label?: string;
}

export function ColumnSelect({ columns, value, onChange, label = b.column }: ColumnSelectProps) {
  return (
    <Select
      className={classes.column}
      aria-label={label}
      searchable
      allowDeselect={false}
      {...LIST}
      data={grouped(columns)}
      value={value}
      onChange={(key) => {
        const found = columns.find((it) => it.key === key);
        if (found) onChange(found);
      }}
    />
  );
}

interface AddSelectProps {
  label: string;
  data: { value: string; label: string }[] | ReturnType<typeof grouped>;
  onAdd: (key: string) => void;
}

/** Choosing adds; the control is empty again afterwards. */
export function AddSelect({ label, data, onAdd }: AddSelectProps) {
  const [turn, setTurn] = useState(0);
  if (data.length === 0) return null;
  return (
    <Select
      key={turn}
      className={classes.add}
      variant="unstyled"
      aria-label={label}
      placeholder={label}
      leftSection={<IconPlus size={14} aria-hidden />}
      rightSection={null}
      searchable
      {...LIST}
      data={data}
      value={null}
      onChange={(key) => {
        if (key === null) return;
        setTurn(turn + 1);
        onAdd(key);
      }}
    />
  );
}
