// One thing in a collection or in the archive, with what can be done with it.
import { ActionIcon } from "@mantine/core";
import { IconArchiveOff } from "@tabler/icons-react";
import { Link } from "wouter";
import type { Found } from "../api/types.ts";
import { addressOf, useChange } from "./api.ts";
import { ItemMenu } from "./ItemMenu.tsx";
import { iconOf } from "./icons.ts";
import classes from "./library.module.css";
import { l } from "./text.ts";

export function ItemLine({ item, canWrite }: { item: Found; canWrite: boolean }) {
  const Icon = iconOf(item.model, item.display);
  const restoring = useChange(item, l.restored);
  return (
    <li>
      <Link href={addressOf(item)} className={classes.itemName}>
        <Icon size={16} stroke={1.7} aria-hidden />
        {item.name}
      </Link>
      {canWrite && !item.archived && <ItemMenu item={item} />}
      {canWrite && item.archived && (
        <ActionIcon
          aria-label={l.restoreItem(item.name)}
          loading={restoring.isPending}
          onClick={() => restoring.mutate({ archived: false })}
        >
          <IconArchiveOff size={16} />
        </ActionIcon>
      )}
    </li>
  );
}
