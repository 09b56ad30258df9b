// Tables and columns of one database: what authors read of them, and how filters offer their values.
import { Anchor, NativeSelect, Skeleton, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { IconTable } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { get } from "../../api/client.ts";
import type { DatabaseField, DatabaseMetadata, DatabaseTable } from "../../api/types.ts";
import { Page } from "../../shell/Page.tsx";
import { Loaded } from "../../states/Loaded.tsx";
import { StateView } from "../../states/StateView.tsx";
import { useTitle } from "../../states/useTitle.ts";
import { changeField, drop, post, put } from "../api.ts";
import { Mark, Rows, useAction } from "../parts.tsx";
import { a } from "../text/text.ts";
import tableClasses from "./tables.module.css";

const CHANGED = ["tables", "databases"];

export function TablesPage({ id }: { id: number }) {
  const query = useQuery({
    queryKey: ["tables", id],
    queryFn: ({ signal }) =>
      get<DatabaseMetadata>(`database/${id}/metadata?include_hidden=true`, signal),
  });
  useTitle(query.data?.name);
  return (
    <div className={tableClasses.wide}>
      <Page title={query.data?.name ?? a.databases.title}>
        <Text size="sm" mt="-1rem" mb="md">
          <Anchor component={Link} href="/admin/databases" inherit>
            ← {a.databases.back}
          </Anchor>
        </Text>
        <Loaded query={query} skeleton={<Skeleton height={320} radius="md" />}>
          {(database) =>
            database.tables.length === 0 ? (
              <StateView icon={IconTable} title={a.databases.noTables} />
            ) : (
              <Tables tables={database.tables} />
            )
          }
        </Loaded>
      </Page>
    </div>
  );
}

function Tables({ tables }: { tables: DatabaseTable[] }) {
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState(tables[0]?.id);
  const sought = search.trim().toLowerCase();
  const found = tables.filter((it) =>
    `${it.name} ${it.display_name}`.toLowerCase().includes(sought),
  );
  const table = tables.find((it) => it.id === chosen);
  return (
    <div className={tableClasses.split}>
      <div>
        <TextInput
          type="search"
          aria-label={a.databases.findTable}
          placeholder={a.databases.findTable}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <ul className={tableClasses.list}>
          {found.map((it) => (
            <li key={it.id}>
              <button
                type="button"
                className={tableClasses.table}
                aria-current={it.id === chosen}
                onClick={() => setChosen(it.id)}
              >
                <span>{it.display_name}</span>
                {it.visibility_type && <Mark color="gray">{a.databases.hidden}</Mark>}
              </button>
            </li>
          ))}
        </ul>
        {found.length === 0 && (
          <Text size="sm" c="dimmed">
            {a.databases.noTable}
          </Text>
        )}
      </div>
      {table && <TableEditor key={table.id} table={table} tables={tables} />}
    </div>
  );
}

interface EditorProps {
  table: DatabaseTable;
  tables: DatabaseTable[];
}

function TableEditor({ table, tables }: EditorProps) {
  const name = table.display_name;
  const save = useAction(
    (part: Partial<Pick<DatabaseTable, "display_name" | "description" | "visibility_type">>) =>
      put(`table/${table.id}`, part),
    { failed: a.notSaved, changes: CHANGED },
  );
  return (
    <section className={tableClasses.editor} aria-label={name}>
      <div className={tableClasses.about}>
        <SavedInput
          label={a.databases.displayName}
          value={name}
          hint={table.schema ? `${table.schema}.${table.name}` : table.name}
          isRequired
          onSave={(display_name) => save.mutateAsync({ display_name })}
        />
        <SavedInput
          label={a.databases.description}
          value={table.description ?? ""}
          isLong
          onSave={(text) => save.mutateAsync({ description: text || null })}
        />
        <Switch
          label={a.databases.show}
          checked={!table.visibility_type}
          onChange={(event) =>
            save.mutate({ visibility_type: event.currentTarget.checked ? null : "hidden" })
          }
        />
      </div>
      <Rows
        label={name}
        head={[
          a.databases.column,
          a.databases.description,
          a.databases.type,
          a.databases.visibility,
          a.databases.values,
        ]}
      >
        {table.fields.map((it) => (
          <FieldRow key={it.id} field={it} tables={tables} />
        ))}
      </Rows>
    </section>
  );
}

function FieldRow({ field, tables }: { field: DatabaseField; tables: DatabaseTable[] }) {
  const name = field.display_name;
  const save = useAction((part: Partial<DatabaseField>) => changeField(field.id, part), {
    failed: a.notSaved,
    changes: CHANGED,
  });
  const isLink = field.semantic_type === "type/FK";
  return (
    <tr>
      <th scope="row">
        <SavedInput
          ariaLabel={a.databases.of(a.databases.displayName, name)}
          value={name}
          hint={`${field.name} · ${kindOf(field)}`}
          isRequired
          onSave={(display_name) => save.mutateAsync({ display_name })}
        />
      </th>
      <td>
        <SavedInput
          ariaLabel={a.databases.of(a.databases.description, name)}
          value={field.description ?? ""}
          onSave={(text) => save.mutateAsync({ description: text || null })}
        />
      </td>
      <td>
        <Choice
          label={a.databases.of(a.databases.type, name)}
          words={a.databases.types}
          value={field.semantic_type ?? ""}
          onChange={(value) => save.mutate({ semantic_type: value || null })}
        />
        {isLink && (
          <Choice
            label={a.databases.of(a.databases.pointsTo, name)}
            words={keysOf(tables)}
            value={String(field.fk_target_field_id ?? "")}
            onChange={(value) => save.mutate({ fk_target_field_id: value ? Number(value) : null })}
          />
        )}
        {isLink && field.fk_target_field_id && <ReadAs field={field} tables={tables} />}
      </td>
      <td>
        <Choice
          label={a.databases.of(a.databases.visibility, name)}
          words={a.databases.visibilities}
          value={field.visibility_type}
          onChange={(visibility_type) => save.mutate({ visibility_type })}
        />
      </td>
      <td>
        <Choice
          label={a.databases.of(a.databases.values, name)}
          words={a.databases.valueKinds}
          value={field.has_field_values}
          onChange={(has_field_values) => save.mutate({ has_field_values })}
        />
      </td>
    </tr>
  );
}

/** What a column holds, in a word, and the database's own name for it. */
function kindOf({ base_type: type, database_type: own }: DatabaseField): string {
  const kinds: Readonly<Record<string, string>> = a.databases.kinds;
  const word = kinds[type.replace(/^type\/|(With|Local)\w*$/g, "")];
  return word ? `${word} (${own})` : own;
}

/** What people read instead of a key in lists and results of filters: a column of its table. */
function ReadAs({ field, tables }: { field: DatabaseField; tables: DatabaseTable[] }) {
  const target = tables.find((it) => it.fields.some(({ id }) => id === field.fk_target_field_id));
  const path = `field/${field.id}/dimension`;
  const save = useAction(
    (label: string) =>
      label
        ? post(path, {
            type: "external",
            name: field.display_name,
            human_readable_field_id: Number(label),
          })
        : drop(path),
    { failed: a.notSaved, changes: CHANGED },
  );
  const columns = (target?.fields ?? []).filter((it) => it.id !== field.fk_target_field_id);
  const words = Object.fromEntries(
    columns.map((it) => [String(it.id), a.databases.readAs(it.display_name)]),
  );
  return (
    <Choice
      label={a.databases.of(a.databases.reading, field.display_name)}
      words={{ "": a.databases.readAsKey, ...words }}
      value={String(field.dimensions[0]?.human_readable_field_id ?? "")}
      onChange={save.mutate}
    />
  );
}

/** What a foreign key may point to: every primary key, by table and column. */
function keysOf(tables: DatabaseTable[]): Record<string, string> {
  const keys = tables.flatMap((table) =>
    table.fields
      .filter((it) => it.semantic_type === "type/PK")
      .map((it) => [String(it.id), `${table.display_name} · ${it.display_name}`]),
  );
  return { "": a.databases.nowhere, ...Object.fromEntries(keys) };
}

interface ChoiceProps {
  label: string;
  words: Readonly<Record<string, string>>;
  value: string;
  onChange: (value: string) => void;
}

function Choice({ label, words, value, onChange }: ChoiceProps) {
  const known = value in words ? words : { ...words, [value]: value };
  return (
    <NativeSelect
      aria-label={label}
      data={Object.entries(known).map(([key, word]) => ({ value: key, label: word }))}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface SavedInputProps {
  label?: string;
  ariaLabel?: string;
  hint?: string;
  value: string;
  isRequired?: boolean;
  isLong?: boolean;
  onSave: (text: string) => Promise<unknown>;
}

/** A text that is saved when it is left; what could not be saved stays typed. */
function SavedInput({
  label,
  ariaLabel,
  hint,
  value,
  isRequired,
  isLong,
  onSave,
}: SavedInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const isEmpty = isRequired && typed !== null && !typed.trim();
  const save = async () => {
    if (typed === null || isEmpty) return;
    const text = typed.trim();
    try {
      if (text !== value) await onSave(text);
      setTyped(null);
    } catch {
      // The notice tells why; the text waits for another try.
    }
  };
  const Input = isLong ? Textarea : TextInput;
  return (
    <Input
      {...(label ? { label } : { "aria-label": ariaLabel ?? "" })}
      {...(isLong ? { autosize: true, minRows: 1, maxRows: 6 } : {})}
      description={hint}
      inputWrapperOrder={["label", "input", "error", "description"]}
      error={isEmpty && a.missing}
      value={typed ?? value}
      onChange={(event: { currentTarget: { value: string } }) =>
        setTyped(event.currentTarget.value)
      }
      onBlur={save}
      onKeyDown={(event: { key: string; preventDefault: () => void }) => {
        if (event.key === "Enter" && !isLong) save();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}
