// Completes what stands in {{ }}: snippets by name, and other questions by name as their number.
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";

export interface TagName {
  /** What one types to find it. */
  label: string;
  /** What stands between the braces. */
  tag: string;
  detail: string;
}

const OPEN_TAG = /\{\{\s*[^{}\n]*$/;

/** Names for the text between `{{` and the cursor; none anywhere else. */
export function completeTags(
  context: CompletionContext,
  names: readonly TagName[],
): CompletionResult | null {
  const open = context.matchBefore(OPEN_TAG);
  if (!open) return null;
  const blank = /^\{\{\s*/.exec(open.text)?.[0].length ?? 2;
  return {
    from: open.from + blank,
    options: names.map(({ label, tag, detail }) => ({ label, detail, apply: putTag(tag) })),
    validFor: /^[^{}\n]*$/,
  };
}

/** Writes the tag and closes its braces, unless they are there. */
function putTag(tag: string) {
  return (view: EditorView, completion: Completion, from: number, to: number) => {
    const isClosed = /^\s*\}\}/.test(view.state.sliceDoc(to, to + 8));
    const insert = isClosed ? tag : `${tag}}}`;
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      annotations: pickedCompletion.of(completion),
    });
  };
}

/** What can be named in a question, itself left out. */
export function tagNames(
  snippets: readonly { name: string }[],
  questions: readonly { id: number; name: string }[],
  words: { snippet: string; question: string },
): TagName[] {
  return [
    ...snippets.map(({ name }) => ({
      label: `snippet: ${name}`,
      tag: `snippet: ${name}`,
      detail: words.snippet,
    })),
    ...questions.map(({ id, name }) => ({
      label: `#${id} ${name}`,
      tag: `#${id}`,
      detail: words.question,
    })),
  ];
}
