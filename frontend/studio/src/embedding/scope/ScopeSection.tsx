// The scope sheet: which lock filters which card; cards that would show other customers' rows, why, and
// who says that they may be shown.
import { Anchor, Button, Group, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import type { Card, Embeddable, ResourceKind, Scope, ScopeCard } from "../../api/types.ts";
import { ConfirmDialog } from "../../states/ConfirmDialog.tsx";
import { t } from "../../text/text.ts";
import classes from "../embedding.module.css";
import { leaveToMend } from "../kept.ts";
import { policyToSend } from "../policy.ts";
import type { Embedding } from "../useEmbedding.ts";
import { useScope, type VouchKind, type Word } from "./useScope.ts";

interface ScopeSectionProps {
  kind: ResourceKind;
  item: Embeddable;
  embedding: Embedding;
}

const WORDS: Record<VouchKind, { label: string; title: string; text: (card: string) => string }> = {
  "same-for-everyone": {
    label: t.embed.scope.same,
    title: t.embed.scope.sameTitle,
    text: t.embed.scope.sameText,
  },
  "checked-by-hand": {
    label: t.embed.scope.checked,
    title: t.embed.scope.checkedTitle,
    text: t.embed.scope.checkedText,
  },
};

export function ScopeSection({ kind, item, embedding }: ScopeSectionProps) {
  const policy = policyToSend(item.parameters, embedding.policy);
  const { scope, vouch, isPending } = useScope(kind, item.id, policy);
  const [asked, setAsked] = useState<{ card: ScopeCard; kind: VouchKind } | null>(null);
  if (!scope) return null;
  const nameOf = (slug: string) => item.parameters.find((one) => one.slug === slug)?.name ?? slug;
  const word = asked && WORDS[asked.kind];
  const bound = scope.bindings.length > 0 && <Bindings scope={scope} nameOf={nameOf} />;
  if (scope.cards.length === 0) return bound;
  return (
    <>
      <section className={classes.section} aria-label={t.embed.scope.title}>
        <Title order={2} size="h3">
          {t.embed.scope.title}
        </Title>
        <Text size="xs" c="dimmed">
          {t.embed.scope.hint} {scope.is_enforced ? t.embed.scope.waits : t.embed.scope.warns}
        </Text>
        {scope.cards.map((card) => (
          <DoubtedCard
            key={card.key}
            card={card}
            repairs={repairsOf(kind, item, card)}
            locks={card.slugs.map(nameOf).join(", ")}
            isPending={isPending}
            onMend={() => leaveToMend(kind, item.id)}
            onWord={(chosen) =>
              chosen === null ? vouch({ card, kind: null }) : setAsked({ card, kind: chosen })
            }
          />
        ))}
        <ConfirmDialog
          isOpen={asked !== null}
          title={word?.title ?? ""}
          text={asked && word ? word.text(asked.card.title) : ""}
          yes={t.embed.scope.vouch}
          onYes={() => asked && vouch(asked)}
          onClose={() => setAsked(null)}
        />
      </section>
      {bound}
    </>
  );
}

/** For each locked parameter the cards that obey it, and through what. */
function Bindings({ scope, nameOf }: { scope: Scope; nameOf: (slug: string) => string }) {
  const slugs = [...new Set(scope.bindings.map((it) => it.slug))];
  return (
    <section className={classes.section} aria-label={t.embed.scope.bound}>
      <Title order={2} size="h3">
        {t.embed.scope.bound}
      </Title>
      {slugs.map((slug) => {
        const found = scope.bindings.filter((it) => it.slug === slug);
        const all = found.length + scope.cards.filter((it) => it.slugs.includes(slug)).length;
        return (
          <details key={slug} className={classes.bound}>
            <summary>
              {nameOf(slug)}: {t.embed.scope.filters(found.length, all)}
            </summary>
            <ul>
              {found.map((it) => (
                <li key={it.key}>
                  {it.title} <span>{it.by.join(", ")}</span>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}

/** Where a card is made to obey: its filter is connected on the dashboard, its query in the question. */
function repairsOf(kind: ResourceKind, item: Embeddable, card: ScopeCard): Repair[] {
  const question = { href: `/question/${card.card_id}`, label: t.embed.scope.editQuestion };
  if (kind === "question") return card.card_id === item.id ? [] : [question];
  const filter = item.parameters.find(
    (it) => card.slugs.includes(it.slug) && canConnect(item, card, it.id),
  );
  if (!filter) return [question];
  const href = `/dashboard/${item.id}/edit?filter=${encodeURIComponent(filter.id)}`;
  return [{ href, label: t.embed.scope.connect }, question];
}

/** False where the filter is connected already, or the question's SQL has nothing to connect it to. */
function canConnect(item: Embeddable, card: ScopeCard, filterId: string): boolean {
  const dashcards = "dashcards" in item ? item.dashcards : [];
  const place = dashcards.find((it) => card.key === `${it.id}:${card.card_id}`);
  const questions = [place?.card, ...(place?.series ?? [])] as (Card | null | undefined)[];
  const question = questions.find((it) => it?.id === card.card_id);
  if (!place || !question) return true;
  const wires = place.parameter_mappings as { parameter_id: string; card_id?: number }[];
  const isConnected = wires.some(
    (it) => it.parameter_id === filterId && (it.card_id ?? card.card_id) === card.card_id,
  );
  const { native } = question.dataset_query;
  const tags = Object.values(native?.["template-tags"] ?? {});
  return (
    !isConnected && (!native || tags.some((it) => it.type !== "card" && it.type !== "snippet"))
  );
}

interface Repair {
  href: string;
  label: string;
}

interface DoubtedCardProps {
  card: ScopeCard;
  repairs: Repair[];
  locks: string;
  isPending: boolean;
  onMend: () => void;
  onWord: (kind: Word["kind"]) => void;
}

function DoubtedCard({ card, repairs, locks, isPending, onMend, onWord }: DoubtedCardProps) {
  const isVouched = card.vouch?.is_valid ?? false;
  const Icon = isVouched ? IconCircleCheck : IconAlertTriangle;
  const color = isVouched ? "green" : "orange";
  return (
    <article aria-label={card.title}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Icon size={16} color={`var(--mantine-color-${color}-filled)`} aria-hidden />
        <div className={classes.option}>
          <Text span size="sm" fw={500}>
            {card.title}
          </Text>
          <Text span size="xs" c="dimmed">
            {t.embed.scope.why(locks)} {card.vouch && <Said card={card} vouch={card.vouch} />}
          </Text>
          {!isVouched && repairs.length > 0 && (
            <Group gap="0.125rem 0.75rem" mt={2}>
              {repairs.map(({ href, label }) => (
                <Anchor key={href} component={Link} href={href} size="xs" onClick={onMend}>
                  {label}
                </Anchor>
              ))}
            </Group>
          )}
        </div>
      </Group>
      <Group gap="xs" mt={6}>
        {isVouched ? (
          <Button size="xs" variant="default" disabled={isPending} onClick={() => onWord(null)}>
            {t.embed.scope.takeBack}
          </Button>
        ) : (
          (Object.keys(WORDS) as VouchKind[]).map((kind) => (
            <Button
              key={kind}
              size="xs"
              variant="default"
              disabled={isPending}
              onClick={() => onWord(kind)}
            >
              {WORDS[kind].label}
            </Button>
          ))
        )}
      </Group>
    </article>
  );
}

function Said({ card, vouch }: { card: ScopeCard; vouch: NonNullable<ScopeCard["vouch"]> }) {
  const day = (moment: string) => new Date(moment).toLocaleDateString();
  const what = vouch.kind in WORDS ? WORDS[vouch.kind as VouchKind].label : vouch.kind;
  return (
    <>
      {t.embed.scope.said(vouch.name, what, day(vouch.at))}
      {!vouch.is_valid && ` ${t.embed.scope.ended(day(card.changed_at))}`}
    </>
  );
}
