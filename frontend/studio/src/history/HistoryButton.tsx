// Versions of an item in a drawer: who, when, what differs, and the way back.
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { bench } from "../text/bench/text.ts";

const HistoryDrawer = lazy(async () => ({
  default: (await import("./HistoryDrawer.tsx")).HistoryDrawer,
}));

interface HistoryButtonProps {
  entity: "card" | "dashboard";
  item: { id: number; name: string };
  canRestore: boolean;
}

export function HistoryButton({ entity, item, canRestore }: HistoryButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Tooltip label={bench.editor.history}>
        <ActionIcon
          variant="default"
          aria-label={bench.editor.history}
          onClick={() => setOpen(true)}
        >
          <IconHistory size={16} />
        </ActionIcon>
      </Tooltip>
      {isOpen && (
        <Suspense fallback={null}>
          <HistoryDrawer
            entity={entity}
            id={item.id}
            canRestore={canRestore}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
