// On the home page, above everything: what was not saved yet, favourites, and what was opened lately.
import { Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { Kept } from "../api/types.ts";
import { t } from "../text/text.ts";
import { addressOf, kept } from "./api.ts";
import { listUnsaved, type Unsaved } from "./drafts.ts";
import { iconOf } from "./icons.ts";
import classes from "./library.module.css";
import { l } from "./text.ts";

const SHOWN = 6;

export function AtHand() {
  const { data } = useQuery(kept);
  const [unsaved] = useState(listUnsaved);
  const list = data ?? [];
  const favourites = list.filter((it) => it.favourite_at);
  const recent = list.filter((it) => it.opened_at).slice(0, SHOWN);
  return (
    <>
      <Tiles title={t.question.unsaved} tiles={unsaved.map(tileOfUnsaved)} />
      <Tiles title={l.favourites} tiles={favourites.map(tileOf)} />
      <Tiles title={l.recent} tiles={recent.map(tileOf)} />
    </>
  );
}

interface Tile {
  href: string;
  name: string;
  icon: ReturnType<typeof iconOf>;
}

const tileOf = (it: Kept): Tile => ({
  href: addressOf({ ...it, database_id: null }),
  name: it.name,
  icon: iconOf(it.model, it.display),
});

const tileOfUnsaved = ({ model, id, name }: Unsaved): Tile => ({
  href: model === "card" ? `/question/${id}` : `/dashboard/${id}/edit`,
  name: name || t.app.newQuestion,
  icon: iconOf(model),
});

function Tiles({ title, tiles }: { title: string; tiles: readonly Tile[] }) {
  if (tiles.length === 0) return null;
  return (
    <section aria-label={title} className={classes.tiles}>
      <Title order={2} size="h3">
        {title}
      </Title>
      <ul>
        {tiles.map(({ href, name, icon: Icon }) => (
          <li key={href}>
            <Link href={href} className={classes.tile}>
              <Icon size={16} stroke={1.7} aria-hidden />
              <Text span size="sm" fw={500} truncate>
                {name}
              </Text>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
