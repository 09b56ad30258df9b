// What a trend is compared with: one to three things.
import { ActionIcon, Button, Fieldset, Group, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { Column } from "../../../api/types.ts";
import { bench } from "../../../text/bench/text.ts";
import { NumberField } from "../../../widgets/NumberField.tsx";
import { isNumber } from "../displays.ts";

interface Comparison {
  id: string;
  type: string;
  value?: number;
  label?: string;
  column?: string;
}

const TYPES = [
  "previousPeriod",
  "previousValue",
  "periodsAgo",
  "staticNumber",
  "anotherColumn",
] as const;
const MOST = 3;

interface ComparisonListProps {
  label: string;
  value: unknown;
  columns: Column[];
  onChange: (comparisons: Comparison[] | null) => void;
}

export function ComparisonList({ label, value, columns, onChange }: ComparisonListProps) {
  const stored = (Array.isArray(value) ? value : []) as Comparison[];
  const list = stored.length > 0 ? stored : [{ id: "1", type: "previousPeriod" }];
  const change = (index: number, next: Comparison) =>
    onChange(list.map((it, at) => (at === index ? next : it)));
  return (
    <Fieldset legend={label} variant="unstyled">
      {list.map((comparison, index) => (
        <Group key={comparison.id} gap="xs" align="end" mb="xs">
          <NativeSelect
            aria-label={`${label} ${index + 1}`}
            data={TYPES.map((type) => ({ value: type, label: bench.charts.options[type] }))}
            value={comparison.type}
            onChange={(event) =>
              change(index, { id: comparison.id, type: event.currentTarget.value })
            }
          />
          <Details {...{ comparison, columns }} onChange={(next) => change(index, next)} />
          {list.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={bench.charts.rule.remove}
              onClick={() => onChange(list.filter((_, at) => at !== index))}
            >
              <IconTrash size={15} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {list.length < MOST && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...list, { id: String(Date.now()), type: "previousValue" }])}
        >
          {bench.charts.rule.add}
        </Button>
      )}
    </Fieldset>
  );
}

interface DetailsProps {
  comparison: Comparison;
  columns: Column[];
  onChange: (next: Comparison) => void;
}

function Details({ comparison, columns, onChange }: DetailsProps) {
  const { type } = comparison;
  return (
    <>
      {(type === "periodsAgo" || type === "staticNumber") && (
        <NumberField
          aria-label={bench.charts.rule.value}
          w={90}
          value={comparison.value ?? null}
          onChange={(value) => {
            const { value: _old, ...rest } = comparison;
            onChange(value === null ? rest : { ...rest, value });
          }}
        />
      )}
      {type === "anotherColumn" && (
        <NativeSelect
          aria-label={bench.charts.options.anotherColumn}
          data={columns.filter(isNumber).map((it) => ({ value: it.name, label: it.display_name }))}
          value={comparison.column ?? ""}
          onChange={(event) => onChange({ ...comparison, column: event.currentTarget.value })}
        />
      )}
      {type === "staticNumber" && (
        <TextInput
          aria-label={bench.charts.labels.segmentLabel}
          placeholder={bench.charts.labels.segmentLabel}
          value={comparison.label ?? ""}
          onChange={(event) => onChange({ ...comparison, label: event.currentTarget.value })}
        />
      )}
    </>
  );
}
