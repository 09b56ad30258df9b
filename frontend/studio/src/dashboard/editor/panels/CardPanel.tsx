// Settings of one card over its question's: words, chart, series, tab and what a click does.
import { MultiSelect, NativeSelect, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { render } from "../../../api/changes.ts";
import type { Card } from "../../../api/types.ts";
import { DisplayPanel } from "../../../question/panels/DisplayPanel.tsx";
import { bench } from "../../../text/bench/text.ts";
import type { CardDraft, DashboardDraft, Step } from "../../draft/draft.ts";
import { nameOf } from "../Grid.tsx";
import { ClickSettings } from "./ClickSettings.tsx";
import { FiltersOfCard } from "./Obedience.tsx";
import { Panel } from "./Panel.tsx";
import { type SetSetting, textOf, WordSettings } from "./WordSettings.tsx";

interface CardPanelProps {
  draft: DashboardDraft;
  card: CardDraft;
  questions: ReadonlyMap<number, Card>;
  take: (step: Step) => void;
  isFocused: boolean;
  onFilter: (id: string) => void;
  onClose: () => void;
}

export function CardPanel(props: CardPanelProps) {
  const { draft, card, questions, take, isFocused, onFilter, onClose } = props;
  const set = (key: string, value: unknown) => take({ do: "set-card", id: card.id, key, value });
  return (
    <Panel title={nameOf(card, questions)} isFocused={isFocused} onClose={onClose}>
      {card.questionId === null ? (
        <WordSettings card={card} set={set} />
      ) : (
        <>
          <FiltersOfCard {...{ draft, card, onFilter }} />
          <QuestionSettings {...{ draft, card, questions, take, set }} />
        </>
      )}
      {draft.tabs.length > 1 && (
        <NativeSelect
          label={bench.editor.moveToTab}
          data={draft.tabs.map((it) => ({ value: String(it.id), label: it.name }))}
          value={String(card.tabId)}
          onChange={(event) =>
            take({ do: "move-to-tab", id: card.id, tabId: Number(event.currentTarget.value) })
          }
        />
      )}
    </Panel>
  );
}

/** What switches off on the card a switch that the question has on; null where nothing has to. */
function unset(own: Record<string, unknown>, key: string): boolean | null {
  return typeof own[key] === "boolean" ? !own[key] : null;
}

function QuestionSettings(
  props: Pick<CardPanelProps, "draft" | "card" | "questions" | "take"> & {
    set: SetSetting;
  },
) {
  const { draft, card, questions, take, set } = props;
  const question = questions.get(card.questionId ?? 0);
  const { data } = useQuery({
    queryKey: ["columns", question?.id, question?.updated_at],
    enabled: question !== undefined,
    staleTime: 60_000,
    queryFn: ({ signal }) => {
      if (!question) throw new Error(bench.editor.missing);
      const { dataset_query, display, name } = question;
      const visualization_settings = {};
      return render(
        { dataset_query, display, name, visualization_settings, parameters: [] },
        signal,
      );
    },
  });
  if (!question) return null;
  const others = [...questions.values()].filter((it) => it.id !== question.id && !it.archived);
  return (
    <>
      <TextInput
        label={bench.editor.cardTitle}
        description={bench.editor.cardTitleHint}
        placeholder={question.name}
        value={textOf(card.settings["card.title"])}
        onChange={(event) => set("card.title", event.currentTarget.value || null)}
      />
      <TextInput
        label={bench.editor.cardDescription}
        placeholder={question.description ?? ""}
        value={textOf(card.settings["card.description"])}
        onChange={(event) => set("card.description", event.currentTarget.value || null)}
      />
      <Switch
        label={bench.editor.hideEmpty}
        checked={card.settings["card.hide_empty"] === true}
        onChange={(event) => set("card.hide_empty", event.currentTarget.checked || null)}
      />
      <DisplayPanel
        display={question.display}
        settings={{ ...question.visualization_settings, ...card.settings }}
        columns={data?.columns ?? []}
        onSetting={(key, value) => set(key, value ?? unset(question.visualization_settings, key))}
      />
      <MultiSelect
        label={bench.editor.series}
        description={bench.editor.seriesHint}
        searchable
        data={others.map((it) => ({ value: String(it.id), label: it.name }))}
        value={card.series.map(String)}
        onChange={(ids) => take({ do: "set-series", id: card.id, series: ids.map(Number) })}
      />
      <ClickSettings
        behavior={card.settings.click_behavior}
        columns={data?.columns ?? []}
        parameters={draft.parameters}
        onChange={(behavior) => set("click_behavior", behavior)}
      />
    </>
  );
}
