// Name, state and actions of a question: save, save as, go back, share.
import { Badge, Button, Menu, Text, Title } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconCopy, IconPencil, IconRotate2 } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { createCard, findLosses, updateCard } from "../api/changes.ts";
import type { Card, User } from "../api/types.ts";
import { hasSource } from "../builder/clauses.ts";
import { ShareMenu } from "../embedding/ShareMenu.tsx";
import { HistoryButton } from "../history/HistoryButton.tsx";
import { ItemMenu } from "../library/ItemMenu.tsx";
import { StarButton } from "../library/StarButton.tsx";
import { noticeDone, noticeFailed } from "../states/notices.tsx";
import { useLeaveGuard } from "../states/useLeaveGuard.ts";
import { t } from "../text/text.ts";
import { cardFields, type Draft, datasetQuery, isSameQuery } from "./draft/draft.ts";
import { type DraftState, draftKey, forgetDraft } from "./draft/useDraft.ts";
import classes from "./question.module.css";
import { SaveDialog } from "./SaveDialog.tsx";
import type { Handover } from "./useBench.ts";

const LossesDialog = lazy(async () => ({
  default: (await import("./LossesDialog.tsx")).LossesDialog,
}));

interface QuestionHeaderProps {
  card: Card | null;
  state: DraftState;
  saved: Draft;
  user: User;
  handover: Handover;
}

type Asking = "save" | "save-as" | "details" | null;

export function QuestionHeader({ card, state, saved, user, handover }: QuestionHeaderProps) {
  const { draft, dispatch, isChanged, isRestored } = state;
  const [asking, setAsking] = useState<Asking>(null);
  const save = useSave(card, draftKey(card?.id ?? null, saved), handover, () => setAsking(null));
  // A question by clicks that reads nothing yet could never run.
  const canSave = isChanged && (draft.structured === null || hasSource(draft.structured));
  const canWrite = card === null || card.can_write !== false;
  const losses = useLosses(card, saved, (wanted) =>
    save.mutate({ draft: wanted, isNew: false, place: null }),
  );
  const onSave = () => {
    if (card && canWrite) losses.check(draft);
    else setAsking("save-as");
  };
  useLeaveGuard(isChanged);
  // Inside inputs and the editor too.
  useHotkeys([["mod+S", () => (canSave ? onSave() : undefined)]], [], true);
  useEffect(() => {
    if (isRestored) noticeDone(t.question.restored);
  }, [isRestored]);
  return (
    <header className={classes.head}>
      <Name draft={draft} isChanged={isChanged && card !== null} />
      <div className={classes.actions}>
        <Button
          variant={card && !isChanged ? "default" : "filled"}
          disabled={!canSave}
          loading={(save.isPending || losses.isChecking) && asking === null}
          onClick={onSave}
        >
          {t.question.save}
        </Button>
        {card && <HistoryButton entity="card" item={card} canRestore={canWrite && !isChanged} />}
        {card && <StarButton entity="card" id={card.id} />}
        {card && <ShareMenu kind="question" item={card} user={user} />}
        <MoreMenu
          card={card}
          canEdit={card !== null && canWrite}
          isChanged={isChanged}
          onAsk={setAsking}
          onRevert={() => dispatch({ do: "replace", draft: saved })}
        />
      </div>
      {losses.found.length > 0 && (
        <Suspense>
          <LossesDialog losses={losses.found} onSave={losses.saveAnyway} onClose={losses.dismiss} />
        </Suspense>
      )}
      {asking && (
        <SaveDialog
          title={titleOf(asking, card)}
          name={asking === "save-as" && card ? t.question.copyOf(draft.name) : draft.name}
          description={draft.description}
          cacheTtl={draft.cacheTtl}
          place={asking === "save-as" ? (card?.collection_id ?? null) : undefined}
          error={save.error}
          isSaving={save.isPending || losses.isChecking}
          onClose={() => setAsking(null)}
          onSave={(details, place) => {
            const wanted = { ...draft, ...details };
            if (asking === "details") losses.check(wanted);
            else save.mutate({ draft: wanted, isNew: asking === "save-as", place });
          }}
        />
      )}
    </header>
  );
}

function Name({ draft, isChanged }: { draft: Draft; isChanged: boolean }) {
  return (
    <div className={classes.name}>
      <Title order={1} className={classes.title}>
        {draft.name || t.question.newTitle}
      </Title>
      {isChanged && (
        <Badge variant="light" color="yellow" size="sm">
          {t.question.unsaved}
        </Badge>
      )}
      {draft.description && (
        <Text size="sm" c="dimmed" className={classes.description}>
          {draft.description}
        </Text>
      )}
    </div>
  );
}

interface MoreMenuProps {
  card: Card | null;
  canEdit: boolean;
  isChanged: boolean;
  onAsk: (asking: Asking) => void;
  onRevert: () => void;
}

function MoreMenu({ card, canEdit, isChanged, onAsk, onRevert }: MoreMenuProps) {
  const entries = (
    <>
      {card && (
        <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => onAsk("save-as")}>
          {t.question.saveAs}
        </Menu.Item>
      )}
      {canEdit && (
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onAsk("details")}>
          {t.question.details}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconRotate2 size={15} />} disabled={!isChanged} onClick={onRevert}>
        {card ? t.question.revert : t.question.startOver}
      </Menu.Item>
    </>
  );
  return (
    <ItemMenu
      item={card && canEdit ? { ...card, model: "card" } : null}
      canCopy={false}
      label={t.question.moreSaves}
    >
      {entries}
    </ItemMenu>
  );
}

function titleOf(asking: Asking, card: Card | null): string {
  if (asking === "details") return t.question.details;
  return card ? t.question.saveAsTitle : t.question.saveTitle;
}

/** Saves at once, unless viewers of published items would lose the card: then it asks. */
function useLosses(card: Card | null, saved: Draft, save: (draft: Draft) => void) {
  const check = useMutation({
    mutationFn: async (draft: Draft) =>
      card === null || isSameQuery(draft, saved) ? [] : findLosses(card.id, datasetQuery(draft)),
    onSuccess: (found, draft) => (found.length === 0 ? save(draft) : undefined),
    onError: (_, draft) => save(draft), // a card that does not obey is stopped all the same
  });
  return {
    check: check.mutate,
    isChecking: check.isPending,
    found: check.data ?? [],
    saveAnyway: () => check.variables && save(check.variables),
    dismiss: check.reset,
  };
}

interface Saving {
  draft: Draft;
  isNew: boolean;
  /** The collection of a new question. */
  place: number | null;
}

/** Saves over the question or as a new one; what was typed stays when it fails. */
function useSave(card: Card | null, key: string, handover: Handover, onSaved: () => void) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: ({ draft, isNew, place }: Saving) => {
      const fields = cardFields(draft);
      if (card && !isNew) return updateCard(card.id, fields);
      return createCard({ ...fields, collection_id: place });
    },
    onSuccess: (answer, { isNew }) => {
      if (isNew) forgetDraft(key);
      client.setQueryData(["cards", answer.id], answer);
      client.invalidateQueries({ queryKey: ["cards"], exact: true });
      client.invalidateQueries({ queryKey: ["collections"] });
      noticeDone(t.question.saved);
      onSaved();
      if (answer.id === card?.id) return;
      navigate(`/question/${answer.id}`, { replace: card === null, state: handover });
    },
    onError: (error) => noticeFailed(t.question.saveFailed, error),
  });
}
