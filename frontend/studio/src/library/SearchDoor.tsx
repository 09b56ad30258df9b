// The way into the search from every page: a button in the bar, and Ctrl or ⌘ + K.
import { ActionIcon } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { User } from "../api/types.ts";
import { l } from "./text.ts";

const Palette = lazy(async () => ({ default: (await import("./Palette.tsx")).Palette }));

export function SearchDoor({ user }: { user: User }) {
  const [isOpen, setOpen] = useState(false);
  // Inside inputs and the editor too.
  useHotkeys([["mod+K", () => setOpen(true)]], [], true);
  return (
    <>
      <ActionIcon
        aria-label={l.open}
        title={l.open}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
      >
        <IconSearch size={17} />
      </ActionIcon>
      {isOpen && (
        <Suspense fallback={null}>
          <Palette user={user} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
