// Colours of the editor, taken from the studio's own variables so that it follows light and dark.
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const highlightStyle = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--st-code-keyword)", fontWeight: "500" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--st-code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--st-code-number)" },
  { tag: [tags.typeName, tags.standard(tags.name)], color: "var(--st-code-name)" },
  { tag: tags.comment, color: "var(--mantine-color-dimmed)", fontStyle: "italic" },
]);

export const editorTheme = EditorView.theme({
  "&": { fontSize: "0.8125rem", backgroundColor: "transparent", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mantine-font-family-monospace)", lineHeight: "1.6" },
  ".cm-content": { padding: "0.625rem 0", caretColor: "var(--mantine-color-text)" },
  ".cm-line": { padding: "0 0.75rem" },
  ".cm-gutters": {
    backgroundColor: "transparent",
    border: "none",
    color: "var(--mantine-color-dimmed)",
    paddingLeft: "0.5rem",
  },
  ".cm-activeLine": { backgroundColor: "var(--st-hover)" },
  ".cm-cursor": { borderLeftColor: "var(--mantine-color-text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    {
      backgroundColor:
        "color-mix(in srgb, var(--mantine-primary-color-filled) 24%, transparent) !important",
    },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--st-mark)" },
  ".cm-placeholder": { color: "var(--mantine-color-placeholder)" },
  ".cm-sb-tag": {
    padding: "0.0625rem 0.125rem",
    borderRadius: "0.25rem",
    backgroundColor: "var(--mantine-primary-color-light)",
    color: "var(--mantine-primary-color-light-color)",
    "& span": { color: "inherit !important", fontWeight: "inherit" },
  },
  ".cm-sb-optional": { color: "var(--mantine-primary-color-light-color)", fontWeight: "600" },
  ".cm-tooltip": {
    border: "1px solid var(--mantine-color-default-border)",
    borderRadius: "var(--mantine-radius-sm)",
    backgroundColor: "var(--mantine-color-body)",
    boxShadow: "var(--mantine-shadow-md)",
    overflow: "hidden",
  },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--mantine-color-error)",
    textUnderlineOffset: "0.2em",
    textDecorationSkipInk: "none",
  },
  ".cm-gutter-lint": { width: "1rem", "& .cm-gutterElement": { padding: "0.35rem 0 0 0.25rem" } },
  ".cm-lint-marker-error": {
    content: "normal",
    width: "0.5rem",
    height: "0.5rem",
    borderRadius: "50%",
    backgroundColor: "var(--mantine-color-error)",
  },
  ".cm-diagnostic": { padding: "0.375rem 0.625rem", maxWidth: "32rem" },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--mantine-color-error)" },
  ".cm-panels": { backgroundColor: "var(--st-canvas)", color: "var(--mantine-color-text)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.1875rem 0.625rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--mantine-primary-color-filled)",
    color: "white",
  },
  ".cm-completionDetail": { opacity: "0.65", fontStyle: "normal", marginLeft: "0.75rem" },
});
