// The grid of 24 columns: cards are dragged, resized, or moved by keyboard.
import { ActionIcon, Group, Text, Tooltip } from "@mantine/core";
import { IconCopy, IconGripVertical, IconSettings, IconTrash } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { GridLayout, getCompactor, type LayoutItem, useContainerWidth } from "react-grid-layout";
import "react-grid-layout/css/styles.css";
import type { Card, Parameter } from "../../api/types.ts";
import { bench } from "../../text/bench/text.ts";
import { type CardDraft, COLUMNS, type Place, type Step, virtualKind } from "../draft/draft.ts";
import { CardFace } from "./CardFace.tsx";
import classes from "./editor.module.css";

const ROW_PX = 44;
// Nothing moves under a dragged card; where it is dropped the draft pushes others below it, once.
const LAID_OVER = getCompactor(null, true);

interface GridProps {
  cards: CardDraft[];
  questions: ReadonlyMap<number, Card>;
  parameters: readonly Parameter[];
  selected: number | null;
  onSelect: (id: number) => void;
  take: (step: Step) => void;
  /** What lies over a card's face while a filter is being wired. */
  overlay: ((card: CardDraft) => ReactNode) | null;
}

export function Grid({
  cards,
  questions,
  parameters,
  selected,
  onSelect,
  take,
  overlay,
}: GridProps) {
  const { width, containerRef, mounted } = useContainerWidth();
  const [said, setSaid] = useState("");
  const place = (_all: unknown, before: LayoutItem | null, after: LayoutItem | null) => {
    if (!before || !after) return;
    const isSame = (["x", "y", "w", "h"] as const).every((key) => before[key] === after[key]);
    if (!isSame) take({ do: "place", places: [placeOf(after)] });
  };
  const layout = cards.map((it) => ({
    i: String(it.id),
    x: it.col,
    y: it.row,
    w: it.width,
    h: it.height,
    minW: 2,
    minH: 1,
  }));
  return (
    <div ref={containerRef} className={classes.canvas}>
      {mounted && (
        <GridLayout
          width={width}
          layout={layout}
          gridConfig={{
            cols: COLUMNS,
            rowHeight: ROW_PX,
            margin: [10, 12],
            containerPadding: [0, 0],
          }}
          dragConfig={{ enabled: !overlay, handle: ".drag-handle", cancel: "button" }}
          resizeConfig={{ enabled: !overlay, handles: ["se", "e", "s"] }}
          compactor={LAID_OVER}
          onDragStop={place}
          onResizeStop={place}
        >
          {cards.map((card) => (
            // biome-ignore lint/a11y/useSemanticElements: a card holds buttons, so it can be none
            <div
              key={card.id}
              className={classes.card}
              role="group"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: cards are moved by keyboard
              tabIndex={0}
              aria-label={bench.editor.card(nameOf(card, questions))}
              aria-description={bench.editor.cardKeys}
              data-selected={card.id === selected || undefined}
              data-plain={virtualKind(card) !== null || undefined}
              onClick={(event) => {
                // The face lets clicks through to the card; its head is dragged, its tools are buttons.
                if (event.target === event.currentTarget) onSelect(card.id);
              }}
              onKeyDown={(event) => {
                const moved = moveByKey(event, card, onSelect, take);
                if (moved) {
                  const { row, col, width: w, height } = moved;
                  setSaid(bench.editor.moved(row + 1, col + 1, w, height));
                }
              }}
            >
              <CardHead
                card={card}
                name={nameOf(card, questions)}
                onSelect={() => onSelect(card.id)}
                take={take}
              />
              <div className={classes.face}>
                <CardFace
                  card={card}
                  question={questions.get(card.questionId ?? 0)}
                  questions={questions}
                  parameters={parameters}
                />
              </div>
              {overlay && <div className={classes.overlay}>{overlay(card)}</div>}
            </div>
          ))}
        </GridLayout>
      )}
      <div className={classes.hidden} role="status">
        {said}
      </div>
    </div>
  );
}

interface CardHeadProps {
  card: CardDraft;
  name: string;
  onSelect: () => void;
  take: (step: Step) => void;
}

function CardHead({ card, name, onSelect, take }: CardHeadProps) {
  return (
    <div className={`drag-handle ${classes.cardHead}`}>
      <span className={classes.handle} aria-hidden>
        <IconGripVertical size={14} />
      </span>
      <Text size="sm" fw={600} truncate className={classes.cardName}>
        {virtualKind(card) === null ? name : ""}
      </Text>
      <Group gap={2} wrap="nowrap" className={classes.tools}>
        <Tool
          label={bench.editor.cardSettings}
          icon={<IconSettings size={15} />}
          onClick={onSelect}
        />
        <Tool
          label={bench.editor.copyCard}
          icon={<IconCopy size={15} />}
          onClick={() => take({ do: "copy-card", id: card.id })}
        />
        <Tool
          label={bench.editor.removeCard}
          icon={<IconTrash size={15} />}
          onClick={() => take({ do: "remove-card", id: card.id })}
        />
      </Group>
    </div>
  );
}

function Tool({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

function placeOf({ i, x, y, w, h }: LayoutItem): Place {
  return { id: Number(i), row: y, col: x, width: w, height: h };
}

/** Arrow keys move, with Shift they resize; only while the card itself has the focus. */
function moveByKey(
  event: KeyboardEvent,
  card: CardDraft,
  onSelect: (id: number) => void,
  take: (step: Step) => void,
): Place | null {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) {
    return null;
  }
  if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    take({ do: "remove-card", id: card.id });
    return null;
  }
  if (event.key === "Enter") {
    event.preventDefault();
    onSelect(card.id);
    return null;
  }
  const step = STEPS[event.key];
  if (!step) return null;
  event.preventDefault();
  const [x, y] = step;
  const { id, row, col, width, height } = card;
  const place = event.shiftKey
    ? { id, row, col, width: clamp(width + x, 2, COLUMNS - col), height: Math.max(1, height + y) }
    : { id, row: Math.max(0, row + y), col: clamp(col + x, 0, COLUMNS - width), width, height };
  take({ do: "place", places: [place] });
  return place;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** What a card is called in lists and by screen readers. */
export function nameOf(card: CardDraft, questions: ReadonlyMap<number, Card>): string {
  const own = card.settings["card.title"];
  if (typeof own === "string" && own) return own;
  const kind = virtualKind(card);
  if (kind === null) return questions.get(card.questionId ?? 0)?.name ?? bench.editor.missing;
  const text = card.settings.text;
  if (typeof text === "string" && text) return text.slice(0, 60);
  const words: Readonly<Record<string, string>> = bench.editor.words;
  return words[kind] ?? kind;
}
