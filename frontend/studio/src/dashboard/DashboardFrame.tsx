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
  /** Minutes between reloads of its data; 0 for none. */
  refreshMinutes?: number;
  controls?: RefObject<FrameControls | null>;
}

/** What buttons outside the frame do with it. */
export interface FrameControls {
  reload: () => void;
  fullScreen: () => void;
}

const NO_PARAMS = {};

export function DashboardFrame({
  dashboard,
  kind = "dashboard",
  policy,
  refreshMinutes = 0,
  controls,
}: DashboardFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const scheme = useComputedColorScheme("light");
  const query = usePreviewUrl({ kind, id: dashboard.id, policy, params: NO_PARAMS }, true);
  const { data: url, refetch } = query;
  const theme = scheme === "dark" ? "&theme=night" : "";
  const refresh = refreshMinutes ? `&refresh=${refreshMinutes * 60}` : "";
  const hash = `#titled=false&bordered=false${theme}${refresh}`;
  // Only a new token or theme gives a new address; the frame itself keeps its filters in its own.
  const src = useMemo(() => (url ? url + chosenFilters(frame.current) + hash : ""), [url, hash]);
  useEffect(() => {
    if (!controls) return;
    controls.current = {
      reload: () => {
        if (!reloadInPlace(frame.current)) refetch();
      },
      fullScreen: () => void frame.current?.requestFullscreen(),
    };
  }, [controls, refetch]);
  if (url === undefined) {
    if (query.isError) return <ErrorState error={query.error} retry={refetch} />;
    return <Skeleton className={classes.frame} radius={0} aria-label={t.app.loading} />;
  }
  return (
    <iframe
      key={hash}
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
