// Connects a database or changes its connection: the fields of its kind, a try, and the exact reason.
import {
  Alert,
  Button,
  Group,
  Modal,
  NativeSelect,
  PasswordInput,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { useRef, useState } from "react";
import { createDatabase } from "../../api/changes.ts";
import { ApiError, isAborted, messageOf } from "../../api/client.ts";
import type { Database, NewDatabase } from "../../api/types.ts";
import classes from "../admin.module.css";
import { type Connection, type ConnectionCheck, post, put, upload } from "../api.ts";
import { useAction } from "../parts.tsx";
import { a } from "../text/text.ts";
import {
  type ConnectionForm,
  EMPTY_CONNECTION,
  FIELDS,
  type FieldName,
  findProblems,
  fromDetails,
  isChecked,
  isElsewhere,
  type Kind,
  toFields,
  withKind,
  withPassword,
} from "./connection.ts";

const KINDS = Object.entries(a.databases.engines).map(([value, label]) => ({ value, label }));
const PERCENT = new Intl.NumberFormat(undefined, { style: "percent" });

const isShownFirst = (field: FieldName) => field !== "ssl_ca";

type Words = Readonly<Record<string, readonly [string, string]>>;
const TLS: Words = a.databases.tls;
const tlsHint = (mode: string) => TLS[mode]?.[1];

/** The modes to choose from; one that only the API gives stands as it is. */
function tlsModes(kept: Connection["details"] | undefined) {
  const modes = Object.entries(TLS).map(([value, [label]]) => ({ value, label }));
  const stored = kept?.ssl;
  if (typeof stored === "string" && stored && !TLS[stored]) {
    modes.push({ value: stored, label: stored });
  }
  return modes;
}

interface ConnectDialogProps {
  /** The connection to change; without one a new database is connected. */
  connection?: Connection;
  onClose: () => void;
  onConnected?: (id: number, kind: Kind) => void;
}

export function ConnectDialog({ connection, onClose, onConnected }: ConnectDialogProps) {
  const it = useConnecting(connection, (id, kind) => {
    onClose();
    onConnected?.(id, kind);
  });
  const { form, setForm, problems, connect, test } = it;
  const error = connect.error ?? test.error;
  const fields = FIELDS[form.kind];
  const kept = connection?.details;
  return (
    <Modal
      opened
      onClose={() => {
        it.stop();
        onClose();
      }}
      closeOnClickOutside={false}
      title={connection ? a.databases.editTitle(connection.name) : a.databases.add}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          it.trySend(() => connect.mutate());
        }}
      >
        <Stack gap="sm">
          {error && !isAborted(error) && (
            <Alert color="red" role="alert" title={a.databases.failed}>
              {messageOf(error)}
            </Alert>
          )}
          {test.data && <CheckResult check={test.data} />}
          <NativeSelect
            label={a.databases.engine}
            data={connection ? KINDS.filter((kind) => kind.value === form.kind) : KINDS}
            value={form.kind}
            onChange={(event) => {
              test.reset();
              setForm(withKind(form, event.currentTarget.value as Kind));
            }}
          />
          <TextInput
            label={a.databases.name}
            description={a.databases.nameHint}
            data-autofocus
            error={problems.name}
            value={form.name}
            onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
          />
          {form.kind === "upload" && (
            <FilePicker file={it.file} isMissing={it.isFileMissing} onPick={it.pick} />
          )}
          <div className={classes.details}>
            {fields.filter(isShownFirst).map((field) => (
              <DetailInput
                key={field}
                field={field}
                form={form}
                error={problems[field]}
                isPasswordGone={Boolean(kept?.password) && isElsewhere(form, kept ?? {})}
                onChange={setForm}
              />
            ))}
          </div>
          {fields.includes("host") && (
            <NativeSelect
              label={a.databases.secure}
              description={tlsHint(form.tls)}
              data={tlsModes(kept)}
              value={form.tls}
              onChange={(event) => setForm({ ...form, tls: event.currentTarget.value })}
            />
          )}
          {fields.includes("ssl_ca") && isChecked(form) && (
            <DetailInput
              field="ssl_ca"
              form={form}
              error={undefined}
              isPasswordGone={false}
              onChange={setForm}
            />
          )}
          {it.share !== null && <UploadProgress share={it.share} onStop={it.stop} />}
          <Group justify="flex-end" gap="xs" mt="xs">
            {form.kind !== "upload" && (
              <Button variant="default" loading={test.isPending} onClick={it.tryOut}>
                {a.databases.test}
              </Button>
            )}
            <Button type="submit" loading={connect.isPending}>
              {connection ? a.save : a.databases.connect}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What is said when it is done. */
function told(connection: Connection | undefined, kind: Kind) {
  if (connection) return a.databases.changed;
  return kind === "upload" ? a.databases.uploaded : a.databases.connected;
}

/** The form's state: texts of problems appear with the first try. */
function useConnecting(
  connection: Connection | undefined,
  onDone: (id: number, kind: Kind) => void,
) {
  const kept = connection?.details;
  const [form, putForm] = useState<ConnectionForm>(() =>
    connection
      ? fromDetails(connection.engine as Kind, connection.name, connection.details)
      : EMPTY_CONNECTION,
  );
  const [isTried, setTried] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const stopping = useRef<AbortController | null>(null);
  const setForm = (next: ConnectionForm) => putForm(kept ? withPassword(form, next, kept) : next);
  const send = async (): Promise<Database> => {
    let body: NewDatabase = toFields(form, kept);
    if (form.kind === "upload" && file) {
      stopping.current = new AbortController();
      setShare(0);
      try {
        const { engine, details } = await upload(file, setShare, stopping.current.signal);
        body = { ...body, engine, details };
      } finally {
        setShare(null);
      }
    }
    return connection ? put<Database>(`database/${connection.id}`, body) : createDatabase(body);
  };
  const connect = useAction(send, {
    changes: ["admin", "databases"],
    done: (_, made) => told(connection, form.kind)(made.name),
    onDone: (made) => onDone(made.id, form.kind),
  });
  const test = useAction(
    async () => {
      const { engine, details } = toFields(form, kept);
      const body = { engine, details, database_id: connection?.id ?? null };
      const check = await post<ConnectionCheck>("signboard/databases/try", body);
      if (check.problem) throw new ApiError(400, check.problem);
      return check;
    },
    { changes: [] },
  );
  const found = findProblems(form);
  const isFileMissing = form.kind === "upload" && !file;
  return {
    form,
    setForm,
    connect,
    test,
    file,
    share,
    problems: isTried ? found : {},
    isFileMissing: isTried && isFileMissing,
    stop: () => stopping.current?.abort(),
    pick: (picked: File | null) => {
      setFile(picked);
      if (picked && !form.name) setForm({ ...form, name: picked.name.replace(/\.\w+$/, "") });
    },
    trySend: (run: () => void) => {
      setTried(true);
      connect.reset();
      test.reset();
      if (Object.keys(found).length === 0 && !isFileMissing) run();
    },
    /** A try needs no name. */
    tryOut: () => {
      connect.reset();
      test.reset();
      const { name, ...others } = found;
      setTried(Object.keys(others).length > 0);
      if (Object.keys(others).length === 0) test.mutate();
    },
  };
}

const NARROW: Partial<Record<FieldName, string>> = {
  host: classes.most ?? "",
  port: classes.least ?? "",
  user: classes.half ?? "",
  password: classes.half ?? "",
};

interface DetailInputProps {
  field: FieldName;
  form: ConnectionForm;
  error: string | undefined;
  /** The stored password is not for where the form leads now. */
  isPasswordGone: boolean;
  onChange: (form: ConnectionForm) => void;
}

function DetailInput({ field, form, error, isPasswordGone, onChange }: DetailInputProps) {
  const hints: Partial<Record<FieldName, string>> = a.databases.hints;
  const shared = {
    className: NARROW[field] ?? classes.whole ?? "",
    label: a.databases.fields[field],
    description: hints[field],
    error,
    value: form.values[field] ?? "",
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...form, values: { ...form.values, [field]: event.currentTarget.value } }),
  };
  if (field === "password") {
    const again = isPasswordGone && !shared.value && (
      <span role="status">{a.databases.passwordAgain}</span>
    );
    return <PasswordInput {...shared} error={error ?? again} autoComplete="new-password" />;
  }
  return (
    <TextInput
      {...shared}
      autoComplete="off"
      spellCheck={false}
      inputMode={field === "port" ? "numeric" : "text"}
    />
  );
}

