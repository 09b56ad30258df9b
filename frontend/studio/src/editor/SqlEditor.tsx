// The SQL editor: CodeMirror with the source's dialect, names to complete, and {{tags}} marked.
import {
  autocompletion,
  type CompletionContext,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { PostgreSQL, SQLite, type SQLNamespace, StandardSQL, sql } from "@codemirror/lang-sql";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { type RefObject, useEffect, useImperativeHandle, useRef } from "react";
import type { Mistake } from "../question/draft/mistake.ts";
import { t } from "../text/text.ts";
import { editorTheme, highlightStyle } from "./look.ts";
import { completeTags, type TagName } from "./references.ts";
import { tagMarks } from "./tagMarks.ts";

export interface SqlEditorProps {
  value: string;
  onChange: (text: string) => void;
  onRun: () => void;
  engine: string | undefined;
  schema: SQLNamespace;
  hasFocus?: boolean;
  /** What can be named between braces. */
  names: readonly TagName[];
  /** Runs the selected text alone. */
  onRunPart: (text: string) => void;
  /** What the database refused, marked at its place. */
  mistake: Mistake | null;
  onFormat: (text: string) => Promise<string>;
  handle: RefObject<EditorHandle | null>;
}

export interface EditorHandle {
  /** Puts text at the cursor, in the selection's place. */
  insert: (text: string) => void;
  /** Puts the cursor there and shows it. */
  goTo: (offset: number) => void;
  /** Lays out the selection, or all; one undo brings the text back. */
  format: () => void;
}

const DIALECTS = { postgres: PostgreSQL, sqlite: SQLite };

function language(engine: string | undefined, schema: SQLNamespace) {
  const dialect = DIALECTS[engine as keyof typeof DIALECTS] ?? StandardSQL;
  return sql({ dialect, schema, upperCaseKeywords: false });
}

export function SqlEditor(props: SqlEditorProps) {
  const { value, onChange, onRun, onRunPart, names, engine, schema, hasFocus, mistake, handle } =
    props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const dialect = useRef(new Compartment());
  const calls = useRef({ onChange, onRun, onRunPart, onFormat: props.onFormat, names });
  calls.current = { onChange, onRun, onRunPart, onFormat: props.onFormat, names };
  const start = useRef({ value, engine, schema, hasFocus });

  useEffect(() => {
    if (!place.current) return;
    // One function for the editor's life: completions in flight are known by it.
    const named = [
      { autocomplete: (context: CompletionContext) => completeTags(context, calls.current.names) },
    ];
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: start.current.value,
        extensions: [
          runKeys(
            () => calls.current.onRun(),
            (text) => calls.current.onRunPart(text),
          ),
          keymap.of([
            {
              key: "Shift-Alt-f",
              run: (target) => {
                format(target, calls.current.onFormat);
                return true;
              },
            },
          ]),
          EditorState.languageData.of(() => named),
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

  useEffect(() => {
    const { current } = view;
    if (!current) return;
    const length = current.state.doc.length;
    const found = mistake && mistake.end <= length ? [diagnostic(mistake)] : [];
    current.dispatch(setDiagnostics(current.state, found));
  }, [mistake]);

  useImperativeHandle(handle, () => ({
    insert: (text) => {
      const { current } = view;
      if (!current) return;
      current.dispatch(current.state.replaceSelection(text));
      current.focus();
    },
    format: () => {
      if (view.current) format(view.current, calls.current.onFormat);
    },
    goTo: (offset) => {
      const { current } = view;
      if (!current) return;
      const anchor = Math.min(offset, current.state.doc.length);
      current.dispatch({ selection: { anchor }, scrollIntoView: true });
      current.focus();
    },
  }));

  return <div ref={place} />;
}

/** Puts the formatted text in the old one's place, unless that was edited meanwhile. */
async function format(view: EditorView, lay: (text: string) => Promise<string>) {
  const { doc, selection } = view.state;
  const { from, to } = selection.main.empty ? { from: 0, to: doc.length } : selection.main;
  const old = view.state.sliceDoc(from, to);
  const insert = await lay(old);
  if (insert !== old && view.state.doc.eq(doc)) {
    view.dispatch({ changes: { from, to, insert }, userEvent: "input.format" });
  }
  view.focus();
}

function diagnostic({ start, end, message }: Mistake): Diagnostic {
  return { from: start, to: end, severity: "error", message };
}

/** Ctrl/Cmd + Enter runs, with Shift the selection alone, before any other meaning of Enter. */
function runKeys(run: () => void, runPart: (text: string) => void) {
  return Prec.highest(
    keymap.of([
      {
        key: "Mod-Shift-Enter",
        run: ({ state }) => {
          const { from, to } = state.selection.main;
          if (from === to) run();
          else runPart(state.sliceDoc(from, to));
          return true;
        },
      },
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
  lintGutter(),
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
    ...lintKeymap,
    indentWithTab,
  ]),
];
