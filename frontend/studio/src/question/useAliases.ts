// Where the SQL gives a field filter's table an alias: how it names the column, as the server reads it.
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { proposeAliases } from "../api/changes.ts";
import type { TemplateTag } from "../api/types.ts";
import { type Draft, datasetQuery, stableText } from "./draft/draft.ts";
import { fieldOf } from "./draft/tags.ts";

const NONE: Readonly<Record<string, string>> = {};

/** Proposals by tag; those of tags that were never saved and have no alias are taken at once. */
export function useAliases(
  draft: Draft,
  savedTags: Record<string, TemplateTag>,
  onAlias: (name: string, alias: string) => void,
): Readonly<Record<string, string>> {
  const query = useMemo(() => datasetQuery(draft), [draft]);
  const text = stableText(query);
  const [asked] = useDebouncedValue(text, 400);
  const hasFilter = !draft.structured && Object.values(draft.tags).some((it) => fieldOf(it));
  const { data } = useQuery({
    queryKey: ["aliases", asked],
    queryFn: ({ signal }) => proposeAliases(JSON.parse(asked), signal),
    enabled: hasFilter && draft.databaseId !== null && Boolean(draft.sql.trim()),
    retry: false,
  });
  const proposed = hasFilter && asked === text && data ? data.aliases : NONE;
  useEffect(() => {
    for (const [name, alias] of Object.entries(proposed)) {
      if (!(name in savedTags) && draft.tags[name]?.alias === undefined) onAlias(name, alias);
    }
  }, [proposed, savedTags, draft.tags, onAlias]);
  return proposed;
}
