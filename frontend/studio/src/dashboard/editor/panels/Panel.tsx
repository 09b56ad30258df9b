// The side panel of the editor: a title, a way to close it, fields below one another.
import { CloseButton, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { bench } from "../../../text/bench/text.ts";
import classes from "../editor.module.css";

interface PanelProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function Panel({ title, onClose, children }: PanelProps) {
  return (
    <aside className={classes.side} aria-label={title}>
      <div className={classes.sideHead}>
        <Title order={2} size="h3">
          {title}
        </Title>
        <CloseButton aria-label={bench.editor.close} onClick={onClose} />
      </div>
      <div className={classes.fields}>{children}</div>
    </aside>
  );
}
