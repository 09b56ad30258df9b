// Name and actions of a dashboard under edit.
import { ActionIcon, Badge, Button, Menu, TextInput, Tooltip } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconFilterPlus,
  IconPlus,
  IconSettings,
} from "@tabler/icons-react";
import { useState } from "react";
import { ConfirmDialog } from "../../states/ConfirmDialog.tsx";
import { t } from "../../text/text.ts";
import { FAMILIES } from "../draft/parameters.ts";
import classes from "./editor.module.css";
import type { WordKind } from "./newCards.ts";
import type { DashboardState } from "./useDashboardDraft.ts";

export type Addition =
  | { what: "question" | "tab" }
  | { what: "words"; kind: WordKind }
  | { what: "filter"; type: string };

interface EditorHeadProps {
  state: DashboardState;
  isSaving: boolean;
  onAdd: (addition: Addition) => void;
  onSettings: () => void;
  onSave: () => void;
  onLeave: () => void;
}

export function EditorHead(props: EditorHeadProps) {
  const { state, isSaving, onAdd, onSettings, onSave, onLeave } = props;
  const { draft, take, isChanged } = state;
  const [isAsking, setAsking] = useState(false);
  useHotkeys([["mod+S", () => (isChanged ? onSave() : undefined)]], [], true);
  useHotkeys([
    ["mod+Z", state.undo],
    ["mod+shift+Z", state.redo],
    ["mod+Y", state.redo],
  ]);
  return (
    <header className={classes.head}>
      <TextInput
        className={classes.name}
        aria-label={t.editor.name}
        value={draft.name}
        error={draft.name.trim() ? undefined : true}
        onChange={(event) => take({ do: "set", change: { name: event.currentTarget.value } })}
      />
      {isChanged && (
        <Badge variant="light" color="yellow" size="sm">
          {t.editor.unsaved}
        </Badge>
      )}
      <Tool
        label={t.editor.undo}
        icon={<IconArrowBackUp size={16} />}
        isDisabled={!state.canUndo}
        onClick={state.undo}
      />
      <Tool
        label={t.editor.redo}
        icon={<IconArrowForwardUp size={16} />}
        isDisabled={!state.canRedo}
        onClick={state.redo}
      />
      <AddMenu onAdd={onAdd} />
      <FilterMenu onAdd={onAdd} />
      <Tool label={t.editor.settings} icon={<IconSettings size={16} />} onClick={onSettings} />
      <Button variant="default" onClick={() => (isChanged ? setAsking(true) : onLeave())}>
        {isChanged ? t.editor.cancel : t.editor.done}
      </Button>
      <Button disabled={!isChanged || !draft.name.trim()} loading={isSaving} onClick={onSave}>
        {t.editor.save}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t.editor.leaveTitle}
        text={t.editor.leaveText}
        yes={t.editor.leave}
        onYes={onLeave}
        onClose={() => setAsking(false)}
      />
    </header>
  );
}

interface ToolProps {
  label: string;
  icon: React.ReactNode;
  isDisabled?: boolean;
  onClick: () => void;
}

function Tool({ label, icon, isDisabled = false, onClick }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" aria-label={label} disabled={isDisabled} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

const WORDS: readonly { kind: WordKind; label: string }[] = [
  { kind: "text", label: t.editor.addText },
  { kind: "heading", label: t.editor.addHeading },
  { kind: "link", label: t.editor.addLink },
  { kind: "image", label: t.editor.addImage },
];

function AddMenu({ onAdd }: Pick<EditorHeadProps, "onAdd">) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconPlus size={15} />}>
          {t.editor.add}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAdd({ what: "question" })}>{t.editor.addQuestion}</Menu.Item>
        {WORDS.map(({ kind, label }) => (
          <Menu.Item key={kind} onClick={() => onAdd({ what: "words", kind })}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onAdd({ what: "tab" })}>{t.editor.addTab}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function FilterMenu({ onAdd }: Pick<EditorHeadProps, "onAdd">) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconFilterPlus size={15} />}>
          {t.editor.addFilter}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FAMILIES.map(({ family, types }) => (
          <Menu.Item key={family} onClick={() => onAdd({ what: "filter", type: types[0] ?? "" })}>
            {t.editor.families[family]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
