// Settings of one variable: type, column and widget of a field filter, label, default, required.
import { Anchor, Badge, NativeSelect, Select, Switch, Text, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { cards } from "../../api/queries.ts";
import type { DatabaseTable, Parameter, TemplateTag } from "../../api/types.ts";
import { s } from "../../snippets/text.ts";
import { bench } from "../../text/bench/text.ts";
import { t } from "../../text/text.ts";
import { ChoiceSettings } from "../../widgets/ChoiceSettings.tsx";
import { ParameterWidget } from "../../widgets/ParameterWidget.tsx";
import type { Choices } from "../draft/draft.ts";
import { deriveParameters, fieldOf } from "../draft/tags.ts";
import classes from "./panels.module.css";
import { changeField, changeType, fieldOptions, widgetTypes } from "./variable.ts";

interface VariableSettingsProps {
  tag: TemplateTag;
  tables: DatabaseTable[];
  /** New ones are shown open. */
  isNew: boolean;
  choices: Choices | undefined;
  /** How the SQL names the column, when the name in force is not known there. */
  proposed: string | undefined;
  onChange: (change: Partial<TemplateTag>) => void;
  onChoices: (change: Choices) => void;
}

const TYPES = [
  { value: "text", label: t.variables.text },
  { value: "number", label: t.variables.number },
  { value: "date", label: t.variables.date },
  { value: "boolean", label: s.boolean },
  { value: "dimension", label: t.variables.dimension },
  { value: "temporal-unit", label: s.timeGrouping },
];

export function VariableSettings(props: VariableSettingsProps) {
  const { tag, tables, isNew, choices, onChange, onChoices } = props;
  const isKnownType = TYPES.some((it) => it.value === tag.type);
  return (
    <details className={classes.variable} open={isNew}>
      <summary className={classes.summary}>
        <Badge variant="light" tt="none" radius="sm" className={classes.tag}>
          {tag.name}
        </Badge>
        <Text span size="xs" c="dimmed">
          {TYPES.find((it) => it.value === tag.type)?.label ?? tag.type}
        </Text>
        <IconChevronDown size={14} className={classes.chevron} aria-hidden />
      </summary>
      <fieldset className={classes.settings} aria-label={t.variables.settings(tag.name)}>
        <NativeSelect
          label={t.variables.type}
          data={isKnownType ? TYPES : [...TYPES, tag.type]}
          value={tag.type}
          onChange={(event) => onChange(changeType(event.currentTarget.value))}
        />
        {(tag.type === "dimension" || tag.type === "temporal-unit") && (
          <FieldSettings tag={tag} tables={tables} proposed={props.proposed} onChange={onChange} />
        )}
        <TextInput
          label={t.variables.label}
          value={tag["display-name"]}
          onChange={(event) => onChange({ "display-name": event.currentTarget.value })}
        />
        <VariableChoices tag={tag} choices={choices} onChoices={onChoices} />
        <DefaultValue tag={tag} onChange={onChange} />
        <Switch
          label={t.variables.required}
          description={tag.required && isBlank(tag) ? t.variables.requiredHint : undefined}
          checked={tag.required ?? false}
          onChange={(event) => onChange({ required: event.currentTarget.checked })}
        />
      </fieldset>
    </details>
  );
}

const isBlank = (tag: TemplateTag) => tag.default === undefined || tag.default === null;

/** Only texts, numbers and ids have a list of choices. */
const HAS_CHOICES = /^(string|category|location|number|id)/;

function VariableChoices({
  tag,
  choices,
  onChoices,
}: Pick<VariableSettingsProps, "tag" | "choices" | "onChoices">) {
  const { data: questions } = useQuery(cards);
  const [parameter] = deriveParameters({ [tag.name]: tag });
  if (!parameter || !HAS_CHOICES.test(parameter.type)) return null;
  const hasOwn = tag.type === "dimension";
  return (
    <ChoiceSettings
      parameter={{ ...parameter, ...choices }}
      ownSource={hasOwn ? bench.editor.sourceOwn : bench.editor.sourceNone}
      hasOwn={hasOwn}
      questions={(questions ?? []).filter((it) => !it.archived)}
      change={onChoices}
    />
  );
}

type TagProps = Pick<VariableSettingsProps, "tag" | "onChange">;

type FieldProps = TagProps & Pick<VariableSettingsProps, "tables" | "proposed">;

function FieldSettings({ tag, tables, proposed, onChange }: FieldProps) {
  const field = fieldOf(tag);
  const column = tables.flatMap((it) => it.fields).find((it) => it.id === field);
  const types = widgetTypes(column);
  const isUnit = tag.type === "temporal-unit";
  const chosen = tag["widget-type"] ?? "";
  const labels: Readonly<Record<string, string>> = t.widgets.types;
  return (
    <>
      <Select
        label={t.variables.field}
        placeholder={t.variables.fieldPlaceholder}
        searchable
        allowDeselect={false}
        onClick={(event) => event.currentTarget.select()}
        error={field === null && t.variables.fieldMissing}
        data={fieldOptions(isUnit ? withDates(tables) : tables)}
        value={field === null ? null : String(field)}
        onChange={(id) => {
          const found = tables.flatMap((it) => it.fields).find((it) => String(it.id) === id);
          if (!found) return;
          onChange(
            isUnit
              ? { dimension: ["field", found.id, null], alias: undefined }
              : changeField(tag, found),
          );
        }}
      />
      {field !== null && <AliasSetting {...{ tag, tables, proposed, onChange }} />}
      {!isUnit && (
        <NativeSelect
          label={t.variables.widget}
          data={[...new Set([...types, ...(chosen ? [chosen] : [])])].map((value) => ({
            value,
            label: labels[value] ?? value,
          }))}
          value={chosen}
          onChange={(event) =>
            onChange({ "widget-type": event.currentTarget.value, default: null })
          }
        />
      )}
    </>
  );
}

/** What names the column in the SQL, and what would where that is not known there. */
function AliasSetting({ tag, tables, proposed, onChange }: FieldProps) {
  const field = String(fieldOf(tag));
  const usual = fieldOptions(tables).find((it) => it.value === field)?.label;
  return (
    <div>
      <TextInput
        label={s.alias}
        description={s.aliasHint}
        placeholder={usual}
        classNames={{ input: classes.sqlName }}
        spellCheck={false}
        value={tag.alias ?? ""}
        onChange={(event) => onChange({ alias: event.currentTarget.value })}
      />
      {proposed && (
        <Text size="xs" c="orange" mt={4} role="status" component="div">
          {s.aliasUnknown(tag.alias || usual || "")}{" "}
          <Anchor
            component="button"
            type="button"
            size="xs"
            onClick={() => onChange({ alias: proposed })}
          >
            {s.takeAlias(proposed)}
          </Anchor>
        </Text>
      )}
    </div>
  );
}

/** Tables with their columns of dates alone. */
function withDates(tables: readonly DatabaseTable[]): DatabaseTable[] {
  return tables.map((it) => ({ ...it, fields: it.fields.filter((f) => /Date/.test(f.base_type)) }));
}

function DefaultValue({ tag, onChange }: TagProps) {
  const [parameter]: Parameter[] = deriveParameters({ [tag.name]: tag });
  if (!parameter) return null;
  const field = fieldOf(tag);
  return (
    <ParameterWidget
      key={parameter.type}
      parameter={{ ...parameter, name: t.variables.defaultValue, required: false }}
      choicesPath={tag.type === "dimension" && field !== null ? `field/${field}/values` : null}
      value={tag.default ?? null}
      onChange={(value) => onChange({ default: value })}
    />
  );
}
