// The font families that a look can name: ours, and those that an administrator uploaded.
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";

type Fonts = components["schemas"]["FontsShape"];

export const fontsQuery = {
  queryKey: ["admin", "fonts"],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<Fonts>("signboard/fonts", signal),
};

/** Uploaded ones first; empty while they are asked for. */
export function useFamilies(): string[] {
  const { data } = useQuery(fontsQuery);
  const uploaded = (data?.uploaded ?? []).map((it) => it.family);
  return [...new Set([...uploaded, ...(data?.bundled ?? [])])];
}
