// One thing in a collection, with the ways to move it, put it away and bring it back.
import { ActionIcon, Menu } from "@mantine/core";
import { IconArchive, IconArchiveOff, IconFolderShare } from "@tabler/icons-react";
import { Link } from "wouter";
import type { Found } from "../api/types.ts";
import { addressOf } from "./api.ts";
import { iconOf } from "./icons.ts";
import classes from "./library.module.css";
import type { Place } from "./places.ts";
import { l } from "./text.ts";

interface ItemLineProps {
  item: Found;
  places: readonly Place[];
  canWrite: boolean;
  onChange: (body: Record<string, unknown>, done: string) => void;
}

export function ItemLine({ item, places, canWrite, onChange }: ItemLineProps) {
  const Icon = iconOf(item.model);
  const name = (
    <>
      <Icon size={16} stroke={1.7} aria-hidden />
      {item.name}
    </>
  );
  return (
    <li>
      {item.archived ? (
        <span className={classes.itemName}>{name}</span>
      ) : (
        <Link href={addressOf(item)} className={classes.itemName}>
          {name}
        </Link>
      )}
      {canWrite && item.archived && (
        <ActionIcon
          aria-label={l.restoreItem(item.name)}
          onClick={() => onChange({ archived: false }, l.restored)}
        >
          <IconArchiveOff size={16} />
        </ActionIcon>
      )}
      {canWrite && !item.archived && (
        <>
          <MoveMenu {...{ item, places, onChange }} />
          <ActionIcon
            aria-label={l.archiveItem(item.name)}
            onClick={() => onChange({ archived: true }, l.archived)}
          >
            <IconArchive size={16} />
          </ActionIcon>
        </>
      )}
    </li>
  );
}

function MoveMenu({ item, places, onChange }: Omit<ItemLineProps, "canWrite">) {
  const key = item.model === "collection" ? "parent_id" : "collection_id";
  const others = places.filter(
    (it) => it.id !== item.collection_id && !(item.model === "collection" && it.id === item.id),
  );
  if (others.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={l.move(item.name)}>
          <IconFolderShare size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{l.moveTo}</Menu.Label>
        {others.map((it) => (
          <Menu.Item key={String(it.id)} onClick={() => onChange({ [key]: it.id }, l.moved)}>
            {it.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
