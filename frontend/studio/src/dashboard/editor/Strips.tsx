// The strips above the grid: tabs, and filters with how many cards obey each.
import { ActionIcon, Button, Group, Tabs, TextInput, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconArrowRight, IconFilter, IconTrash } from "@tabler/icons-react";
import { bench } from "../../text/bench/text.ts";
import { countObeying, type DashboardDraft, type Step } from "../draft/draft.ts";
import classes from "./editor.module.css";

interface TabStripProps {
  draft: DashboardDraft;
  tabId: number | null;
  onTab: (id: number) => void;
  take: (step: Step) => void;
}

export function TabStrip({ draft, tabId, onTab, take }: TabStripProps) {
  const at = draft.tabs.findIndex((it) => it.id === tabId);
  const current = draft.tabs[at];
  if (!current) return null;
  return (
    <div className={classes.strip}>
      <Tabs value={String(tabId)} onChange={(value) => onTab(Number(value))}>
        <Tabs.List aria-label={bench.editor.tabs}>
          {draft.tabs.map((it) => (
            <Tabs.Tab key={it.id} value={String(it.id)}>
              {it.name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Group gap={4} wrap="nowrap">
        <TextInput
          size="xs"
          aria-label={bench.editor.tabName}
          value={current.name}
          onChange={(event) =>
            take({ do: "rename-tab", id: current.id, name: event.currentTarget.value })
          }
        />
        <TabTool
          label={bench.editor.tabLeft}
          icon={<IconArrowLeft size={14} />}
          isDisabled={at === 0}
          onClick={() => take({ do: "move-tab", id: current.id, by: -1 })}
        />
        <TabTool
          label={bench.editor.tabRight}
          icon={<IconArrowRight size={14} />}
          isDisabled={at === draft.tabs.length - 1}
          onClick={() => take({ do: "move-tab", id: current.id, by: 1 })}
        />
        <TabTool
          label={bench.editor.tabRemove}
          icon={<IconTrash size={14} />}
          onClick={() => take({ do: "remove-tab", id: current.id })}
        />
      </Group>
    </div>
  );
}

interface TabToolProps {
  label: string;
  icon: React.ReactNode;
  isDisabled?: boolean;
  onClick: () => void;
}

function TabTool({ label, icon, isDisabled = false, onClick }: TabToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        disabled={isDisabled}
        onClick={onClick}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

interface FilterStripProps {
  draft: DashboardDraft;
  selected: string | null;
  onSelect: (id: string | null) => void;
}

export function FilterStrip({ draft, selected, onSelect }: FilterStripProps) {
  if (draft.parameters.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons of one kind, and no form
    <div className={classes.strip} role="group" aria-label={bench.editor.filters}>
      {draft.parameters.map(({ id, name }) => {
        const [count, all] = countObeying(draft, id);
        return (
          <Tooltip key={id} label={bench.editor.wired(count, all)}>
            <Button
              variant={id === selected ? "filled" : "default"}
              size="xs"
              aria-pressed={id === selected}
              aria-description={bench.editor.wired(count, all)}
              leftSection={<IconFilter size={13} />}
              rightSection={
                <span className={classes.count} data-none={count === 0 || undefined} aria-hidden>
                  {count}/{all}
                </span>
              }
              onClick={() => onSelect(id === selected ? null : id)}
            >
              {name}
            </Button>
          </Tooltip>
        );
      })}
    </div>
  );
}