interface FilePickerProps {
  file: File | null;
  isMissing: boolean;
  onPick: (file: File | null) => void;
}

function FilePicker({ file, isMissing, onPick }: FilePickerProps) {
  return (
    <div>
      <Text component="label" htmlFor="upload" size="sm" fw={500}>
        {a.databases.file}
      </Text>
      <Text id="upload-hint" size="xs" c={isMissing ? "var(--mantine-color-error)" : "dimmed"}>
        {isMissing ? a.missing : a.databases.fileHint}
      </Text>
      <input
        id="upload"
        type="file"
        className={classes.file}
        aria-describedby="upload-hint"
        aria-invalid={isMissing}
        accept=".csv,.tsv,.txt,.parquet,.sqlite,.sqlite3,.db,.duckdb"
        onChange={(event) => onPick(event.currentTarget.files?.[0] ?? file)}
      />
    </div>
  );
}

function UploadProgress({ share, onStop }: { share: number; onStop: () => void }) {
  const text = a.databases.uploading(PERCENT.format(share));
  return (
    <div role="status">
      <Group justify="space-between">
        <Text size="sm">{text}</Text>
        <Button variant="subtle" size="compact-sm" onClick={onStop}>
          {a.databases.stop}
        </Button>
      </Group>
      <progress className={classes.progress} value={share} aria-label={text} />
    </div>
  );
}

function CheckResult({ check }: { check: ConnectionCheck }) {
  const { product, version, is_writable: isWritable, is_encrypted: isEncrypted } = check;
  const words = [
    isEncrypted !== null && a.databases.testEncrypted[isEncrypted ? "yes" : "no"],
    isWritable !== null && a.databases[isWritable ? "testWritable" : "testReadOnly"],
  ];
  return (
    <Alert
      role="status"
      color={isWritable || isEncrypted === false ? "yellow" : "green"}
      title={a.databases.testGood(`${product} ${version}`)}
    >
      {words.filter(Boolean).join(" ")}
    </Alert>
  );
}
