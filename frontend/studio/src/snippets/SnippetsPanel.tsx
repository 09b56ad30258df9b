// The snippets beside the SQL editor: put one in, write one, change one.
import { ActionIcon, Button, Skeleton, Text, Title, UnstyledButton } from "@mantine/core";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { snippets as snippetsQuery } from "../api/queries.ts";
import type { Snippet } from "../api/types.ts";
import panel from "../question/panels/panels.module.css";
import { Loaded } from "../states/Loaded.tsx";
import { SnippetDialog } from "./SnippetDialog.tsx";
import classes from "./snippets.module.css";
import { s } from "./text.ts";

/** `onInsert` puts text where the cursor is. */
export function SnippetsPanel({ onInsert }: { onInsert: (text: string) => void }) {
  const query = useQuery(snippetsQuery);
  const [edited, setEdited] = useState<Snippet | "new" | null>(null);
  return (
    <section className={panel.panel} aria-label={s.title}>
      <div className={classes.head}>
        <Title order={2} size="h3">
          {s.title}
        </Title>
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={13} aria-hidden />}
          onClick={() => setEdited("new")}
        >
          {s.add}
        </Button>
      </div>
      <Text size="xs" c="dimmed">
        {s.hint}
      </Text>
      <Loaded query={query} skeleton={<Skeleton height={48} />}>
        {(list) => (
          <ul className={classes.list}>
            {list.map((one) => (
              <li key={one.id} className={classes.item}>
                <UnstyledButton
                  className={classes.insert}
                  aria-label={s.insert(one.name)}
                  title={one.content}
                  onClick={() => onInsert(`{{snippet: ${one.name}}}`)}
                >
                  {one.name}
                </UnstyledButton>
                <ActionIcon
                  size="sm"
                  aria-label={s.change(one.name)}
                  onClick={() => setEdited(one)}
                >
                  <IconPencil size={13} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {edited && (
        <SnippetDialog
          snippet={edited === "new" ? null : edited}
          onMade={(name) => onInsert(`{{snippet: ${name}}}`)}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  );
}
