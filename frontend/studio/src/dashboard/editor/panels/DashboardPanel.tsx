// Settings of the dashboard itself.
import { Switch, Textarea } from "@mantine/core";
import { bench } from "../../../text/bench/text.ts";
import { NumberField } from "../../../widgets/NumberField.tsx";
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
    <Panel title={bench.editor.settings} onClose={onClose}>
      <Textarea
        label={bench.editor.description}
        autosize
        minRows={2}
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <Switch
        label={bench.editor.fullWidth}
        checked={draft.width === "full"}
        onChange={(event) => set({ width: event.currentTarget.checked ? "full" : "fixed" })}
      />
      <Switch
        label={bench.editor.autoApply}
        description={bench.editor.autoApplyHint}
        checked={draft.autoApply}
        onChange={(event) => set({ autoApply: event.currentTarget.checked })}
      />
      <NumberField
        label={bench.editor.cache}
        description={bench.editor.cacheHint}
        min={0}
        value={draft.cacheSeconds}
        onChange={(value) => set({ cacheSeconds: value })}
      />
    </Panel>
  );
}
