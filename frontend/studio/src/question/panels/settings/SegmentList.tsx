// Ranges of a number with their colours: of a dial, or of one big number.
import { ActionIcon, Button, Fieldset, Group, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { bench } from "../../../text/bench/text.ts";
import { NumberField } from "../../../widgets/NumberField.tsx";
import { ColorSetting, SWATCHES } from "./ColorSetting.tsx";

interface Segment {
  min?: number | null;
  max?: number | null;
  color?: string;
  label?: string;
}

interface SegmentListProps {
  label: string;
  value: unknown;
  onChange: (segments: Segment[] | null) => void;
}

export function SegmentList({ label, value, onChange }: SegmentListProps) {
  const segments = (Array.isArray(value) ? value : []) as Segment[];
  const set = (next: Segment[]) => onChange(next.length > 0 ? next : null);
  const change = (index: number, more: Segment) =>
    set(segments.map((it, at) => (at === index ? { ...it, ...more } : it)));
  return (
    <Fieldset legend={label} variant="unstyled">
      {segments.map((segment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: ranges have no identity but their place
        <Fieldset key={index} legend={bench.charts.segment.name(index + 1)} mb="xs">
          <Group grow gap="xs" align="end">
            <NumberField
              label={bench.charts.segment.min}
              value={segment.min ?? null}
              onChange={(min) => change(index, { min })}
            />
            <NumberField
              label={bench.charts.segment.max}
              value={segment.max ?? null}
              onChange={(max) => change(index, { max })}
            />
          </Group>
          <ColorSetting
            label={bench.charts.labels.color}
            value={segment.color}
            onChange={(color) => change(index, { color: String(color ?? "") })}
          />
          <Group gap="xs" align="end" wrap="nowrap">
            <TextInput
              label={bench.charts.labels.segmentLabel}
              value={segment.label ?? ""}
              onChange={(event) => change(index, { label: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={bench.charts.segment.remove}
              onClick={() => set(segments.filter((_, at) => at !== index))}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </Group>
        </Fieldset>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        onClick={() => {
          const min = segments.at(-1)?.max ?? 0;
          const color = SWATCHES[segments.length % SWATCHES.length] ?? "#3b6ef0";
          set([...segments, { min, max: min + 100, color, label: "" }]);
        }}
      >
        {bench.charts.segment.add}
      </Button>
    </Fieldset>
  );
}
