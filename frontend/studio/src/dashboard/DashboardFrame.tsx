// The frame that shows a dashboard to its author; filters chosen in it outlive a renewed token.
import { Skeleton, useComputedColorScheme } from "@mantine/core";
import { type RefObject, useEffect, useMemo, useRef } from "react";
import type { Embeddable, Policy, ResourceKind } from "../api/types.ts";
import { usePreviewUrl } from "../embedding/usePreviewUrl.ts";
import { ErrorState } from "../states/StateView.tsx";
import { t } from "../text/text.ts";
import classes from "./DashboardPage.module.css";

interface DashboardFrameProps {
  dashboard: Embeddable;
  /** What the frame shows; readers see questions in it too. */
  kind?: ResourceKind;
  policy: Policy;
  reload: RefObject<() => void>;
}

const NO_PARAMS = {};

export function DashboardFrame({
  dashboard,
  kind = "dashboard",
  policy,
  reload,
}: DashboardFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const scheme = useComputedColorScheme("light");
  const query = usePreviewUrl({ kind, id: dashboard.id, policy, params: NO_PARAMS }, true);
  const { data: url, refetch } = query;
  const hash = `#titled=false&bordered=false${scheme === "dark" ? "&theme=night" : ""}`;
  // Only a new token or theme gives a new address; the frame itself keeps its filters in its own.
  const src = useMemo(() => (url ? url + chosenFilters(frame.current) + hash : ""), [url, hash]);
  useEffect(() => {
    reload.current = () => {
      if (!reloadInPlace(frame.current)) refetch();
    };
  }, [reload, refetch]);
  if (url === undefined) {
    if (query.isError) return <ErrorState error={query.error} retry={refetch} />;
    return <Skeleton className={classes.frame} radius={0} aria-label={t.app.loading} />;
  }
  return (
    <iframe
      key={scheme}
      ref={frame}
      className={classes.frame}
      title={kind === "dashboard" ? t.dashboard.frame(dashboard.name) : dashboard.name}
      src={src}
    />
  );
}

/** The query string that the frame has written for its filters; "" before it has loaded. */
function chosenFilters(frame: HTMLIFrameElement | null): string {
  try {
    return frame?.contentWindow?.location.search ?? "";
  } catch {
    return "";
  }
}

/** False where the frame is of another origin, which we may not reload. */
function reloadInPlace(frame: HTMLIFrameElement | null): boolean {
  try {
    frame?.contentWindow?.location.reload();
    return frame !== null;
  } catch {
    return false;
  }
}
