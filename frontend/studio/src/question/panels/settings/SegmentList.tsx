// Ranges of a number with their colours: of a dial, or of one big number.
import { ActionIcon, Button, Fieldset, Group, NumberInput, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { t } from "../../../text/text.ts";
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
        <Fieldset key={index} legend={t.charts.segment.name(index + 1)} mb="xs">
          <Group grow gap="xs" align="end">
            <NumberInput
              label={t.charts.segment.min}
              value={segment.min ?? ""}
              onChange={(min) => change(index, { min: typeof min === "number" ? min : null })}
            />
            <NumberInput
              label={t.charts.segment.max}
              value={segment.max ?? ""}
              onChange={(max) => change(index, { max: typeof max === "number" ? max : null })}
            />
          </Group>
          <ColorSetting
            label={t.charts.labels.color}
            value={segment.color}
            onChange={(color) => change(index, { color: String(color ?? "") })}
          />
          <Group gap="xs" align="end" wrap="nowrap">
            <TextInput
              label={t.charts.labels.segmentLabel}
              value={segment.label ?? ""}
              onChange={(event) => change(index, { label: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={t.charts.segment.remove}
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
        {t.charts.segment.add}
      </Button>
    </Fieldset>
  );
}
