// The dashboard editor: a grid in the middle, what is selected at the side, nothing saved until told.
import { IconLayoutDashboard } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useSearch } from "wouter";
import { ApiError } from "../../api/client.ts";
import { cards as cardsQuery, dashboard as dashboardQuery } from "../../api/queries.ts";
import type { Card, Dashboard } from "../../api/types.ts";
import { Archived } from "../../library/Archived.tsx";
import { Loaded } from "../../states/Loaded.tsx";
import { noticeDone } from "../../states/notices.tsx";
import { ErrorState, StateView } from "../../states/StateView.tsx";
import { useTitle } from "../../states/useTitle.ts";
import { bench } from "../../text/bench/text.ts";
import {
  type CardDraft,
  cardsOf,
  type DashboardDraft,
  draftOf,
  newId,
  type Step,
} from "../draft/draft.ts";
import type { Renamed } from "../draft/ids.ts";
import { newParameter } from "../draft/parameters.ts";
import { withoutGaps } from "../draft/places.ts";
import { ConflictDialog } from "./ConflictDialog.tsx";
import { type Addition, EditorHead } from "./EditorHead.tsx";
import classes from "./editor.module.css";
import { Grid, type Shown } from "./Grid.tsx";
import { makeCard, makeWords } from "./newCards.ts";
import { CardPanel } from "./panels/CardPanel.tsx";
import { DashboardPanel } from "./panels/DashboardPanel.tsx";
import { FilterPanel } from "./panels/FilterPanel.tsx";
import { QuestionPicker } from "./panels/QuestionPicker.tsx";
import { FilterStrip, TabStrip } from "./Strips.tsx";
import { firstRowInSight } from "./sight.ts";
import { useDashboardDraft } from "./useDashboardDraft.ts";
import { useSaving } from "./useSaving.ts";
import { Wires } from "./Wire.tsx";

export function EditorPage({ id }: { id: number }) {
  const dashboard = useQuery({ ...dashboardQuery(id), staleTime: 0, refetchOnWindowFocus: false });
  const questions = useQuery(cardsQuery);
  useTitle(dashboard.data && bench.editor.title(dashboard.data.name));
  return (
    <Loaded query={dashboard} skeleton={null}>
      {(found) =>
        found.archived ? (
          <Archived
            item={{ ...found, model: "dashboard" }}
            canWrite={found.can_write}
            isEmbedded={found.enable_embedding}
          />
        ) : found.can_write ? (
          <Loaded query={questions} skeleton={null}>
            {(list) => <Editor dashboard={found} list={list} />}
          </Loaded>
        ) : (
          <ErrorState error={new ApiError(403, "")} />
        )
      }
    </Loaded>
  );
}

type Selection =
  /** `key` stays while the card gets another id as it is saved: what is typed beside it goes on. */
  | { what: "card"; id: number; key: number; isFocused: boolean }
  | { what: "filter"; id: string; isFocused: boolean }
  | { what: "question" | "dashboard" }
  | null;

const cardSelection = (id: number, isFocused: boolean): Selection => ({
  what: "card",
  id,
  key: id,
  isFocused,
});

