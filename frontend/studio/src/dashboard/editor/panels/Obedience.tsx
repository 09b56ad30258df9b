// Which card obeys which filter: beside a filter its cards, beside a card its filters.
import { Text, UnstyledButton } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import type { Card } from "../../../api/types.ts";
import { bench } from "../../../text/bench/text.ts";
import {
  type CardDraft,
  cardsOf,
  countObeying,
  type DashboardDraft,
  obeys,
} from "../../draft/draft.ts";
import classes from "../editor.module.css";
import { nameOf } from "../Grid.tsx";

interface CardsOfFilterProps {
  draft: DashboardDraft;
  parameterId: string;
  questions: ReadonlyMap<number, Card>;
  onShow: (card: CardDraft) => void;
}

/** The questions' cards of all tabs; a click leads to one. */
export function CardsOfFilter({ draft, parameterId, questions, onShow }: CardsOfFilterProps) {
  const tabs = draft.tabs.length > 0 ? draft.tabs : [{ id: null, name: "" }];
  return (
    <div>
      <Text size="sm" fw={500} role="status">
        {bench.editor.wired(...countObeying(draft, parameterId))}
      </Text>
      {tabs.map((tab) => (
        <div key={tab.id}>
          {tab.name && (
            <Text size="xs" c="dimmed" mt={6}>
              {tab.name}
            </Text>
          )}
          <ul className={classes.obedience}>
            {cardsOf(draft, tab.id)
              .filter((it) => it.questionId !== null)
              .map((card) => (
                <Obeying
                  key={card.id}
                  name={nameOf(card, questions)}
                  isObeying={obeys(card, parameterId)}
                  onClick={() => onShow(card)}
                />
              ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

interface FiltersOfCardProps {
  draft: DashboardDraft;
  card: CardDraft;
  onFilter: (id: string) => void;
}

/** The dashboard's filters; a click opens one. */
export function FiltersOfCard({ draft, card, onFilter }: FiltersOfCardProps) {
  if (draft.parameters.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={500}>
        {bench.editor.filters}
      </Text>
      <ul className={classes.obedience}>
        {draft.parameters.map(({ id, name }) => (
          <Obeying key={id} name={name} isObeying={obeys(card, id)} onClick={() => onFilter(id)} />
        ))}
      </ul>
    </div>
  );
}

interface ObeyingProps {
  name: string;
  isObeying: boolean;
  onClick: () => void;
}

function Obeying({ name, isObeying, onClick }: ObeyingProps) {
  const Icon = isObeying ? IconCircleCheck : IconCircleDashed;
  return (
    <li>
      <UnstyledButton
        className={classes.pickItem}
        aria-description={isObeying ? bench.editor.obeys : bench.editor.obeysNot}
        onClick={onClick}
      >
        <Icon size={16} className={isObeying ? classes.wired : classes.unwired} aria-hidden />
        <Text size="sm" c={isObeying ? "var(--mantine-color-text)" : "dimmed"}>
          {name}
        </Text>
      </UnstyledButton>
    </li>
  );
}
