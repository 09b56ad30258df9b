// Shows HTML that the server drew, in a shadow root with the charts' own stylesheet, light or night.
import { useComputedColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { chartStylesheet } from "../api/queries.ts";
import { adaptStylesheet } from "./stylesheet.ts";

export function ServerDrawing({ html }: { html: string }) {
  const host = useRef<HTMLDivElement>(null);
  const { data: css } = useQuery(chartStylesheet);
  const scheme = useComputedColorScheme("light");

  useEffect(() => {
    if (!host.current || css === undefined) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(adaptStylesheet(css));
    root.adoptedStyleSheets = [sheet];
  }, [css]);

  useEffect(() => {
    const root = host.current?.shadowRoot;
    // Our own renderer's output: text in it is escaped, and a shadow root runs no script.
    if (root && css !== undefined) root.innerHTML = html;
  }, [html, css]);

  return (
    <div
      ref={host}
      data-theme={scheme === "dark" ? "night" : "light"}
      style={{ display: "block", height: "100%", minWidth: 0 }}
    />
  );
}
