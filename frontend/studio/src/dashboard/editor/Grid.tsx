// The grid of 24 columns: cards are dragged, resized, or moved by keyboard.
import { ActionIcon, Group, Text, Tooltip } from "@mantine/core";
import { IconCopy, IconGripVertical, IconSettings, IconTrash } from "@tabler/icons-react";
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from "react";
import { GridLayout, getCompactor, type LayoutItem, useContainerWidth } from "react-grid-layout";
import "react-grid-layout/css/styles.css";
import type { Card, Parameter } from "../../api/types.ts";
import { l } from "../../library/text.ts";
import { bench } from "../../text/bench/text.ts";
import { type CardDraft, type Place, type Step, virtualKind } from "../draft/draft.ts";
import { COLUMNS } from "../draft/places.ts";
import { CardFace } from "./CardFace.tsx";
import classes from "./editor.module.css";
import { actionOf } from "./keys.ts";
import { bringIntoSight, GAPS_PX, ROW_PX, scrollAtEdges } from "./sight.ts";

/** How long a card takes to its new place; before that it cannot be asked where it stands. */
const GLIDE_MS = 250;
// Nothing moves under a dragged card; where it is dropped the draft pushes others below it, once.
const LAID_OVER = getCompactor(null, true);

export interface Shown {
  id: number;
  /** Whether it takes the focus, so that keys move it at once. */
  isFocused: boolean;
}

interface GridProps {
  cards: CardDraft[];
  questions: ReadonlyMap<number, Card>;
  parameters: readonly Parameter[];
  selected: number | null;
  /** The card that the author is led to; each new object leads there once. */
  shown: Shown | null;
  onSelect: (id: number, isByKey: boolean) => void;
  take: (step: Step) => void;
  /** What lies over a card's face while a filter is being wired. */
  overlay: ((card: CardDraft) => ReactNode) | null;
}

export function Grid({
  cards,
  questions,
  parameters,
  selected,
  shown,
  onSelect,
  take,
  overlay,
}: GridProps) {
  const { width, containerRef, mounted } = useContainerWidth();
  const [said, setSaid] = useState("");
  const dragging = useRef<(() => void) | null>(null);
  useEffect(() => () => dragging.current?.(), []);
  useLeadTo(containerRef, shown, mounted);
  const begin = () => {
    dragging.current?.();
    dragging.current = containerRef.current && scrollAtEdges(containerRef.current);
  };
  const place = (_all: unknown, before: LayoutItem | null, after: LayoutItem | null) => {
    dragging.current?.();
    dragging.current = null;
    if (!before || !after) return;
    if (!isSamePlace(placeOf(before), placeOf(after))) {
      take({ do: "place", places: [placeOf(after)] });
    }
  };
  const press = (event: KeyboardEvent<HTMLElement>, card: CardDraft) => {
    const action = actionOf(event, card);
    if (!action) return;
    event.preventDefault();
    if (action.do === "open") onSelect(card.id, true);
    if (action.do === "remove") {
      take({ do: "remove-card", id: card.id });
      setSaid(bench.editor.removed(nameOf(card, questions)));
    }
    if (action.do !== "place") return;
    const { row, col, width: w, height } = action.place;
    if (isSamePlace(action.place, card)) return setSaid(bench.editor.atEdge);
    take({ do: "place", places: [action.place] });
    setSaid(bench.editor.moved(row + 1, col + 1, w, height));
    const element = event.currentTarget;
    setTimeout(() => bringIntoSight(element), GLIDE_MS);
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
            margin: GAPS_PX,
            containerPadding: [0, 0],
          }}
          dragConfig={{ enabled: !overlay, handle: ".drag-handle", cancel: "button" }}
          resizeConfig={{ enabled: !overlay, handles: ["se", "e", "s"] }}
          compactor={LAID_OVER}
          onDragStart={begin}
          onDragStop={place}
          onResizeStart={begin}
          onResizeStop={place}
        >
          {cards.map((card) => (
            // biome-ignore lint/a11y/useSemanticElements: a card holds buttons, so it can be none
            <div
              key={card.id}
              className={classes.card}
              data-card={card.id}
              role="group"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: cards are moved by keyboard
              tabIndex={0}
              aria-label={bench.editor.card(nameOf(card, questions))}
              aria-description={bench.editor.cardKeys}
              data-selected={card.id === selected || undefined}
              data-plain={virtualKind(card) !== null || undefined}
              onClick={(event) => {
                // The face lets clicks through to the card; its head is dragged, its tools are buttons.
                if (event.target === event.currentTarget) onSelect(card.id, false);
              }}
              onKeyDown={(event) => press(event, card)}
            >
              <CardHead
                card={card}
                name={nameOf(card, questions)}
                onSelect={() => onSelect(card.id, true)}
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
              <span className={classes.keys} aria-hidden>
                {bench.editor.cardKeysShort}
              </span>
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

/** Brings a card into sight, once it stands there. */
function useLeadTo(
  grid: RefObject<HTMLDivElement | null>,
  shown: Shown | null,
  isReady: boolean,
): void {
  useEffect(() => {
    if (!shown || !isReady) return;
    let frame = 0;
    // The grid takes a new card in a drawing or two after it came.
    const lead = (tries: number) => {
      const card = grid.current?.querySelector<HTMLElement>(`[data-card="${shown.id}"]`);
      if (!card) {
        if (tries > 0) frame = requestAnimationFrame(() => lead(tries - 1));
        return;
      }
      bringIntoSight(card);
      if (shown.isFocused) card.focus({ preventScroll: true });
      card.animate?.(GLOW, { duration: 1400, easing: "ease-out" });
    };
    frame = requestAnimationFrame(() => lead(10));
    return () => cancelAnimationFrame(frame);
  }, [grid, shown, isReady]);
}

const GLOW = [
  { boxShadow: "0 0 0 3px var(--mantine-primary-color-filled)" },
  { boxShadow: "0 0 0 3px transparent" },
];

function isSamePlace(a: Place, b: Place): boolean {
  return (["row", "col", "width", "height"] as const).every((key) => a[key] === b[key]);
}

function placeOf({ i, x, y, w, h }: LayoutItem): Place {
  return { id: Number(i), row: y, col: x, width: w, height: h };
}

/** Markdown as one would say it: without its marks, a link by its words. */
function plainWords(text: string): string {
  const [line = ""] = text.trim().split("\n");
  return line.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/^#+\s*|[*_`>]/g, "");
}

/** What a card is called in lists and by screen readers. */
export function nameOf(card: CardDraft, questions: ReadonlyMap<number, Card>): string {
  const own = card.settings["card.title"];
  if (typeof own === "string" && own) return own;
  const kind = virtualKind(card);
  if (kind === null) return questions.get(card.questionId ?? 0)?.name ?? l.kinds.card;
  const text = card.settings.text;
  if (typeof text === "string" && text) return plainWords(text).slice(0, 60);
  const words: Readonly<Record<string, string>> = bench.editor.words;
  return words[kind] ?? kind;
}
