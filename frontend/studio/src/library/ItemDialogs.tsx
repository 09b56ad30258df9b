// What is asked before a thing is moved, or goes to the archive: who would miss it, what people outside will see.
import { Badge, Button, Group, Modal, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Uses } from "../api/types.ts";
import { Loaded } from "../states/Loaded.tsx";
import { type Thing, useChange, uses } from "./api.ts";
import { iconOf } from "./icons.ts";
import classes from "./library.module.css";
import { PlaceSelect } from "./PlaceSelect.tsx";
import { l } from "./text.ts";

const WAYS = ["itself", "card", "reference", "values"] as const;

export function ArchiveDialog({ item, onClose }: { item: Thing; onClose: () => void }) {
  const query = useQuery(uses(item));
  const archiving = useChange(item, l.archived, onClose);
  return (
    <Modal opened onClose={onClose} title={l.archiveItem(item.name)}>
      <Loaded query={query} skeleton={<Skeleton height={72} />}>
        {(found) => (
          <Stack gap="sm" className={classes.uses}>
            <Text size="sm">
              {item.model === "collection"
                ? l.inside(found.cards, found.dashboards, found.collections)
                : l.archiveHint}
            </Text>
            {WAYS.map((way) => (
              <UseList
                key={way}
                text={l.ways[way]}
                found={found.uses.filter((it) => it.ways.includes(way))}
              />
            ))}
          </Stack>
        )}
      </Loaded>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          {l.cancel}
        </Button>
        <Button
          color="red.9"
          disabled={!query.data}
          loading={archiving.isPending}
          onClick={() => archiving.mutate({ archived: true })}
        >
          {l.toArchive}
        </Button>
      </Group>
    </Modal>
  );
}

function UseList({ text, found }: { text: string; found: Uses["uses"] }) {
  if (found.length === 0) return null;
  return (
    <section>
      <Text size="sm" fw={600}>
        {text}
      </Text>
      <ul>
        {found.map((it) => {
          const Icon = iconOf(it.model);
          return (
            <li key={`${it.model}-${it.id}`}>
              <Icon size={15} stroke={1.7} aria-hidden />
              <span>{it.name}</span>
              {it.is_embedded && <Mark text={l.isEmbedded} />}
              {it.is_shared && <Mark text={l.isShared} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Mark({ text }: { text: string }) {
  return (
    <Badge variant="default" size="sm" tt="none" fw={500}>
      {text}
    </Badge>
  );
}

export function MoveDialog({ item, onClose }: { item: Thing; onClose: () => void }) {
  const here = item.collection_id ?? null;
  const [place, setPlace] = useState(here);
  const moving = useChange(item, l.moved, onClose);
  const send = (event: FormEvent) => {
    event.preventDefault();
    moving.mutate({ [item.model === "collection" ? "parent_id" : "collection_id"]: place });
  };
  return (
    <Modal opened onClose={onClose} title={l.move(item.name)}>
      <form onSubmit={send}>
        <PlaceSelect
          value={place}
          onChange={setPlace}
          without={item.model === "collection" ? item.id : null}
          isAlwaysShown
        />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            {l.cancel}
          </Button>
          <Button type="submit" disabled={place === here} loading={moving.isPending}>
            {l.moveHere}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
