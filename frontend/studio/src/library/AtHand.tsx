// On the home page, above everything: favourites, and what the person opened lately.
import { Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Kept } from "../api/types.ts";
import { kept } from "./api.ts";
import { iconOf } from "./icons.ts";
import classes from "./library.module.css";
import { l } from "./text.ts";

const SHOWN = 6;

export function AtHand() {
  const { data } = useQuery(kept);
  const list = data ?? [];
  const favourites = list.filter((it) => it.favourite_at);
  const recent = list.filter((it) => it.opened_at).slice(0, SHOWN);
  return (
    <>
      <Tiles title={l.favourites} items={favourites} />
      <Tiles title={l.recent} items={recent} />
    </>
  );
}

function Tiles({ title, items }: { title: string; items: readonly Kept[] }) {
  if (items.length === 0) return null;
  return (
    <section aria-label={title} className={classes.tiles}>
      <Title order={2} size="h3">
        {title}
      </Title>
      <ul>
        {items.map((it) => {
          const Icon = iconOf(it.model);
          const kind = it.model === "card" ? "question" : "dashboard";
          return (
            <li key={`${it.model}-${it.id}`}>
              <Link href={`/${kind}/${it.id}`} className={classes.tile}>
                <Icon size={16} stroke={1.7} aria-hidden />
                <Text span size="sm" fw={500} truncate>
                  {it.name}
                </Text>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
