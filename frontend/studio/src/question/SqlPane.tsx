// Where the SQL is written: the source, the editor (loaded when first shown), run and cancel.
import { Button, Kbd, Select, Skeleton, Text, UnstyledButton } from "@mantine/core";
import {
  IconChevronDown,
  IconChevronUp,
  IconDatabase,
  IconPlayerPlay,
  IconPlayerStop,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, type RefObject, Suspense, useMemo } from "react";
import { Link } from "wouter";
import { formatSql } from "../api/changes.ts";
import { cards, metadata, snippets as snippetsQuery } from "../api/queries.ts";
import type { Database } from "../api/types.ts";
import { b } from "../builder/text.ts";
import { completionNames } from "../editor/names.ts";
import { tagNames } from "../editor/references.ts";
import type { EditorHandle } from "../editor/SqlEditor.tsx";
import { s } from "../snippets/text.ts";
import { noticeFailed } from "../states/notices.tsx";
import { t } from "../text/text.ts";
import type { Draft } from "./draft/draft.ts";
import type { Mistake } from "./draft/mistake.ts";
import classes from "./question.module.css";

const SqlEditor = lazy(async () => ({
  default: (await import("../editor/SqlEditor.tsx")).SqlEditor,
}));
const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

interface SqlPaneProps {
  draft: Draft;
  databases: Database[] | undefined;
  isOpen: boolean;
  onToggle: (() => void) | undefined;
  onDatabase: (id: number | null) => void;
  onSql: (sql: string) => void;
  onRun: () => void;
  onCancel: () => void;
  isRunning: boolean;
  obstacle: string | null;
  mistake: Mistake | null;
  isSaved: boolean;
  /** The question's own id, which cannot name itself. */
  cardId: number | null;
  onRunPart: (sql: string) => void;
  handle: RefObject<EditorHandle | null>;
}

export function SqlPane(props: SqlPaneProps) {
  const { draft, databases, isOpen, onToggle } = props;
  const engine = databases?.find((it) => it.id === draft.databaseId)?.engine;
  return (
    <section className={classes.pane} aria-label={t.question.editor}>
      <div className={classes.paneBar}>
        <Select
          className={classes.source}
          aria-label={t.question.source}
          placeholder={t.question.sourcePlaceholder}
          leftSection={<IconDatabase size={15} aria-hidden />}
          data={(databases ?? []).map((it) => ({ value: String(it.id), label: it.name }))}
          nothingFoundMessage={t.question.noSources}
          allowDeselect={false}
          value={draft.databaseId === null ? null : String(draft.databaseId)}
          onChange={(id) => props.onDatabase(id === null ? null : Number(id))}
        />
        <span className={classes.space} />
        {!props.isSaved && !draft.sql.trim() && (
          <Button component={Link} href="/question/build" variant="subtle" color="gray">
            {b.byClicks}
          </Button>
        )}
        {isOpen && draft.sql.trim() && (
          <Button
            variant="subtle"
            color="gray"
            title={s.formatHint}
            aria-keyshortcuts="Shift+Alt+F"
            onClick={() => props.handle.current?.format()}
          >
            {s.format}
          </Button>
        )}
        {onToggle && (
          <Button
            variant="subtle"
            color="gray"
            aria-expanded={isOpen}
            rightSection={isOpen ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
            onClick={onToggle}
          >
            {isOpen ? t.question.hideSql : t.question.showSql}
          </Button>
        )}
        <RunButton {...props} />
      </div>
      {isOpen && (
        <>
          <div className={classes.editor}>
            <Suspense fallback={<Skeleton height="100%" radius={0} />}>
              <Editor {...props} engine={engine} />
            </Suspense>
          </div>
          <div className={classes.paneFoot}>
            <Foot {...props} />
          </div>
        </>
      )}
    </section>
  );
}

function Foot({ obstacle, mistake, handle }: SqlPaneProps) {
  return (
    <Text size="xs" c={obstacle ? "orange" : "dimmed"} role="status" component="div">
      {mistake && !obstacle ? (
        <UnstyledButton
          className={classes.mistake}
          title={s.goToMistake}
          onClick={() => handle.current?.goTo(mistake.start)}
        >
          {s.mistake(mistake.line, mistake.message)}
        </UnstyledButton>
      ) : (
        (obstacle ?? t.question.editorHint)
      )}
    </Text>
  );
}

function Editor(props: SqlPaneProps & { engine: string | undefined }) {
  const { draft, onSql, onRun, onRunPart, engine, cardId, handle } = props;
  const id = draft.databaseId;
  const { data } = useQuery({ ...metadata(id ?? 0), enabled: id !== null });
  const schema = useMemo(() => completionNames(data?.tables ?? []), [data]);
  const { data: snippets } = useQuery(snippetsQuery);
  const { data: questions } = useQuery(cards);
  const names = useMemo(() => {
    const others = (questions ?? []).filter((it) => it.id !== cardId && !it.archived);
    return tagNames(snippets ?? [], others, {
      snippet: s.snippetDetail,
      question: s.questionDetail,
    });
  }, [snippets, questions, cardId]);
  return (
    <SqlEditor
      names={names}
      onRunPart={onRunPart}
      handle={handle}
      value={draft.sql}
      onChange={onSql}
      onRun={onRun}
      mistake={props.mistake}
      onFormat={layOut}
      engine={engine}
      schema={schema}
      hasFocus={draft.sql === ""}
    />
  );
}

/** The formatted text; the same when the server cannot be asked. */
async function layOut(text: string): Promise<string> {
  try {
    return (await formatSql(text)).sql;
  } catch (error) {
    noticeFailed(s.formatFailed, error);
    return text;
  }
}

function RunButton({ isRunning, onRun, onCancel, draft }: SqlPaneProps) {
  if (isRunning) {
    return (
      <Button variant="default" leftSection={<IconPlayerStop size={14} />} onClick={onCancel}>
        {t.question.cancel}
      </Button>
    );
  }
  return (
    <Button
      leftSection={<IconPlayerPlay size={14} aria-hidden />}
      rightSection={
        <span className={classes.keys} aria-hidden>
          <Kbd size="xs">{IS_MAC ? "⌘" : "Ctrl"}</Kbd>
          <Kbd size="xs">↵</Kbd>
        </span>
      }
      title={t.question.runHint}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      disabled={!draft.sql.trim()}
      onClick={onRun}
    >
      {t.question.run}
    </Button>
  );
}
