// Which cards disobey a lock under the visibility that is being edited, and vouching for them.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, request } from "../../api/client.ts";
import type { Policy, ResourceKind, Scope, ScopeCard } from "../../api/types.ts";
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
