// Name and actions of a dashboard under edit.
import { ActionIcon, Badge, Button, Menu, TextInput, Tooltip, VisuallyHidden } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import {
  IconArrowBackUp,
  IconArrowBarToUp,
  IconArrowForwardUp,
  IconFilterPlus,
  IconPlus,
  IconSettings,
} from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { ConfirmDialog } from "../../states/ConfirmDialog.tsx";
import { bench } from "../../text/bench/text.ts";
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
  /** Whether a card of the tab could stand further up. */
  canCloseGaps: boolean;
  onCloseGaps: () => void;
  onAdd: (addition: Addition) => void;
  onSettings: () => void;
  onSave: () => void;
  onLeave: () => void;
}

export function EditorHead(props: EditorHeadProps) {
  const { state, isSaving, canCloseGaps, onCloseGaps, onAdd, onSettings, onSave, onLeave } = props;
  const { draft, take, isChanged } = state;
  const [isAsking, setAsking] = useState(false);
  const head = useTold();
  useHotkeys([["mod+S", () => (isChanged ? onSave() : undefined)]], [], true);
  useHotkeys([
    ["mod+Z", state.undo],
    ["mod+shift+Z", state.redo],
    ["mod+Y", state.redo],
  ]);
  return (
    <header ref={head} className={classes.head}>
      <VisuallyHidden component="h1">{bench.editor.title(draft.name)}</VisuallyHidden>
      <TextInput
        className={classes.name}
        aria-label={bench.editor.name}
        value={draft.name}
        error={draft.name.trim() ? undefined : true}
        onChange={(event) => take({ do: "set", change: { name: event.currentTarget.value } })}
      />
      <span role="status">
        <Badge variant="light" color={isChanged ? "yellow" : "gray"} size="sm">
          {isChanged ? bench.editor.unsaved : bench.editor.saved}
        </Badge>
      </span>
      <Tool
        label={bench.editor.undo}
        icon={<IconArrowBackUp size={16} />}
        isDisabled={!state.canUndo}
        onClick={state.undo}
      />
      <Tool
        label={bench.editor.redo}
        icon={<IconArrowForwardUp size={16} />}
        isDisabled={!state.canRedo}
        onClick={state.redo}
      />
      <Tool
        label={bench.editor.closeGaps}
        icon={<IconArrowBarToUp size={16} />}
        isDisabled={!canCloseGaps}
        onClick={onCloseGaps}
      />
      <AddMenu onAdd={onAdd} />
      <FilterMenu onAdd={onAdd} />
      <Tool label={bench.editor.settings} icon={<IconSettings size={16} />} onClick={onSettings} />
      <div className={classes.ends}>
        <Button variant="default" onClick={() => (isChanged ? setAsking(true) : onLeave())}>
          {isChanged ? bench.editor.cancel : bench.editor.done}
        </Button>
        <Button disabled={!isChanged || !draft.name.trim()} loading={isSaving} onClick={onSave}>
          {bench.editor.save}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={bench.editor.leaveTitle}
        text={bench.editor.leaveText}
        yes={bench.editor.leave}
        onYes={onLeave}
        onClose={() => setAsking(false)}
      />
    </header>
  );
}

/** Tells the page how high the head is: on a narrow window its buttons take several lines. */
function useTold() {
  const head = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = head.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      element.parentElement?.style.setProperty("--editor-head", `${element.offsetHeight}px`);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return head;
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

const WORDS: readonly WordKind[] = ["text", "heading", "link", "image"];

function AddMenu({ onAdd }: Pick<EditorHeadProps, "onAdd">) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconPlus size={15} />}>
          {bench.editor.add}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAdd({ what: "question" })}>
          {bench.editor.addQuestion}
        </Menu.Item>
        {WORDS.map((kind) => (
          <Menu.Item key={kind} onClick={() => onAdd({ what: "words", kind })}>
            {bench.editor.words[kind]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onAdd({ what: "tab" })}>{bench.editor.addTab}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function FilterMenu({ onAdd }: Pick<EditorHeadProps, "onAdd">) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconFilterPlus size={15} />}>
          {bench.editor.addFilter}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FAMILIES.map(({ family, types }) => (
          <Menu.Item key={family} onClick={() => onAdd({ what: "filter", type: types[0] ?? "" })}>
            {bench.editor.families[family]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
