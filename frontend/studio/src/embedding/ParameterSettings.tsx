// Each parameter Disabled, Editable or Locked, and values to preview the locked ones.
import { Group, Select, Text, Title } from "@mantine/core";
import { IconCheck, IconLock, IconPencil, IconX } from "@tabler/icons-react";
import { apiKind } from "../api/changes.ts";
import type { Access, Embeddable, Parameter, ResourceKind } from "../api/types.ts";
import { t } from "../text/text.ts";
import { ParameterWidget } from "../widgets/ParameterWidget.tsx";
import classes from "./embedding.module.css";
import { lockedParameters, offeredAccesses } from "./policy.ts";
import type { Embedding } from "./useEmbedding.ts";

interface SectionProps {
  kind: ResourceKind;
  item: Embeddable;
  embedding: Embedding;
}

const ACCESSES = {
  disabled: { icon: IconX, label: t.embed.disabled, hint: t.embed.disabledHint },
  enabled: { icon: IconPencil, label: t.embed.editable, hint: t.embed.editableHint },
  locked: { icon: IconLock, label: t.embed.locked, hint: t.embed.lockedHint },
};

export function ParameterSettings({ kind, item, embedding }: SectionProps) {
  return (
    <section className={classes.section} aria-label={t.embed.parameters}>
      <Title order={2} size="h3">
        {t.embed.parameters}
      </Title>
      <Text size="xs" c="dimmed">
        {item.parameters.length > 0 ? t.embed.parametersHint : t.embed.noParameters[kind]}
      </Text>
      {item.parameters.map((parameter) => (
        <AccessSelect
          key={parameter.id}
          parameter={parameter}
          access={embedding.policy[parameter.slug] ?? "disabled"}
          onChange={(access) => embedding.setAccess(parameter.slug, access)}
        />
      ))}
      {item.parameters.length > 0 &&
        lockedParameters(item.parameters, embedding.policy).length === 0 && (
          <Text size="xs" c="dimmed" role="note">
            {t.embed.nothingLocked}
          </Text>
        )}
    </section>
  );
}

interface AccessSelectProps {
  parameter: Parameter;
  access: Access;
  onChange: (access: Access) => void;
}

function AccessSelect({ parameter, access, onChange }: AccessSelectProps) {
  const Icon = ACCESSES[access].icon;
  return (
    <Select
      label={parameter.name}
      description={parameter.required ? t.embed.requiredHint : undefined}
      withAsterisk={parameter.required ?? false}
      leftSection={<Icon size={15} aria-hidden />}
      allowDeselect={false}
      data={offeredAccesses(parameter).map((value) => ({ value, label: ACCESSES[value].label }))}
      value={access}
      onChange={(value) => value && onChange(value as Access)}
      renderOption={({ option, checked }) => (
        <AccessOption access={option.value as Access} isChosen={checked} />
      )}
    />
  );
}

function AccessOption({ access, isChosen }: { access: Access; isChosen: boolean | undefined }) {
  const { icon: Icon, label, hint } = ACCESSES[access];
  return (
    <Group gap="xs" wrap="nowrap" w="100%">
      <Icon size={15} aria-hidden />
      <div className={classes.option}>
        <Text span size="sm">
          {label}
        </Text>
        <Text span size="xs" c="dimmed">
          {hint}
        </Text>
      </div>
      {isChosen && <IconCheck size={14} aria-hidden />}
    </Group>
  );
}

export function LockedValues({ kind, item, embedding }: SectionProps) {
  const locked = lockedParameters(item.parameters, embedding.policy);
  if (locked.length === 0) return null;
  return (
    <section className={classes.section} aria-label={t.embed.lockedValues}>
      <Title order={2} size="h3">
        {t.embed.lockedValues}
      </Title>
      <Text size="xs" c="dimmed">
        {t.embed.lockedValuesHint}
      </Text>
      {locked.map((parameter) => (
        <ParameterWidget
          key={parameter.id}
          parameter={{ ...parameter, required: false }}
          choicesPath={choicesPath(kind, item.id, parameter)}
          value={embedding.values[parameter.slug] ?? null}
          onChange={(value) => embedding.setValue(parameter.slug, value)}
        />
      ))}
    </section>
  );
}

function choicesPath(kind: ResourceKind, id: number, parameter: Parameter): string | null {
  const isVariable = Array.isArray(parameter.target) && parameter.target[0] === "variable";
  if (isVariable) return null;
  return `${apiKind(kind)}/${id}/params/${encodeURIComponent(parameter.id)}/values`;
}
