// The admin page of databases: what is connected, sync now, add and remove.
import { ActionIcon, Button, Menu, Skeleton, Text } from "@mantine/core";
import {
  IconAlertTriangle,
  IconDatabase,
  IconDots,
  IconPlus,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deleteDatabase, syncDatabase } from "../api/changes.ts";
import { databases as databasesQuery } from "../api/queries.ts";
import type { Database } from "../api/types.ts";
import { Page } from "../shell/Page.tsx";
import { ConfirmDialog } from "../states/ConfirmDialog.tsx";
import { Loaded } from "../states/Loaded.tsx";
import { noticeDone, noticeFailed } from "../states/notices.tsx";
import { StateView } from "../states/StateView.tsx";
import { useTitle } from "../states/useTitle.ts";
import { t } from "../text/text.ts";
import { AddDatabaseDialog } from "./AddDatabaseDialog.tsx";
import classes from "./admin.module.css";

export function DatabasesPage() {
  useTitle(t.databases.title);
  const query = useQuery(databasesQuery);
  const [isAdding, setAdding] = useState(false);
  const addButton = (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(true)}>
      {t.databases.add}
    </Button>
  );
  return (
    <Page
      title={t.databases.title}
      lead={t.databases.lead}
      actions={query.data?.length ? addButton : undefined}
    >
      <Loaded query={query} skeleton={<Skeleton height={120} radius="md" />}>
        {(list) =>
          list.length === 0 ? (
            <StateView
              icon={IconDatabase}
              title={t.databases.emptyTitle}
              hint={t.databases.emptyHint}
              action={addButton}
            />
          ) : (
            <ul className={classes.databases}>
              {list.map((it) => (
                <DatabaseRow key={it.id} database={it} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {isAdding && <AddDatabaseDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}

function useDatabaseActions({ id, name }: Database) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: databasesQuery.queryKey });
  const sync = useMutation({
    mutationFn: () => syncDatabase(id),
    onSuccess: () => {
      refresh();
      noticeDone(t.databases.synced(name));
    },
    onError: (error) => noticeFailed(t.databases.syncItem(name), error),
  });
  const remove = useMutation({
    mutationFn: () => deleteDatabase(id),
    onSuccess: () => {
      refresh();
      noticeDone(t.databases.removed(name));
    },
    onError: (error) => noticeFailed(t.databases.removeItem(name), error),
  });
  return { sync, remove };
}

function DatabaseRow({ database }: { database: Database }) {
  const [isAsking, setAsking] = useState(false);
  const { sync, remove } = useDatabaseActions(database);
  const { name } = database;
  const engines: Readonly<Record<string, string>> = t.databases.engines;
  return (
    <li className={classes.database}>
      <span className={classes.mark}>
        <IconDatabase size={17} stroke={1.7} aria-hidden />
      </span>
      <div className={classes.words}>
        <Text size="md" fw={500}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {[engines[database.engine] ?? database.engine, placeOf(database)]
            .filter(Boolean)
            .join(" · ")}
        </Text>
      </div>
      <Button
        variant="default"
        aria-label={t.databases.syncItem(name)}
        loading={sync.isPending}
        leftSection={<IconRefresh size={15} aria-hidden />}
        onClick={() => sync.mutate()}
      >
        {t.databases.sync}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t.databases.more(name)}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={15} />}
            onClick={() => setAsking(true)}
          >
            {t.databases.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {database.warning && <Warning text={database.warning} />}
      <ConfirmDialog
        isOpen={isAsking}
        title={t.databases.removeTitle(name)}
        text={t.databases.removeText}
        yes={t.databases.remove}
        onYes={() => remove.mutate()}
        onClose={() => setAsking(false)}
      />
    </li>
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
function placeOf({ details }: Database): string {
  if (!details) return "";
  if (typeof details.db === "string") return details.db;
  return [details.host, details.dbname].filter(Boolean).join("/");
}
