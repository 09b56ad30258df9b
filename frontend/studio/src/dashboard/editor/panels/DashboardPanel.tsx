// Settings of the dashboard itself.
import { NumberInput, Switch, Textarea } from "@mantine/core";
import { t } from "../../../text/text.ts";
import type { DashboardDraft, Step } from "../../draft/draft.ts";
import { Panel } from "./Panel.tsx";

interface DashboardPanelProps {
  draft: DashboardDraft;
  take: (step: Step) => void;
  onClose: () => void;
}

export function DashboardPanel({ draft, take, onClose }: DashboardPanelProps) {
  const set = (change: Extract<Step, { do: "set" }>["change"]) => take({ do: "set", change });
  return (
    <Panel title={t.editor.settings} onClose={onClose}>
      <Textarea
        label={t.editor.description}
        autosize
        minRows={2}
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <Switch
        label={t.editor.fullWidth}
        checked={draft.width === "full"}
        onChange={(event) => set({ width: event.currentTarget.checked ? "full" : "fixed" })}
      />
      <Switch
        label={t.editor.autoApply}
        description={t.editor.autoApplyHint}
        checked={draft.autoApply}
        onChange={(event) => set({ autoApply: event.currentTarget.checked })}
      />
      <NumberInput
        label={t.editor.cache}
        description={t.editor.cacheHint}
        min={0}
        allowDecimal={false}
        value={draft.cacheSeconds ?? ""}
        onChange={(value) => set({ cacheSeconds: typeof value === "number" ? value : null })}
      />
    </Panel>
  );
}
