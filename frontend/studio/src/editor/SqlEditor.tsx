// The SQL editor: CodeMirror with the source's dialect, names to complete, and {{tags}} marked.
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { PostgreSQL, SQLite, type SQLNamespace, StandardSQL, sql } from "@codemirror/lang-sql";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { useEffect, useRef } from "react";
import { t } from "../text/text.ts";
import { editorTheme, highlightStyle } from "./look.ts";
import { tagMarks } from "./tagMarks.ts";

export interface SqlEditorProps {
  value: string;
  onChange: (text: string) => void;
  onRun: () => void;
  engine: string | undefined;
  schema: SQLNamespace;
  hasFocus?: boolean;
}

const DIALECTS = { postgres: PostgreSQL, sqlite: SQLite };

function language(engine: string | undefined, schema: SQLNamespace) {
  const dialect = DIALECTS[engine as keyof typeof DIALECTS] ?? StandardSQL;
  return sql({ dialect, schema, upperCaseKeywords: false });
}

export function SqlEditor({ value, onChange, onRun, engine, schema, hasFocus }: SqlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const dialect = useRef(new Compartment());
  const calls = useRef({ onChange, onRun });
  calls.current = { onChange, onRun };
  const start = useRef({ value, engine, schema, hasFocus });

  useEffect(() => {
    if (!place.current) return;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: start.current.value,
        extensions: [
          runKeys(() => calls.current.onRun()),
          ...COMMON,
          dialect.current.of(language(start.current.engine, start.current.schema)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) calls.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    if (start.current.hasFocus) made.focus();
    return () => made.destroy();
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: dialect.current.reconfigure(language(engine, schema)) });
  }, [engine, schema]);

  useEffect(() => {
    const { current } = view;
    if (!current || current.state.doc.toString() === value) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value } });
  }, [value]);

  return <div ref={place} />;
}

/** Ctrl/Cmd + Enter runs, before any other meaning of Enter. */
function runKeys(run: () => void) {
  return Prec.highest(
    keymap.of([
      {
        key: "Mod-Enter",
        run: () => {
          run();
          return true;
        },
      },
    ]),
  );
}

const COMMON = [
  lineNumbers(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  autocompletion({ icons: false }),
  highlightActiveLine(),
  EditorView.lineWrapping,
  placeholder(t.question.placeholder),
  syntaxHighlighting(highlightStyle),
  editorTheme,
  tagMarks,
  EditorView.contentAttributes.of({ "aria-label": t.question.editor }),
  // Escape, then Tab, leaves the editor by keyboard.
  keymap.of([
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...defaultKeymap,
    ...historyKeymap,
    indentWithTab,
  ]),
];
