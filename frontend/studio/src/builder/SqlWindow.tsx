// The SQL that a question by clicks means now, and the way to take it over as text.
import { Alert, Button, Group, Modal, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/client.ts";
import type { NativeForm } from "../api/types.ts";
import { CopyButton } from "../states/CopyButton.tsx";
import { Loaded } from "../states/Loaded.tsx";
import { t } from "../text/text.ts";
import own from "./builder.module.css";
import type { Structured } from "./clauses.ts";
import { b } from "./text.ts";

interface SqlWindowProps {
  databaseId: number | null;
  query: Structured;
  onConvert: (sql: string) => void;
  onClose: () => void;
}

/** Text that the template language would read as a variable or an optional part. */
const isTagLike = (sql: string) => sql.includes("{{") || sql.includes("[[");

export function SqlWindow({ databaseId, query, onConvert, onClose }: SqlWindowProps) {
  const body = { database: databaseId, type: "query", query };
  const found = useQuery({
    queryKey: ["native", body],
    gcTime: 0,
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) => request<NativeForm>("POST", "dataset/native", { body, signal }),
  });
  return (
    <Modal opened onClose={onClose} title={b.sql.title} size="lg">
      <Loaded query={found} skeleton={<Skeleton height={180} />}>
        {({ query: sql }) => (
          <>
            <div className={own.sql}>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
              <pre tabIndex={0}>{sql}</pre>
              <CopyButton text={sql} label={b.sql.copy} className={own.copy} />
            </div>
            <Text size="xs" c="dimmed" mt="xs">
              {b.sql.note}
            </Text>
            {isTagLike(sql) ? (
              <Alert color="yellow" mt="sm">
                {b.sql.tagLike}
              </Alert>
            ) : (
              <Text size="sm" mt="sm">
                {b.sql.convertText}
              </Text>
            )}
            <Group justify="flex-end" gap="xs" mt="md">
              <Button variant="default" onClick={onClose} data-autofocus>
                {t.app.close}
              </Button>
              <Button
                disabled={isTagLike(sql)}
                onClick={() => {
                  onClose();
                  onConvert(sql);
                }}
              >
                {b.sql.convert}
              </Button>
            </Group>
          </>
        )}
      </Loaded>
    </Modal>
  );
}
