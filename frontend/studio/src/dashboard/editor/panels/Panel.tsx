// The side panel of the editor: a title, a way to close it, fields below one another.
import { CloseButton, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { bench } from "../../../text/bench/text.ts";
import classes from "../editor.module.css";

interface PanelProps {
  title: string;
  /** Whether its first field takes the focus as it opens. */
  isFocused?: boolean;
  onClose: () => void;
  children: ReactNode;
}

export function Panel({ title, isFocused = false, onClose, children }: PanelProps) {
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isFocused) return;
    const first = fields.current?.querySelector<HTMLElement>("input, textarea, select, button");
    first?.focus({ preventScroll: true });
  }, [isFocused]);
  return (
    <aside className={classes.side} aria-label={title}>
      <div className={classes.sideHead}>
        <Title order={2} size="h3">
          {title}
        </Title>
        <CloseButton aria-label={bench.editor.close} onClick={onClose} />
      </div>
      <div ref={fields} className={classes.fields}>
        {children}
      </div>
    </aside>
  );
}
