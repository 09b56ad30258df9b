// The dashboard editor: a grid in the middle, what is selected at the side, nothing saved until told.
import { IconLayoutDashboard } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { ApiError } from "../../api/client.ts";
import { cards as cardsQuery, dashboard as dashboardQuery } from "../../api/queries.ts";
import type { Card, Dashboard } from "../../api/types.ts";
import { Loaded } from "../../states/Loaded.tsx";
import { noticeDone } from "../../states/notices.tsx";
import { ErrorState, StateView } from "../../states/StateView.tsx";
import { useTitle } from "../../states/useTitle.ts";
import { bench } from "../../text/bench/text.ts";
import { cardsOf, type DashboardDraft, draftOf, newId } from "../draft/draft.ts";
import { newParameter } from "../draft/parameters.ts";
import { ConflictDialog } from "./ConflictDialog.tsx";
import { type Addition, EditorHead } from "./EditorHead.tsx";
import classes from "./editor.module.css";
import { Grid } from "./Grid.tsx";
import { makeCard, makeWords } from "./newCards.ts";
import { CardPanel } from "./panels/CardPanel.tsx";
import { DashboardPanel } from "./panels/DashboardPanel.tsx";
import { FilterPanel } from "./panels/FilterPanel.tsx";
import { QuestionPicker } from "./panels/QuestionPicker.tsx";
import { FilterStrip, TabStrip } from "./Strips.tsx";
import { type DashboardState, useDashboardDraft } from "./useDashboardDraft.ts";
import { useSaving } from "./useSaving.ts";
import { Wires } from "./Wire.tsx";

export function EditorPage({ id }: { id: number }) {
  const dashboard = useQuery({ ...dashboardQuery(id), staleTime: 0, refetchOnWindowFocus: false });
  const questions = useQuery(cardsQuery);
  useTitle(dashboard.data && bench.editor.title(dashboard.data.name));
  return (
    <Loaded query={dashboard} skeleton={null}>
      {(found) =>
        found.can_write ? (
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
  | { what: "card"; id: number }
  | { what: "filter"; id: string }
  | { what: "question" | "dashboard" }
  | null;

function Editor({ dashboard, list }: { dashboard: Dashboard; list: Card[] }) {
  const saved = useMemo(() => draftOf(dashboard), [dashboard]);
  const state = useDashboardDraft(dashboard.id, saved, dashboard.version);
  const saving = useSaving(dashboard, state);
  const { draft, take } = state;
  const questions = useMemo(() => new Map(list.map((it) => [it.id, it])), [list]);
  const [selection, select] = useState<Selection>(null);
  const [wantedTab, setTab] = useState<number | null>(null);
  const tabId = (draft.tabs.find((it) => it.id === wantedTab) ?? draft.tabs[0])?.id ?? null;
  const cards = cardsOf(draft, tabId);
  const filter =
    selection?.what === "filter"
      ? draft.parameters.find((it) => it.id === selection.id)
      : undefined;
  useWelcomeBack(state.isRestored);

  const add = (addition: Addition) => {
    if (addition.what === "question") select({ what: "question" });
    if (addition.what === "words") {
      take({ do: "add-card", card: makeWords(addition.kind, tabId) });
      select({ what: "card", id: newId(draft.cards) });
    }
    if (addition.what === "tab") {
      const count = Math.max(draft.tabs.length, 1) + 1;
      take({ do: "add-tab", name: bench.editor.newTab(count), first: bench.editor.firstTab });
    }
    if (addition.what === "filter") {
      const id = crypto.randomUUID().slice(0, 8);
      take({ do: "add-parameter", parameter: newParameter(addition.type, draft.parameters, id) });
      select({ what: "filter", id });
    }
  };
  return (
    <div className={classes.page}>
      <EditorHead
        state={state}
        isSaving={saving.isPending}
        onAdd={add}
        onSettings={() => select({ what: "dashboard" })}
        onSave={saving.save}
        onLeave={saving.leave}
      />
      <TabStrip draft={draft} tabId={tabId} onTab={setTab} take={take} />
      <FilterStrip
        draft={draft}
        selected={filter?.id ?? null}
        onSelect={(id) => select(id === null ? null : { what: "filter", id })}
      />
      <div className={classes.work} data-open={selection !== null || undefined}>
        <section className={classes.board} aria-label={bench.editor.grid}>
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
              onSelect={(id) => select({ what: "card", id })}
              take={take}
              overlay={
                filter
                  ? (card) => <Wires {...{ draft, card, parameter: filter, questions, take }} />
                  : null
              }
            />
          )}
        </section>
        <Side {...{ state, saved, selection, select, list, questions, tabId }} />
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
  state: DashboardState;
  selection: Selection;
  select: (selection: Selection) => void;
  saved: DashboardDraft;
  list: Card[];
  questions: ReadonlyMap<number, Card>;
  tabId: number | null;
}

function Side({ state, saved, selection, select, list, questions, tabId }: SideProps) {
  const { draft, take } = state;
  const onClose = () => select(null);
  if (selection?.what === "question") {
    return (
      <QuestionPicker
        questions={list}
        onPick={(question) => take({ do: "add-card", card: makeCard(question, draft, tabId) })}
        onClose={onClose}
      />
    );
  }
  if (selection?.what === "dashboard") return <DashboardPanel {...{ draft, take, onClose }} />;
  if (selection?.what === "filter") {
    const parameter = draft.parameters.find((it) => it.id === selection.id);
    if (parameter) {
      const isSaved = saved.parameters.some((it) => it.id === parameter.id);
      return <FilterPanel {...{ draft, parameter, isSaved, questions: list, take, onClose }} />;
    }
  }
  if (selection?.what === "card") {
    const card = draft.cards.find((it) => it.id === selection.id);
    if (card) return <CardPanel key={card.id} {...{ draft, card, questions, take, onClose }} />;
  }
  return null;
}

function useWelcomeBack(isRestored: boolean): void {
  useEffect(() => {
    if (isRestored) noticeDone(bench.editor.restored);
  }, [isRestored]);
}
