// Settings as a form: where each value comes from, what the environment fixes, one save for all.
import {
  Anchor,
  Button,
  Group,
  NativeSelect,
  PasswordInput,
  Switch,
  Textarea,
  TextInput,
} from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { SettingEntry } from "../api/types.ts";
import { findSetting, fixedBy } from "../settings.ts";
import classes from "./admin.module.css";
import { put } from "./api.ts";
import { Failed, useAction } from "./parts.tsx";
import { a } from "./text/text.ts";

export interface SettingField {
  key: string;
  kind?: "text" | "number" | "switch" | "lines" | "json" | "secret";
  options?: Readonly<Record<string, string>>;
  /** How many of the setting's own units (bytes, milliseconds) the shown `unit` has. */
  scale?: number;
  unit?: string;
  /** What is usually meant: value and, where it says more, its name. Other values may be typed. */
  suggestions?: readonly (readonly [string, (string | undefined)?])[];
}

type Words = Readonly<Record<string, readonly [string, string]>>;
type Typed = string | boolean;

interface SettingsFormProps {
  settings: readonly SettingEntry[];
  fields: readonly SettingField[];
  words: Words;
  label: string;
}

/** A setting's value as it is typed. */
export function toTyped({ kind, scale = 1 }: SettingField, value: unknown): Typed {
  if (kind === "switch") return value === true;
  if (kind === "secret" || value === null || value === undefined) return "";
  if (kind === "lines") return Array.isArray(value) ? value.join("\n") : "";
  if (kind === "json") {
    return Object.keys(value as object).length === 0 ? "" : JSON.stringify(value, null, 2);
  }
  return typeof value === "number" ? String(value / scale) : String(value);
}

/** What is sent for a typed value; null is the default. Throws SyntaxError for JSON that is none. */
export function toValue({ kind, scale = 1 }: SettingField, typed: Typed): unknown {
  if (typeof typed === "boolean") return typed;
  const text = typed.trim();
  if (kind === "lines") return text ? text.split(/\s*\n\s*/) : null;
  if (!text) return null;
  if (kind === "json") return JSON.parse(text);
  return kind === "number" && /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * scale) : text;
}

export function SettingsForm({ settings, fields, words, label }: SettingsFormProps) {
  const [typed, setTyped] = useState<Readonly<Record<string, Typed>>>({});
  const save = useAction(
    async () => {
      const changed = fields.filter((it) => it.key in typed);
      const values = changed.map((it) => [it.key, toValue(it, typed[it.key] ?? "")]);
      await put("setting", Object.fromEntries(values));
    },
    {
      done: () => a.saved,
      changes: ["settings", "session-properties"],
      onDone: () => setTyped({}),
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate aria-label={label}>
      <Failed error={save.error} title={a.notSaved} />
      <div className={classes.fields}>
        {fields.map((field) => (
          <Field
            key={field.key}
            field={field}
            words={words[field.key] ?? [field.key, ""]}
            entry={findSetting(settings, field.key)}
            typed={typed[field.key]}
            onChange={(value) => setTyped((before) => ({ ...before, [field.key]: value }))}
          />
        ))}
      </div>
      <Group justify="flex-end" mt="md">
        <Button type="submit" disabled={Object.keys(typed).length === 0} loading={save.isPending}>
          {a.save}
        </Button>
      </Group>
    </form>
  );
}

interface FieldProps {
  field: SettingField;
  words: readonly [string, string];
  entry: SettingEntry | undefined;
  typed: Typed | undefined;
  onChange: (value: Typed) => void;
}

function Field({ field, words: [label, hint], entry, typed, onChange }: FieldProps) {
  const variable = fixedBy(entry);
  const value = typed ?? toTyped(field, entry?.value);
  const text = typeof value === "string" ? value : "";
  const description = (
    <Origin
      hint={hint}
      label={label}
      variable={variable}
      isDefault={JSON.stringify(entry?.value) === JSON.stringify(entry?.default)}
      onReset={() => onChange(toTyped(field, field.kind === "secret" ? null : entry?.default))}
    />
  );
  const shared = { label, description, disabled: variable !== null, name: field.key };
  const change = (event: { currentTarget: { value: string } }) =>
    onChange(event.currentTarget.value);
  if (field.kind === "switch") {
    return (
      <Switch
        {...shared}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  if (field.options) {
    const data = Object.entries(field.options).map(([key, word]) => ({ value: key, label: word }));
    return <NativeSelect {...shared} data={data} value={text} onChange={change} />;
  }
  if (field.kind === "lines" || field.kind === "json") {
    return (
      <Textarea {...shared} autosize minRows={2} maxRows={12} value={text} onChange={change} />
    );
  }
  if (field.kind === "secret") {
    const placeholder = typeof entry?.value === "string" ? entry.value : "";
    return (
      <PasswordInput
        {...shared}
        autoComplete="off"
        placeholder={placeholder}
        value={text}
        onChange={change}
      />
    );
  }
  const list = field.suggestions && `suggestions-${field.key}`;
  return (
    <>
      <TextInput
        {...shared}
        inputMode={field.kind === "number" ? "decimal" : "text"}
        rightSection={field.unit && <span className={classes.unit}>{field.unit}</span>}
        rightSectionWidth={40}
        list={list}
        value={text}
        onChange={change}
      />
      {list && (
        <datalist id={list}>
          {field.suggestions?.map(([value, label]) => (
            <option key={value} value={value} label={label} />
          ))}
        </datalist>
      )}
    </>
  );
}

interface OriginProps {
  hint?: string;
  label: string;
  variable: string | null;
  isDefault: boolean;
  onReset: () => void;
}

/** The hint, and whether a value is the default, the environment's or was set here. */
export function Origin({ hint = "", label, variable, isDefault, onReset }: OriginProps) {
  if (variable !== null) return <>{a.fixed(variable)}</>;
  return (
    <>
      {hint && `${hint} · `}
      {isDefault ? (
        a.origins.default
      ) : (
        <>
          {a.origins.here} ·{" "}
          <Anchor
            component="button"
            type="button"
            inherit
            aria-label={a.toDefaultOf(label)}
            onClick={onReset}
          >
            {a.toDefault}
          </Anchor>
        </>
      )}
    </>
  );
}
