// The URL of the real embed route with a preview token, renewed before the token ends.
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createPreviewToken } from "../api/changes.ts";
import { BASE_PATH } from "../api/client.ts";
import type { ParameterValue, Policy, ResourceKind } from "../api/types.ts";

/** Preview tokens live for 10 minutes; a new one comes a minute earlier. */
const RENEW_MS = 9 * 60_000;

export interface PreviewWish {
  kind: ResourceKind;
  id: number;
  policy: Policy;
  params: Record<string, ParameterValue>;
  /** Design tokens that are not stored yet. */
  tokens?: Readonly<Record<string, unknown>>;
}

export function usePreviewUrl(wish: PreviewWish, isEnabled: boolean) {
  // Debounced together, so that a wish from before the last value came is never asked for.
  const [settled] = useDebouncedValue({ wish, isEnabled }, 350);
  return useQuery({
    queryKey: ["preview", settled.wish],
    enabled: isEnabled && settled.isEnabled,
    gcTime: 0,
    staleTime: RENEW_MS,
    refetchInterval: RENEW_MS,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const { kind, id, params, policy, tokens } = settled.wish;
      const body = { kind, id, params, embedding_params: policy, theme: { ...tokens } };
      return BASE_PATH + (await createPreviewToken(body, signal)).url;
    },
  });
}
