// Tables with their columns and types, searched by name; a click puts a name into the SQL.
import { Skeleton, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { metadata } from "../../api/queries.ts";
import { s } from "../../snippets/text.ts";
import { Loaded } from "../../states/Loaded.tsx";
import classes from "./panels.module.css";
import type { TablesPanelProps } from "./TablesPanel.tsx";
import { type FoundTable, findTables, sqlName } from "./tables.ts";

const MOST_TABLES = 60;

type TableListProps = TablesPanelProps & { databaseId: number };

export function TableList({ databaseId, engine, onInsert }: TableListProps) {
  const query = useQuery(metadata(databaseId));
  const [wanted, setWanted] = useState("");
  return (
    <div className={classes.fields}>
      <TextInput
        type="search"
        aria-label={s.findTables}
        placeholder={s.findTables}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <Text size="xs" c="dimmed">
        {s.tablesHint}
      </Text>
      <Loaded query={query} skeleton={<Skeleton height={96} />}>
        {(data) => {
          const found = findTables(data.tables, wanted);
          const more = found.length - MOST_TABLES;
          return (
            <>
              <ul className={classes.tables}>
                {found.slice(0, MOST_TABLES).map((one) => (
                  <li key={one.table.id}>
                    <TableLine found={one} engine={engine} onInsert={onInsert} />
                  </li>
                ))}
              </ul>
              {found.length === 0 && <Text size="xs">{s.noTables}</Text>}
              {more > 0 && (
                <Text size="xs" c="dimmed">
                  {s.moreTables(more)}
                </Text>
              )}
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

type TableLineProps = Pick<TableListProps, "engine" | "onInsert"> & { found: FoundTable };

function TableLine({ found, engine, onInsert }: TableLineProps) {
  const [isToggled, setToggled] = useState(false);
  const isOpen = found.hasMatch !== isToggled;
  const { table, name, columns } = found;
  return (
    <>
      <div className={classes.table}>
        <UnstyledButton className={classes.name} onClick={() => onInsert(sqlName(name, engine))}>
          {name.join(".")}
        </UnstyledButton>
        <UnstyledButton
          className={classes.unfold}
          aria-label={s.columnsOf(table.name)}
          aria-expanded={isOpen}
          onClick={() => setToggled(!isToggled)}
        >
          <IconChevronDown size={14} aria-hidden data-open={isOpen || undefined} />
        </UnstyledButton>
      </div>
      {isOpen && (
        <ul className={classes.columns}>
          {columns.map((column) => (
            <li key={column.id}>
              <UnstyledButton
                className={classes.name}
                onClick={() => onInsert(sqlName([column.name], engine))}
              >
                {column.name}
                <span>{(column.database_type || column.base_type.slice(5)).toLowerCase()}</span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
