// What can be done with a question, dashboard or collection: move, duplicate, archive. One menu for every page.
import { ActionIcon, Menu } from "@mantine/core";
import { IconArchive, IconCopy, IconDots, IconFolderShare } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useLocation } from "wouter";
import { noticeFailed } from "../states/notices.tsx";
import { t } from "../text/text.ts";
import { addressOf, copyItem, type Thing, useRefresh } from "./api.ts";
import { l } from "./text.ts";

const dialogs = () => import("./ItemDialogs.tsx");
const ArchiveDialog = lazy(async () => ({ default: (await dialogs()).ArchiveDialog }));
const MoveDialog = lazy(async () => ({ default: (await dialogs()).MoveDialog }));

interface ItemMenuProps {
  /** Null where only the page's own entries are offered. */
  item: Thing | null;
  /** False where the page has its own way to copy, or nothing to copy. */
  canCopy?: boolean;
  label?: string;
  /** Entries of the page itself, above the others. */
  children?: ReactNode;
}

/** A button until it is used: a list has one in every row. */
export function ItemMenu({ label, ...props }: ItemMenuProps) {
  const [isUsed, setUsed] = useState(false);
  const button = (
    <ActionIcon
      variant="default"
      aria-label={label ?? l.more(props.item?.name ?? "")}
      aria-haspopup="menu"
      onClick={isUsed ? undefined : () => setUsed(true)}
    >
      <IconDots size={16} />
    </ActionIcon>
  );
  return isUsed ? <Opened {...props} button={button} /> : button;
}

type Asking = "move" | "archive" | null;

function Opened({
  item,
  canCopy = item?.model !== "collection",
  children,
  button,
}: Omit<ItemMenuProps, "label"> & { button: ReactNode }) {
  const [asking, setAsking] = useState<Asking>(null);
  const refresh = useRefresh();
  const [, navigate] = useLocation();
  const copying = useMutation({
    mutationFn: (it: Thing) => copyItem(it, t.question.copyOf(it.name)),
    onSuccess: async ({ id }, { model }) => {
      await refresh();
      navigate(addressOf({ model, id, database_id: null }));
    },
    onError: (error) => noticeFailed(l.notKept, error),
  });
  const onClose = () => setAsking(null);
  return (
    <>
      <Menu position="bottom-end" defaultOpened>
        <Menu.Target>{button}</Menu.Target>
        <Menu.Dropdown>
          {children}
          {item && (
            <>
              {children && <Menu.Divider />}
              <Menu.Item
                leftSection={<IconFolderShare size={15} />}
                onClick={() => setAsking("move")}
              >
                {l.moveTo}
              </Menu.Item>
              {canCopy && (
                <Menu.Item
                  leftSection={<IconCopy size={15} />}
                  onClick={() => copying.mutate(item)}
                >
                  {l.duplicate}
                </Menu.Item>
              )}
              <Menu.Item
                leftSection={<IconArchive size={15} />}
                onClick={() => setAsking("archive")}
              >
                {l.toArchive}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {item && asking === "move" && <MoveDialog item={item} onClose={onClose} />}
        {item && asking === "archive" && <ArchiveDialog item={item} onClose={onClose} />}
      </Suspense>
    </>
  );
}
