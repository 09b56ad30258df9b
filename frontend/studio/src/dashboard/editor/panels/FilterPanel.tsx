// Settings of one filter: kind, default, where its choices come from, what limits them.
import {
  ActionIcon,
  Button,
  Group,
  MultiSelect,
  NativeSelect,
  Switch,
  TextInput,
} from "@mantine/core";
import { IconArrowLeft, IconArrowRight, IconTrash } from "@tabler/icons-react";
import type { Card, Parameter } from "../../../api/types.ts";
import { bench } from "../../../text/bench/text.ts";
import { t } from "../../../text/text.ts";
import { ChoiceSettings } from "../../../widgets/ChoiceSettings.tsx";
import { ParameterWidget } from "../../../widgets/ParameterWidget.tsx";
import type { CardDraft, DashboardDraft, Step } from "../../draft/draft.ts";
import { columnOf, FAMILIES, familyOf, freeSlug } from "../../draft/parameters.ts";
import { CardsOfFilter } from "./Obedience.tsx";
import { Panel } from "./Panel.tsx";

export const UNITS = ["minute", "hour", "day", "week", "month", "quarter", "year"] as const;

interface FilterPanelProps {
  draft: DashboardDraft;
  parameter: Parameter;
  dashboardId: number;
  /** As the dashboard holds it: then hosts may sign its slug, and it stays. */
  savedAs: Parameter | undefined;
  questions: ReadonlyMap<number, Card>;
  onShow: (card: CardDraft) => void;
  take: (step: Step) => void;
  isFocused: boolean;
  onClose: () => void;
}

export function FilterPanel(props: FilterPanelProps) {
  const { draft, parameter, savedAs, take, isFocused, onClose, onShow } = props;
  const questions = [...props.questions.values()];
  const change = (changes: Partial<Parameter>) =>
    take({ do: "change-parameter", id: parameter.id, change: changes });
  const family = familyOf(parameter.type);
  const others = draft.parameters.filter((it) => it.id !== parameter.id);
  return (
    <Panel
      title={bench.editor.filterSettings(parameter.name)}
      isFocused={isFocused}
      onClose={onClose}
    >
      <TextInput
        label={bench.editor.filterName}
        description={bench.editor.filterSlug(parameter.slug)}
        value={parameter.name}
        onChange={(event) => {
          const name = event.currentTarget.value;
          change(savedAs ? { name } : { name, slug: freeSlug(name, others) });
        }}
      />
      {parameter.slug !== freeSlug(parameter.name, others) && (
        <Button
          variant="light"
          size="compact-xs"
          onClick={() => change({ slug: freeSlug(parameter.name, others) })}
        >
          {bench.editor.filterNewSlug(freeSlug(parameter.name, others))}
        </Button>
      )}
      <TypeSelect parameter={parameter} change={change} />
      {family === "unit" ? (
        <MultiSelect
          label={bench.editor.units}
          data={[...UNITS]}
          value={parameter.temporal_units ?? [...UNITS]}
          onChange={(units) => change({ temporal_units: units })}
        />
      ) : (
        <ParameterWidget
          key={parameter.type}
          parameter={{ ...parameter, name: bench.editor.filterDefault, required: false }}
          choicesPath={choicesPath(props, questions)}
          value={parameter.default ?? null}
          onChange={(value) => change({ default: value })}
        />
      )}
      <Switch
        label={bench.editor.filterRequired}
        description={parameter.required ? bench.editor.filterRequiredHint : undefined}
        checked={parameter.required ?? false}
        onChange={(event) => change({ required: event.currentTarget.checked })}
      />
      {["text", "number", "id"].includes(family) && (
        <>
          <Switch
            label={bench.editor.filterMulti}
            checked={parameter.isMultiSelect !== false}
            onChange={(event) => change({ isMultiSelect: event.currentTarget.checked })}
          />
          <ChoiceSettings
            {...{ parameter, questions, change }}
            ownSource={bench.editor.sourceColumns}
            hasOwn
          />
          {others.length > 0 && (
            <MultiSelect
              label={bench.editor.linked}
              description={bench.editor.linkedHint}
              data={others.map((it) => ({ value: it.id, label: it.name }))}
              value={[...(parameter.filteringParameters ?? [])]}
              onChange={(ids) => change({ filteringParameters: ids })}
            />
          )}
        </>
      )}
      <CardsOfFilter
        parameterId={parameter.id}
        questions={props.questions}
        {...{ draft, onShow }}
      />
      <Moves draft={draft} parameter={parameter} take={take} onClose={onClose} />
    </Panel>
  );
}

/** Where the default is chosen from: what people will choose from, as far as it can be read yet. */
function choicesPath(props: FilterPanelProps, questions: readonly Card[]): string | null {
  const { draft, parameter, savedAs, dashboardId } = props;
  if (parameter.values_query_type === "none") return null;
  if (parameter.values_source_type) {
    const isStored = savedAs?.values_source_type === parameter.values_source_type;
    return isStored ? `dashboard/${dashboardId}/params/${parameter.id}/values` : null;
  }
  const column = columnOf(draft, parameter.id, questions);
  return column === null ? null : `field/${column}/values`;
}

interface TypeSelectProps {
  parameter: Parameter;
  change: (changes: Partial<Parameter>) => void;
}

/** Only kinds of the same family: another one would lose its wires. */
function TypeSelect({ parameter, change }: TypeSelectProps) {
  const labels: Readonly<Record<string, string>> = t.widgets.types;
  const types = FAMILIES.find((it) => it.family === familyOf(parameter.type))?.types ?? [];
  if (types.length < 2) return null;
  return (
    <NativeSelect
      label={bench.editor.filterType}
      data={[...new Set([...types, parameter.type])].map((value) => ({
        value,
        label: labels[value] ?? value,
      }))}
      value={parameter.type}
      onChange={(event) => change({ type: event.currentTarget.value, default: null })}
    />
  );
}

function Moves({
  draft,
  parameter,
  take,
  onClose,
}: Pick<FilterPanelProps, "draft" | "parameter" | "take" | "onClose">) {
  const { id } = parameter;
  const at = draft.parameters.findIndex((it) => it.id === id);
  return (
    <Group justify="space-between">
      <Group gap={4}>
        <ActionIcon
          variant="default"
          aria-label={bench.editor.filterLeft}
          disabled={at <= 0}
          onClick={() => take({ do: "move-parameter", id, by: -1 })}
        >
          <IconArrowLeft size={15} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label={bench.editor.filterRight}
          disabled={at === draft.parameters.length - 1}
          onClick={() => take({ do: "move-parameter", id, by: 1 })}
        >
          <IconArrowRight size={15} />
        </ActionIcon>
      </Group>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        leftSection={<IconTrash size={14} />}
        onClick={() => {
          onClose();
          take({ do: "remove-parameter", id });
        }}
      >
        {bench.editor.filterRemove}
      </Button>
    </Group>
  );
}
