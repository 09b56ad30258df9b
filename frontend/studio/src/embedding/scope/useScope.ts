// Which cards disobey a lock under the visibility that is being edited, and vouching for them.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, request } from "../../api/client.ts";
import type { Policy, ResourceKind, Scope, ScopeCard, Trial } from "../../api/types.ts";
import { noticeFailed } from "../../states/notices.tsx";
import { t } from "../../text/text.ts";

export type VouchKind = "same-for-everyone" | "checked-by-hand";

export interface Word {
  card: ScopeCard;
  /** Null takes the word back. */
  kind: VouchKind | null;
}

export function useScope(kind: ResourceKind, id: number, policy: Policy) {
  const client = useQueryClient();
  const params = `?params=${encodeURIComponent(JSON.stringify(policy))}`;
  const path = `signboard/scope/${kind}/${id}`;
  const queryKey = ["scope", kind, id, policy];
  const sheet = useQuery({
    queryKey,
    queryFn: ({ signal }) => get<Scope>(path + params, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const vouch = useMutation({
    mutationFn: ({ card, kind: word }: Word) => {
      const place = `${path}/vouches/${encodeURIComponent(card.key)}${params}`;
      return word === null
        ? request<Scope>("DELETE", place)
        : request<Scope>("PUT", place, { body: { kind: word, fingerprint: card.fingerprint } });
    },
    onSuccess: (scope) => client.setQueryData(queryKey, scope),
    onError: (error) => {
      noticeFailed(t.embed.scope.failed, error);
      client.invalidateQueries({ queryKey });
    },
  });
  return { scope: sheet.data, vouch: vouch.mutate, isPending: vouch.isPending };
}

/** The cards that their databases refuse under the visibility that is being edited. */
export function useTrial(kind: ResourceKind, id: number, policy: Policy): Trial | undefined {
  const params = encodeURIComponent(JSON.stringify(policy));
  const { data } = useQuery({
    queryKey: ["trial", kind, id, policy],
    queryFn: ({ signal }) =>
      request<Trial>("POST", `signboard/scope/${kind}/${id}/trial?params=${params}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  return data;
}

/** How many cards show viewers nothing: a lock that they disobey hides them, or their database does. */
export function countHidden(scope: Scope | undefined, trial: Trial | undefined): number {
  const doubted = scope?.is_enforced ? scope.cards.filter((it) => !it.vouch?.is_valid) : [];
  return new Set([...doubted, ...(trial?.cards ?? [])].map((it) => it.key)).size;
}
