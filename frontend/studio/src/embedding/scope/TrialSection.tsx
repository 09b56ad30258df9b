// Cards that fail for every viewer: what the database says of them, and where they are mended.
import { Anchor, Group, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "wouter";
import type { BrokenCard, Embeddable, ResourceKind } from "../../api/types.ts";
import { t } from "../../text/text.ts";
import classes from "../embedding.module.css";
import { leaveToMend } from "../kept.ts";
import { policyToSend } from "../policy.ts";
import type { Embedding } from "../useEmbedding.ts";
import { useTrial } from "./useScope.ts";

interface TrialSectionProps {
  kind: ResourceKind;
  item: Embeddable;
  embedding: Embedding;
}

export function TrialSection({ kind, item, embedding }: TrialSectionProps) {
  const policy = policyToSend(item.parameters, embedding.policy);
  const data = useTrial(kind, item.id, policy);
  if (!data || data.cards.length === 0) return null;
  return (
    <section className={classes.section} aria-label={t.embed.trial.title}>
      <Title order={2} size="h3">
        {t.embed.trial.title}
      </Title>
      <Text size="xs" c="dimmed">
        {data.cards.some((it) => it.by_lock) ? t.embed.trial.waits : t.embed.trial.warns}
      </Text>
      {data.cards.map((card) => (
        <Failing
          key={card.key}
          card={card}
          isItself={kind === "question"}
          onMend={() => leaveToMend(kind, item.id)}
        />
      ))}
    </section>
  );
}

interface FailingProps {
  card: BrokenCard;
  isItself: boolean;
  onMend: () => void;
}

function Failing({ card, isItself, onMend }: FailingProps) {
  const color = card.by_lock ? "red" : "orange";
  return (
    <article aria-label={card.title}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconAlertTriangle size={16} color={`var(--mantine-color-${color}-filled)`} aria-hidden />
        <div className={classes.option}>
          <Text span size="sm" fw={500}>
            {card.title}
          </Text>
          <Text size="xs" c="dimmed" className={classes.said}>
            {card.by_lock && `${t.embed.trial.byLock} `}
            {card.message}
          </Text>
          {!isItself && (
            <Anchor component={Link} href={`/question/${card.card_id}`} size="xs" onClick={onMend}>
              {t.embed.scope.editQuestion}
            </Anchor>
          )}
        </div>
      </Group>
    </article>
  );
}
