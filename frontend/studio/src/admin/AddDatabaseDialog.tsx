// Connects a database: the fields of its kind, and the error of the try when it does not connect.
import {
  Alert,
  Button,
  Group,
  Modal,
  NativeSelect,
  PasswordInput,
  Stack,
  Switch,
  TextInput,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { createDatabase } from "../api/changes.ts";
import { ApiError, messageOf } from "../api/client.ts";
import { databases } from "../api/queries.ts";
import { noticeDone } from "../states/notices.tsx";
import { t } from "../text/text.ts";
import { type ConnectionForm, EMPTY_CONNECTION, findProblems, toFields } from "./connection.ts";

const ENGINES = Object.entries(t.databases.engines).map(([value, label]) => ({ value, label }));

export function AddDatabaseDialog({ onClose }: { onClose: () => void }) {
  const { form, change, input, send, connect } = useConnection(onClose);
  return (
    <Modal opened onClose={onClose} title={t.databases.add}>
      <form onSubmit={send} noValidate>
        <Stack gap="sm">
          {connect.isError && (
            <Alert color="red" role="alert" title={t.databases.failed}>
              {messageOf(connect.error)}
            </Alert>
          )}
          <NativeSelect
            label={t.databases.engine}
            data={ENGINES}
            value={form.engine}
            onChange={(event) =>
              change({ engine: event.currentTarget.value as ConnectionForm["engine"] })
            }
          />
          <TextInput
            label={t.databases.name}
            description={t.databases.nameHint}
            data-autofocus
            {...input("name")}
          />
          {form.engine === "postgres" ? (
            <PostgresFields form={form} change={change} input={input} />
          ) : (
            <TextInput
              label={t.databases.file}
              description={t.databases.fileHint}
              {...input("db")}
            />
          )}
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" onClick={onClose}>
              {t.app.cancel}
            </Button>
            <Button type="submit" loading={connect.isPending}>
              {t.databases.connect}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** The form's state: texts of problems appear with the first try. */
function useConnection(onConnected: () => void) {
  const client = useQueryClient();
  const [form, setForm] = useState<ConnectionForm>(EMPTY_CONNECTION);
  const [isTried, setTried] = useState(false);
  const connect = useMutation({
    mutationFn: () => createDatabase(toFields(form)),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: databases.queryKey });
      noticeDone(t.databases.connected(form.name.trim()));
      onConnected();
    },
  });
  const problems = findProblems(form);
  const refused = connect.error instanceof ApiError ? connect.error.fields : {};
  const change = (part: Partial<ConnectionForm>) => setForm((before) => ({ ...before, ...part }));
  const input = (name: TextName) => ({
    name,
    value: form[name],
    error: (isTried && problems[name]) || refused[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      change({ [name]: event.currentTarget.value }),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0) connect.mutate();
  };
  return { form, change, input, send, connect };
}

type TextName = Exclude<keyof ConnectionForm, "engine" | "ssl">;

interface PostgresFieldsProps {
  form: ConnectionForm;
  change: (part: Partial<ConnectionForm>) => void;
  input: (name: TextName) => object;
}

function PostgresFields({ form, change, input }: PostgresFieldsProps) {
  return (
    <>
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <TextInput
          flex={1}
          label={t.databases.host}
          placeholder="db.example.com"
          {...input("host")}
        />
        <TextInput w="6rem" label={t.databases.port} inputMode="numeric" {...input("port")} />
      </Group>
      <TextInput label={t.databases.dbname} {...input("dbname")} />
      <Group gap="sm" grow align="flex-start">
        <TextInput label={t.databases.user} autoComplete="off" {...input("user")} />
        <PasswordInput
          label={t.databases.password}
          autoComplete="new-password"
          {...input("password")}
        />
      </Group>
      <Switch
        label={t.databases.ssl}
        checked={form.ssl}
        onChange={(event) => change({ ssl: event.currentTarget.checked })}
      />
    </>
  );
}
