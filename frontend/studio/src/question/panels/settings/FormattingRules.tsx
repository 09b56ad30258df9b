// Rules that colour a table's cells or rows.
import { Button, Fieldset, MultiSelect, NativeSelect, Switch, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { Column } from "../../../api/types.ts";
import { bench } from "../../../text/bench/text.ts";
import { optionsOf } from "../displays.ts";
import { ColorSetting, SWATCHES } from "./ColorSetting.tsx";

interface Rule {
  columns: string[];
  type: "single" | "range";
  operator?: string;
  value?: string | number;
  color?: string;
  highlight_row?: boolean;
  colors?: string[];
}

interface FormattingRulesProps {
  value: unknown;
  columns: Column[];
  onChange: (rules: Rule[] | null) => void;
}

const VALUELESS = ["is-null", "not-null", "is-true", "is-false"];

export function FormattingRules({ value, columns, onChange }: FormattingRulesProps) {
  const rules = (Array.isArray(value) ? value : []) as Rule[];
  const words = bench.charts.rule;
  const set = (next: Rule[]) => onChange(next.length > 0 ? next : null);
  const change = (index: number, more: Partial<Rule>) =>
    set(rules.map((it, at) => (at === index ? { ...it, ...more } : it)));
  return (
    <>
      {rules.map((rule, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity but their place
        <Fieldset key={index} legend={words.name(index + 1)}>
          <MultiSelect
            label={words.columns}
            data={optionsOf(columns)}
            value={rule.columns}
            onChange={(names) => change(index, { columns: names })}
          />
          <NativeSelect
            label={words.kind}
            data={[
              { value: "single", label: words.single },
              { value: "range", label: words.range },
            ]}
            value={rule.type}
            onChange={(event) => change(index, newKind(event.currentTarget.value as Rule["type"]))}
          />
          {rule.type === "range" ? (
            <RangeFields rule={rule} onChange={(more) => change(index, more)} />
          ) : (
            <SingleFields rule={rule} onChange={(more) => change(index, more)} />
          )}
          <Button
            variant="subtle"
            color="red"
            size="compact-xs"
            mt="xs"
            leftSection={<IconTrash size={13} />}
            onClick={() => set(rules.filter((_, at) => at !== index))}
          >
            {words.remove}
          </Button>
        </Fieldset>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        onClick={() => {
          const [first] = columns;
          set([...rules, { columns: first ? [first.name] : [], ...newKind("single") }]);
        }}
      >
        {words.add}
      </Button>
    </>
  );
}

function newKind(type: Rule["type"]): Omit<Rule, "columns"> {
  if (type === "range") return { type, colors: ["#ffffff", SWATCHES[0] ?? "#3b6ef0"] };
  return { type, operator: "=", value: "", color: SWATCHES[2] ?? "#e2683c" };
}

interface FieldsProps {
  rule: Rule;
  onChange: (more: Partial<Rule>) => void;
}

function SingleFields({ rule, onChange }: FieldsProps) {
  const words = bench.charts.rule;
  const operator = rule.operator ?? "=";
  return (
    <>
      <NativeSelect
        label={words.single}
        data={Object.entries(words.operators).map(([value, label]) => ({ value, label }))}
        value={operator}
        onChange={(event) => onChange({ operator: event.currentTarget.value })}
      />
      {!VALUELESS.includes(operator) && (
        <TextInput
          label={words.value}
          value={String(rule.value ?? "")}
          onChange={(event) => onChange({ value: readValue(event.currentTarget.value) })}
        />
      )}
      <ColorSetting
        label={words.color}
        value={rule.color}
        onChange={(color) => onChange({ color: String(color ?? "") })}
      />
      <Switch
        mt="xs"
        label={words.row}
        checked={rule.highlight_row === true}
        onChange={(event) => onChange({ highlight_row: event.currentTarget.checked })}
      />
    </>
  );
}

function RangeFields({ rule, onChange }: FieldsProps) {
  const words = bench.charts.rule;
  const [low = "#ffffff", high = "#3b6ef0"] = rule.colors ?? [];
  return (
    <>
      <ColorSetting
        label={words.from}
        value={low}
        onChange={(color) => onChange({ colors: [String(color ?? low), high] })}
      />
      <ColorSetting
        label={words.to}
        value={high}
        onChange={(color) => onChange({ colors: [low, String(color ?? high)] })}
      />
    </>
  );
}

/** What looks like a number is one: it is compared with numbers. */
export function readValue(text: string): string | number {
  return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
}
