// Nothing unsaved is lost with a tab: within the studio drafts are kept, outside the browser asks.
import { useEffect } from "react";

/** The browser asks before a tab with unsaved changes is closed. */
export function useLeaveGuard(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isChanged]);
}
