// The state of the embedding window: what is stored, what the author changed, and publishing it.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { apiKind, updateEmbedding } from "../api/changes.ts";
import type {
  Access,
  Embeddable,
  EmbeddingFields,
  ParameterValue,
  ResourceKind,
} from "../api/types.ts";
import { stableText } from "../question/draft/draft.ts";
import { noticeDone } from "../states/notices.tsx";
import { t } from "../text/text.ts";
import {
  type Appearance,
  appearanceToStore,
  isSameAppearance,
  readAppearance,
} from "./appearance.ts";
import { keepEdits, NO_EDITS, readEdits } from "./kept.ts";
import {
  initialPolicy,
  initialValues,
  isPolicyChanged,
  opensToEveryone,
  policyToSend,
} from "./policy.ts";

const NO_TOKENS = {};

export type EmbeddingStatus = "unpublished" | "clean" | "changed";

export function useEmbedding(kind: ResourceKind, item: Embeddable) {
  const [edits, setEdits] = useState(() => readEdits(kind, item.id, item.parameters));
  const [valueEdits, setValueEdits] = useState<Record<string, ParameterValue>>({});

  const start = useMemo(() => initialPolicy(item.parameters, item.embedding_params), [item]);
  const stored = useMemo(() => readAppearance(item.embedding_appearance), [item]);
  const policy = useMemo(() => ({ ...start, ...edits.policy }), [start, edits]);
  const appearance = useMemo(() => ({ ...stored, ...edits.appearance }), [stored, edits]);
  const values = useMemo(
    () => ({ ...initialValues(item.parameters), ...valueEdits }),
    [item, valueEdits],
  );
  const isChanged =
    isPolicyChanged(item.embedding_params, policy) || !isSameAppearance(stored, appearance);
  const status: EmbeddingStatus = !item.enable_embedding
    ? "unpublished"
    : isChanged
      ? "changed"
      : "clean";

  useEffect(
    () => keepEdits(kind, item.id, isChanged ? edits : null),
    [kind, item.id, isChanged, edits],
  );

  const discard = () => setEdits(NO_EDITS);
  const publish = usePublishing(kind, item.id, t.embed.published, discard);
  const unpublish = usePublishing(kind, item.id, t.embed.unpublished);
  return {
    policy,
    appearance,
    values,
    /** What a token has to say until the item holds it. */
    unpublishedTokens:
      item.enable_embedding && stableText(stored.tokens) === stableText(appearance.tokens)
        ? NO_TOKENS
        : appearance.tokens,
    status,
    opensToEveryone: opensToEveryone(
      item.parameters,
      item.enable_embedding ? (item.embedding_params ?? {}) : null,
      policy,
    ),
    setAccess: (slug: string, access: Access) =>
      setEdits((it) => ({ ...it, policy: { ...it.policy, [slug]: access } })),
    setValue: (slug: string, value: ParameterValue) =>
      setValueEdits((before) => ({ ...before, [slug]: value })),
    setAppearance: (change: Partial<Appearance>) =>
      setEdits((it) => ({ ...it, appearance: { ...it.appearance, ...change } })),
    discard,
    publish: () =>
      publish.mutate({
        enable_embedding: true,
        embedding_params: policyToSend(item.parameters, policy),
        embedding_appearance: appearanceToStore(appearance, item.embedding_appearance),
      }),
    unpublish: () => unpublish.mutate({ enable_embedding: false }),
    isPending: publish.isPending || unpublish.isPending,
    error: publish.error ?? unpublish.error,
  };
}

export type Embedding = ReturnType<typeof useEmbedding>;

/** One PUT; the item's page and the lists follow the answer. */
function usePublishing(kind: ResourceKind, id: number, done: string, onDone?: () => void) {
  const client = useQueryClient();
  const name = apiKind(kind);
  return useMutation({
    mutationFn: (fields: EmbeddingFields) => updateEmbedding(kind, id, fields),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [`${name}s`] });
      client.invalidateQueries({ queryKey: ["embeddable", name] });
      onDone?.();
      noticeDone(done);
    },
  });
}
