// Whether the item is published, and what can be done about it.
import { Alert, Button, Group, Text, Title } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconPencil,
} from "@tabler/icons-react";
import { useState } from "react";
import { messageOf } from "../api/client.ts";
import type { ResourceKind } from "../api/types.ts";
import { ConfirmDialog } from "../states/ConfirmDialog.tsx";
import { t } from "../text/text.ts";
import classes from "./embedding.module.css";
import type { Embedding } from "./useEmbedding.ts";

interface StatusBarProps {
  kind: ResourceKind;
  embedding: Embedding;
  /** Cards that show viewers nothing as they are. */
  hidden: number;
}

const ICONS = {
  unpublished: IconCircleDashed,
  clean: IconCircleCheck,
  changed: IconPencil,
  hidden: IconAlertTriangle,
};

export function StatusBar({ kind, embedding, hidden }: StatusBarProps) {
  const { status, isPending } = embedding;
  const [isAsking, setAsking] = useState(false);
  const shown = status === "clean" && hidden > 0 ? "hidden" : status;
  const Icon = ICONS[shown];
  const texts = {
    ...t.embed.status,
    unpublished: t.embed.status.unpublished[kind],
    hidden:
      kind === "question"
        ? t.embed.status.hidden.question
        : t.embed.status.hidden.dashboard(hidden),
  };
  return (
    <div className={classes.status} data-status={shown}>
      <Icon size={17} aria-hidden />
      <Text size="sm" role="status" className={classes.statusText}>
        {texts[shown]}
      </Text>
      {status === "changed" && (
        <Button variant="default" disabled={isPending} onClick={embedding.discard}>
          {t.embed.discard}
        </Button>
      )}
      {status !== "clean" && (
        <Button
          loading={isPending}
          onClick={() => (embedding.opensToEveryone ? setAsking(true) : embedding.publish())}
        >
          {status === "changed" ? t.embed.publishChanges : t.embed.publish}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={t.embed.scope.sameTitle}
        text={t.embed.openText}
        yes={t.embed.openYes}
        no={t.embed.openNo}
        onYes={embedding.publish}
        onClose={() => setAsking(false)}
      />
      {embedding.error && !isPending && (
        <Alert color="red" role="alert" title={t.embed.failed} className={classes.refusal}>
          {messageOf(embedding.error)}
        </Alert>
      )}
    </div>
  );
}

export function UnpublishSection({ embedding }: { embedding: Embedding }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <section className={classes.section} aria-label={t.embed.danger}>
      <Title order={2} size="h3">
        {t.embed.danger}
      </Title>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="xs" c="dimmed">
          {t.embed.unpublishHint}
        </Text>
        <Button variant="light" color="red" flex="none" onClick={() => setAsking(true)}>
          {t.embed.unpublish}
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={isAsking}
        title={t.embed.unpublishTitle}
        text={t.embed.unpublishConfirm}
        yes={t.embed.unpublish}
        onYes={embedding.unpublish}
        onClose={() => setAsking(false)}
      />
    </section>
  );
}