function Editor({ dashboard, list }: { dashboard: Dashboard; list: Card[] }) {
  const saved = useMemo(() => draftOf(dashboard), [dashboard]);
  const state = useDashboardDraft(dashboard.id, saved, dashboard.version);
  const { draft, take } = state;
  const asked = useAsked(draft);
  const questions = useMemo(() => new Map(list.map((it) => [it.id, it])), [list]);
  const [selection, select] = useState<Selection>(asked.selection);
  const [wantedTab, setTab] = useState<number | null>(asked.tabId);
  const [shown, show] = useState<Shown | null>(asked.shown);
  const grid = useRef<HTMLElement>(null);
  const saving = useSaving(dashboard, state, ({ cards, tabs }: Renamed) => {
    const newName = (id: number) => cards.get(id) ?? id;
    select((it) => (it?.what === "card" ? { ...it, id: newName(it.id) } : it));
    setTab((it) => (it === null ? null : (tabs.get(it) ?? it)));
    const focused = Number(document.activeElement?.getAttribute("data-card") ?? 0);
    if (newName(focused) !== focused) show({ id: newName(focused), isFocused: true });
  });
  const tabId = (draft.tabs.find((it) => it.id === wantedTab) ?? draft.tabs[0])?.id ?? null;
  const cards = cardsOf(draft, tabId);
  const filter =
    selection?.what === "filter"
      ? draft.parameters.find((it) => it.id === selection.id)
      : undefined;
  useWelcomeBack(state.isRestored);
  useEffect(() => {
    // A panel takes the focus once: undo and redo may bring it back while one is elsewhere.
    const hasFocused = selection !== null && "isFocused" in selection && selection.isFocused;
    if (hasFocused) select({ ...selection, isFocused: false });
  }, [selection]);

  /** Takes a step, and leads the author to what it brought. */
  const act = (step: Step) => {
    take(step);
    if (step.do === "add-card" || step.do === "copy-card") {
      const isWords = step.do === "add-card" && step.card.questionId === null;
      if (isWords) select(cardSelection(newId(draft.cards), true));
      show({ id: newId(draft.cards), isFocused: !isWords });
    }
    if (step.do === "move-to-tab") {
      setTab(step.tabId);
      show({ id: step.id, isFocused: false });
    }
    if (step.do === "add-tab") setTab(draft.tabs.length > 0 ? newId(draft.tabs) : -2);
    if (step.do === "remove-card") {
      const at = cards.findIndex((it) => it.id === step.id);
      const next = cards[at + 1] ?? cards[at - 1];
      if (next) show({ id: next.id, isFocused: true });
    }
  };
  const add = (addition: Addition) => {
    if (addition.what === "question") select({ what: "question" });
    if (addition.what === "words") {
      const from = firstRowInSight(grid.current);
      act({ do: "add-card", card: makeWords(addition.kind, tabId), from });
    }
    if (addition.what === "tab") {
      const count = Math.max(draft.tabs.length, 1) + 1;
      act({ do: "add-tab", name: bench.editor.newTab(count), first: bench.editor.firstTab });
    }
    if (addition.what === "filter") {
      const id = crypto.randomUUID().slice(0, 8);
      take({ do: "add-parameter", parameter: newParameter(addition.type, draft.parameters, id) });
      select({ what: "filter", id, isFocused: true });
    }
  };
  return (
    <div className={classes.page} data-editor>
      <EditorHead
        state={state}
        canCloseGaps={withoutGaps(draft.cards, tabId) !== draft.cards}
        onCloseGaps={() => act({ do: "close-gaps", tabId })}
        isSaving={saving.isPending}
        onAdd={add}
        onSettings={() => select({ what: "dashboard" })}
        onSave={saving.save}
        onLeave={saving.leave}
      />
      <TabStrip
        {...{ draft, tabId }}
        onTab={(id) => {
          setTab(id);
          show(null); // whoever comes back later is led nowhere
        }}
        take={act}
      />
      <FilterStrip
        draft={draft}
        selected={filter?.id ?? null}
        onSelect={(id) => select(id === null ? null : { what: "filter", id, isFocused: false })}
      />
      <div className={classes.work} data-open={selection !== null || undefined}>
        <section ref={grid} className={classes.board} aria-label={bench.editor.grid}>
          {cards.length === 0 ? (
            <StateView
              icon={IconLayoutDashboard}
              title={bench.editor.emptyTitle}
              hint={bench.editor.emptyHint}
            />
          ) : (
            <Grid
              cards={cards}
              questions={questions}
              parameters={draft.parameters}
              selected={selection?.what === "card" ? selection.id : null}
              shown={shown}
              onSelect={(id, isByKey) => select(cardSelection(id, isByKey))}
              take={act}
              overlay={
                filter
                  ? (card) => <Wires {...{ draft, card, parameter: filter, questions, take }} />
                  : null
              }
            />
          )}
        </section>
        <Side
          {...{ draft, saved, selection, list, questions }}
          dashboardId={dashboard.id}
          take={act}
          onFilter={(id) => select({ what: "filter", id, isFocused: true })}
          onShow={(card) => {
            setTab(card.tabId);
            show({ id: card.id, isFocused: false });
          }}
          onPick={(question) => {
            const from = firstRowInSight(grid.current);
            act({ do: "add-card", card: makeCard(question, draft, tabId), from });
          }}
          onClose={() => {
            const id = selection?.what === "card" ? selection.id : shown?.id;
            if (id !== undefined) show({ id, isFocused: true });
            select(null);
          }}
        />
      </div>
      {saving.hasConflict && (
        <ConflictDialog
          dashboardId={dashboard.id}
          isBusy={saving.isPending}
          onTheirs={saving.takeTheirs}
          onCopy={saving.saveCopy}
          onMine={saving.saveMine}
          onClose={saving.closeConflict}
        />
      )}
    </div>
  );
}

interface SideProps {
  draft: DashboardDraft;
  selection: Selection;
  saved: DashboardDraft;
  list: Card[];
  questions: ReadonlyMap<number, Card>;
  take: (step: Step) => void;
  dashboardId: number;
  onPick: (question: Card) => void;
  onFilter: (id: string) => void;
  onShow: (card: CardDraft) => void;
  onClose: () => void;
}

function Side(props: SideProps) {
  const { draft, saved, selection, list, questions, take, onPick, onFilter, onClose } = props;
  if (selection?.what === "question")
    return <QuestionPicker questions={list} {...{ onPick, onClose }} />;
  if (selection?.what === "dashboard") return <DashboardPanel {...{ draft, take, onClose }} />;
  if (selection?.what === "filter") {
    const parameter = draft.parameters.find((it) => it.id === selection.id);
    const savedAs = saved.parameters.find((it) => it.id === selection.id);
    const { isFocused } = selection;
    const { dashboardId, onShow } = props;
    const more = { draft, savedAs, dashboardId, questions, take, isFocused, onShow, onClose };
    if (parameter) return <FilterPanel key={parameter.id} parameter={parameter} {...more} />;
  }
  if (selection?.what === "card") {
    const card = draft.cards.find((it) => it.id === selection.id);
    const { key, isFocused } = selection;
    const more = { draft, questions, take, isFocused, onFilter, onClose };
    if (card) return <CardPanel key={key} card={card} {...more} />;
  }
  return null;
}

/** What the address asks for: `?filter=` with a filter's id, or `?card=` with a card's. */
function useAsked(draft: DashboardDraft) {
  const query = new URLSearchParams(useSearch());
  const filter = draft.parameters.find((it) => it.id === query.get("filter"));
  const card = draft.cards.find((it) => String(it.id) === query.get("card"));
  const selection: Selection = filter
    ? { what: "filter", id: filter.id, isFocused: true }
    : card
      ? cardSelection(card.id, false)
      : null;
  const shown: Shown | null = card ? { id: card.id, isFocused: true } : null;
  return { selection, tabId: card?.tabId ?? null, shown };
}

function useWelcomeBack(isRestored: boolean): void {
  useEffect(() => {
    if (isRestored) noticeDone(bench.editor.restored);
  }, [isRestored]);
}
