// Marks {{tags}} and the brackets of [[optional]] parts in the editor.
import { type Extension, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin } from "@codemirror/view";
import { findTags } from "../question/draft/tags.ts";

const TAG = Decoration.mark({ class: "cm-sb-tag" });
const OPTIONAL = Decoration.mark({ class: "cm-sb-optional" });

function mark(view: EditorView): DecorationSet {
  const text = view.state.doc.toString();
  const places = [
    ...findTags(text).map(({ from, to }) => ({ from, to, decoration: TAG })),
    ...[...text.matchAll(/\[\[|\]\]/g)].map(({ index }) => ({
      from: index,
      to: index + 2,
      decoration: OPTIONAL,
    })),
  ].sort((a, b) => a.from - b.from);
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to, decoration } of places) builder.add(from, to, decoration);
  return builder.finish();
}

export const tagMarks: Extension = ViewPlugin.define(
  (view) => ({
    marks: mark(view),
    update(update) {
      if (update.docChanged) this.marks = mark(update.view);
    },
  }),
  { decorations: (it) => it.marks },
);
