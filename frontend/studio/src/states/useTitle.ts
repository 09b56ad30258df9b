// The browser tab's title follows the page.
import { useEffect } from "react";
import { t } from "../text/text.ts";

export function useTitle(page: string | undefined): void {
  useEffect(() => {
    document.title = page ? t.app.title(page) : t.app.name;
  }, [page]);
}
