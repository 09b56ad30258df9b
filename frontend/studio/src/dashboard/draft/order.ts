// What a card asks the renderer for: its question as the dashboard will run it.
import type { Card, Parameter, RenderRequest, TemplateTag } from "../../api/types.ts";
import { deriveParameters } from "../../question/draft/tags.ts";
import { type CardDraft, mappingOf } from "./draft.ts";

type Sent = RenderRequest["parameters"][number];

/** A question of the card, the first with the card's settings over its; defaults of filters as values. */
export function orderOf(card: CardDraft, question: Card, filters: readonly Parameter[]) {
  const query = question.dataset_query;
  const own = question.visualization_settings as Record<string, unknown>;
  const settings = question.id === card.questionId ? card.settings : {};
  const columns = { ...objectOf(own.column_settings), ...objectOf(settings.column_settings) };
  const tags = query.type === "native" ? { ...query.native?.["template-tags"] } : {};
  const wired = filters.flatMap(({ id, type, default: value = null }): Sent[] => {
    const target = mappingOf(card, id, question.id)?.target;
    if (!target) return [];
    const sent = { id, target: [...target], value };
    const tag = tagOf(target, tags);
    // As on the page: the filter's kind says how a column is compared, a plain variable has its own.
    if (tag?.type === "dimension") tags[tag.name] = { ...tag, "widget-type": type };
    return [target[0] === "variable" ? sent : { ...sent, type }];
  });
  const isWired = new Set(wired.map(({ target }) => JSON.stringify(target)));
  const unwired = deriveParameters(tags)
    .filter(({ target }) => !isWired.has(JSON.stringify(target)))
    .map(
      ({ id, type, target, default: value }): Sent => ({ id, type, target, value: value ?? null }),
    );
  return {
    dataset_query: query.native
      ? { ...query, native: { ...query.native, "template-tags": tags } }
      : query,
    display: question.display,
    visualization_settings: { ...own, ...settings, column_settings: columns },
    name: question.name,
    parameters: [...wired, ...unwired],
  };
}

function tagOf(
  target: readonly unknown[],
  tags: Readonly<Record<string, TemplateTag>>,
): TemplateTag | undefined {
  const [kind, name] = Array.isArray(target[1]) ? target[1] : [];
  return kind === "template-tag" ? tags[String(name)] : undefined;
}

function objectOf(value: unknown): Record<string, unknown> {
  return value && typeof value === "object" ? (value as Record<string, unknown>) : {};
}
