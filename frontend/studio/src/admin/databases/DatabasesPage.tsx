// The databases that are connected: how their tables were last read, read them now, change, remove.
import {
  ActionIcon,
  Anchor,
  Button,
  Group,
  Menu,
  NativeSelect,
  Skeleton,
  Text,
} from "@mantine/core";
import {
  IconAlertTriangle,
  IconDatabase,
  IconDots,
  IconPlayerStop,
  IconPlus,
  IconRefresh,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { deleteDatabase } from "../../api/changes.ts";
import { Page } from "../../shell/Page.tsx";
import { ConfirmDialog } from "../../states/ConfirmDialog.tsx";
import { Loaded } from "../../states/Loaded.tsx";
import { StateView } from "../../states/StateView.tsx";
import { useTitle } from "../../states/useTitle.ts";
import classes from "../admin.module.css";
import { type Connection, connections, drop, post, put } from "../api.ts";
import { moment, useAction } from "../parts.tsx";
import { a } from "../text/text.ts";
import { ConnectDialog } from "./ConnectDialog.tsx";

export function DatabasesPage() {
  useTitle(a.databases.title);
  const [, navigate] = useLocation();
  const query = useQuery(connections);
  const [isAdding, setAdding] = useState(() => window.location.hash === "#add");
  const addButton = (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(true)}>
      {a.databases.add}
    </Button>
  );
  return (
    <Page
      title={a.databases.title}
      lead={a.databases.lead}
      actions={query.data?.length ? addButton : undefined}
    >
      <Loaded query={query} skeleton={<Skeleton height={120} radius="md" />}>
        {(list) =>
          list.length === 0 ? (
            <StateView
              icon={IconDatabase}
              title={a.databases.emptyTitle}
              hint={a.databases.emptyHint}
              action={addButton}
            />
          ) : (
            <ul className={classes.databases}>
              {list.map((it) => (
                <DatabaseRow key={it.id} connection={it} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {isAdding && (
        <ConnectDialog
          onClose={() => setAdding(false)}
          // How a file was read is for its author to see.
          onConnected={(id, kind) => kind === "upload" && navigate(`/admin/databases/${id}`)}
        />
      )}
    </Page>
  );
}

function DatabaseRow({ connection }: { connection: Connection }) {
  const { id, name, job } = connection;
  const engines: Readonly<Record<string, string>> = a.databases.engines;
  const facts = [
    engines[connection.engine] ?? connection.engine,
    placeOf(connection),
    a.databases.tables(connection.table_count),
    a.databases.questions(connection.question_count),
  ];
  return (
    <li className={classes.database}>
      <span className={classes.mark}>
        <IconDatabase size={17} stroke={1.7} aria-hidden />
      </span>
      <div className={classes.words}>
        <Anchor component={Link} href={`/admin/databases/${id}`} size="md" fw={500}>
          {name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {facts.filter(Boolean).join(" · ")}
        </Text>
        <Text size="xs" c="dimmed" role="status">
          {job
            ? a.databases.steps[job.step]
            : connection.synced_at
              ? a.databases.syncedAt(moment(connection.synced_at))
              : a.databases.notSynced}
        </Text>
      </div>
      <SyncControls connection={connection} />
      <RowMenu connection={connection} />
      {job && <progress className={classes.progress} aria-label={a.databases.steps[job.step]} />}
      {connection.sync_error && (
        <Warning text={`${a.databases.syncFailed}: ${connection.sync_error}`} />
      )}
      {connection.warning && <Warning text={connection.warning} />}
    </li>
  );
}

function SyncControls({ connection: { id, name, job, sync_minutes } }: { connection: Connection }) {
  const start = useAction(() => post(`signboard/databases/${id}/sync`), {
    failed: a.databases.syncItem(name),
    changes: ["admin", "databases"],
  });
  const stop = useAction(() => drop(`signboard/databases/${id}/sync`), {
    failed: a.databases.stopSync(name),
  });
  const plan = useAction(
    (every_minutes: number) => put(`signboard/databases/${id}/sync`, { every_minutes }),
    { done: () => a.saved, failed: a.databases.everyOf(name) },
  );
  const value = String(plan.isPending ? plan.variables : sync_minutes);
  const data = Object.entries(a.databases.intervals).map(([key, label]) => ({ value: key, label }));
  if (!data.some((it) => it.value === value)) {
    data.push({ value, label: a.databases.everyMinutes(sync_minutes) });
  }
  return (
    <Group gap="xs">
      <NativeSelect
        aria-label={a.databases.everyOf(name)}
        data={data}
        value={value}
        onChange={(event) => plan.mutate(Number(event.currentTarget.value))}
      />
      {job ? (
        <Button
          variant="default"
          aria-label={a.databases.stopSync(name)}
          leftSection={<IconPlayerStop size={15} aria-hidden />}
          onClick={() => stop.mutate()}
        >
          {a.databases.stop}
        </Button>
      ) : (
        <Button
          variant="default"
          aria-label={a.databases.syncItem(name)}
          loading={start.isPending}
          leftSection={<IconRefresh size={15} aria-hidden />}
          onClick={() => start.mutate()}
        >
          {a.databases.sync}
        </Button>
      )}
    </Group>
  );
}

function RowMenu({ connection }: { connection: Connection }) {
  const { id, name } = connection;
  const [isAsking, setAsking] = useState(false);
  const [isEditing, setEditing] = useState(false);
  const remove = useAction(() => deleteDatabase(id), {
    done: () => a.databases.removed(name),
    failed: a.databases.removeItem(name),
    changes: ["admin", "databases"],
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={a.more(name)}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setEditing(true)}>{a.databases.edit}</Menu.Item>
          <Menu.Item color="red" onClick={() => setAsking(true)}>
            {a.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        isOpen={isAsking}
        title={a.databases.removeTitle(name)}
        text={a.databases.removeText(connection.question_count)}
        yes={a.remove}
        onYes={() => remove.mutate()}
        onClose={() => setAsking(false)}
      />
      {isEditing && <ConnectDialog connection={connection} onClose={() => setEditing(false)} />}
    </>
  );
}

function Warning({ text }: { text: string }) {
  return (
    <span className={classes.warning}>
      <IconAlertTriangle size={14} aria-hidden /> {text}
    </span>
  );
}

/** Where a database is: `host/name`, or the file. */
function placeOf({ details }: Connection): string {
  for (const word of ["db", "database", "folder"]) {
    const path = details[word];
    if (typeof path === "string") return path.split("/").slice(-1)[0] ?? path;
  }
  if (details.files) return Object.keys(details.files).join(", ");
  return [details.host, details.dbname].filter(Boolean).join("/");
}
