// One road for every page's loading, failed and loaded states.
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { t } from "../text/text.ts";
import { ErrorState } from "./StateView.tsx";

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** Shows the skeleton until there is data, the error when there is none, else the children. */
export function Loaded<T>({ query, skeleton, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorState error={query.error} retry={() => query.refetch()} />;
  return (
    <div role="status" aria-busy="true" aria-label={t.app.loading}>
      {skeleton}
    </div>
  );
}
