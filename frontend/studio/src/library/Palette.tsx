// Search over everything by name: arrow keys choose, Enter opens. Empty, it shows what was opened lately.
import { Modal, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useState } from "react";
import { useLocation } from "wouter";
import type { Found, User } from "../api/types.ts";
import { addressOf, found, kept } from "./api.ts";
import { iconOf } from "./icons.ts";
import classes from "./library.module.css";
import { l } from "./text.ts";

type Row = Pick<Found, "model" | "id" | "name" | "description" | "database_id" | "display">;
const LIMIT = 12;

export function Palette({ user, onClose }: { user: User; onClose: () => void }) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const [, navigate] = useLocation();
  const listId = useId();
  const { rows, isFailed, isSettled } = useRows(text.trim(), user.role === "reader");
  const at = Math.min(chosen, Math.max(0, rows.length - 1));
  const go = (row: Row | undefined) => {
    if (!row) return;
    onClose();
    navigate(addressOf(row));
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setChosen((at + step + rows.length) % Math.max(1, rows.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(rows[at]);
    }
  };
  return (
    <Modal opened onClose={onClose} title={l.search} size="lg" centered={false} yOffset="10vh">
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={l.search}
        aria-expanded={rows.length > 0}
        aria-controls={listId}
        aria-activedescendant={rows[at] ? `${listId}-${at}` : undefined}
        placeholder={l.placeholder}
        leftSection={<IconSearch size={15} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
      />
      <Text size="xs" c="dimmed" mt="xs" role="status">
        {isFailed
          ? l.failed
          : rows.length === 0 && text.trim() && isSettled
            ? l.nothing(text.trim())
            : l.hint}
      </Text>
      <div id={listId} role="listbox" aria-label={l.results} className={classes.found}>
        {rows.map((row, index) => (
          <Result
            key={`${row.model}-${row.id}`}
            id={`${listId}-${index}`}
            row={row}
            isChosen={index === at}
            onPick={() => go(row)}
          />
        ))}
      </div>
    </Modal>
  );
}

interface ResultProps {
  id: string;
  row: Row;
  isChosen: boolean;
  onPick: () => void;
}

function Result({ id, row, isChosen, onPick }: ResultProps) {
  const Icon = iconOf(row.model, row.display);
  const kinds: Readonly<Record<string, string>> = l.kinds;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys belong to the text box that owns the list
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      className={classes.result}
      onClick={onPick}
    >
      <Icon size={16} stroke={1.7} aria-hidden />
      <span className={classes.resultName}>{row.name}</span>
      <Text span size="xs">
        {kinds[row.model] ?? row.model}
      </Text>
    </div>
  );
}

function useRows(text: string, isReader: boolean) {
  const [wanted] = useDebouncedValue(text, 150);
  const search = useQuery({
    ...found(wanted, isReader),
    enabled: wanted !== "",
    placeholderData: keepPreviousData,
  });
  const recent = useQuery(kept);
  const opened: Row[] = (recent.data ?? []).map((it) => ({ ...it, database_id: null }));
  const rows: readonly Row[] = text === "" ? opened : (search.data ?? []);
  return {
    rows: rows.slice(0, LIMIT),
    isFailed: text !== "" && search.isError,
    isSettled: wanted === text && !search.isFetching,
  };
}
