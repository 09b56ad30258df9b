// The tables of the source beside the SQL editor; their list is loaded when it is first unfolded.
import { Skeleton, Title } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { s } from "../../snippets/text.ts";
import classes from "./panels.module.css";

const TableList = lazy(async () => ({ default: (await import("./TableList.tsx")).TableList }));

export interface TablesPanelProps {
  databaseId: number | null;
  engine: string | undefined;
  /** Puts text where the cursor is. */
  onInsert: (text: string) => void;
}

export function TablesPanel(props: TablesPanelProps) {
  const [isOpen, setOpen] = useState(false);
  if (props.databaseId === null) return null;
  return (
    <section className={classes.panel} aria-label={s.tables}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={classes.fold}>
          <Title order={2} size="h3">
            {s.tables}
          </Title>
          <IconChevronDown size={14} className={classes.chevron} aria-hidden />
        </summary>
        {isOpen && (
          <Suspense fallback={<Skeleton height={96} />}>
            <TableList {...props} databaseId={props.databaseId} />
          </Suspense>
        )}
      </details>
    </section>
  );
}
