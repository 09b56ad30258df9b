// Collections: the tree at the side, what lies in one of them beside it; the archive in the same form.
import { Button, Group, Modal, Skeleton, TextInput } from "@mantine/core";
import { IconArchive, IconFolder, IconFolderPlus, IconHome, IconPencil } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link, useLocation } from "wouter";
import { messageOf, request } from "../api/client.ts";
import type { Collection, CollectionNode, User } from "../api/types.ts";
import { Page } from "../shell/Page.tsx";
import { Loaded } from "../states/Loaded.tsx";
import { NotFound, StateView } from "../states/StateView.tsx";
import { useTitle } from "../states/useTitle.ts";
import { ArchivedState } from "./Archived.tsx";
import {
  collection,
  collectionItems,
  collectionTree,
  createCollection,
  type Thing,
} from "./api.ts";
import { ItemLine } from "./ItemLine.tsx";
import { ItemMenu } from "./ItemMenu.tsx";
import classes from "./library.module.css";
import { l } from "./text.ts";

/** `id` is a collection's, `root` for what is in none, `archive` for what was put away. */
export function CollectionPage({ id, user }: { id: string; user: User }) {
  const tree = useQuery(collectionTree);
  return (
    <Loaded query={tree} skeleton={<Skeleton height={240} m="xl" />}>
      {(nodes) => <Shelf id={id} nodes={nodes} canWrite={user.role !== "reader"} />}
    </Loaded>
  );
}

interface ShelfProps {
  id: string;
  nodes: CollectionNode[];
  canWrite: boolean;
}

function Shelf({ id, nodes, canWrite }: ShelfProps) {
  const flat = flatten(nodes);
  const here = flat.find((it) => String(it.id) === id);
  const title = id === "archive" ? l.archive : id === "root" ? l.all : here?.name;
  useTitle(title);
  if (!title) return Number(id) ? <PutAway id={id} canWrite={canWrite} /> : <NotFound />;
  return (
    <Page title={title} actions={canWrite && <Actions id={id} here={here} />}>
      <div className={classes.shelf}>
        <nav className={classes.tree} aria-label={l.collections}>
          <ul>
            <li>
              <TreeLink to="root" here={id} label={l.all} icon={IconHome} />
            </li>
            {nodes.map((it) => (
              <Branch key={it.id} node={it} here={id} />
            ))}
            <li>
              <TreeLink to="archive" here={id} label={l.archive} icon={IconArchive} />
            </li>
          </ul>
        </nav>
        <Items id={id} isArchived={id === "archive"} canWrite={canWrite} />
      </div>
    </Page>
  );
}

/** A collection that is not in the tree: an archived one, or none. */
function PutAway({ id, canWrite }: { id: string; canWrite: boolean }) {
  const query = useQuery(collection(id));
  useTitle(query.data?.name);
  return (
    <Loaded query={query} skeleton={<Skeleton height={240} m="xl" />}>
      {(found) => (
        <Page title={found.name}>
          <ArchivedState item={thingOf(found)} canWrite={canWrite} />
          <Items id={id} isArchived canWrite={canWrite} />
        </Page>
      )}
    </Loaded>
  );
}

const thingOf = ({ id, name, parent_id }: Collection | CollectionNode): Thing => ({
  model: "collection",
  id: Number(id),
  name,
  collection_id: parent_id,
});

const flatten = (nodes: readonly CollectionNode[]): CollectionNode[] =>
  nodes.flatMap((it) => [it, ...flatten(it.children)]);

function Branch({ node, here }: { node: CollectionNode; here: string }) {
  return (
    <li>
      <TreeLink to={String(node.id)} here={here} label={node.name} icon={IconFolder} />
      {node.children.length > 0 && (
        <ul>
          {node.children.map((it) => (
            <Branch key={it.id} node={it} here={here} />
          ))}
        </ul>
      )}
    </li>
  );
}

interface TreeLinkProps {
  to: string;
  here: string;
  label: string;
  icon: typeof IconFolder;
}

function TreeLink({ to, here, label, icon: Icon }: TreeLinkProps) {
  return (
    <Link href={`/collection/${to}`} aria-current={to === here ? "page" : undefined}>
      <Icon size={15} stroke={1.7} aria-hidden />
      {label}
    </Link>
  );
}

interface ItemsProps {
  id: string;
  isArchived: boolean;
  canWrite: boolean;
}

function Items({ id, isArchived, canWrite }: ItemsProps) {
  const items = useQuery(collectionItems(id, isArchived));
  return (
    <Loaded query={items} skeleton={<Skeleton height={180} />}>
      {(list) =>
        list.length === 0 ? (
          <StateView
            icon={isArchived ? IconArchive : IconFolder}
            title={id === "archive" ? l.emptyArchive : l.empty}
            hint={id === "archive" ? l.emptyArchiveHint : isArchived ? null : l.emptyHint}
          />
        ) : (
          <ul className={classes.items}>
            {list.map((item) => (
              <ItemLine key={`${item.model}-${item.id}`} item={item} canWrite={canWrite} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

type Naming = "new" | "rename" | null;

function Actions({ id, here }: { id: string; here: CollectionNode | undefined }) {
  const [naming, setNaming] = useState<Naming>(null);
  if (id === "archive") return null;
  return (
    <Group gap="xs">
      {here && (
        <Button
          variant="default"
          leftSection={<IconPencil size={15} />}
          onClick={() => setNaming("rename")}
        >
          {l.rename}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconFolderPlus size={15} />}
        onClick={() => setNaming("new")}
      >
        {l.newCollection}
      </Button>
      {here && <ItemMenu item={thingOf(here)} />}
      {naming && <NameDialog here={here} naming={naming} onClose={() => setNaming(null)} />}
    </Group>
  );
}

interface NameDialogProps {
  here: CollectionNode | undefined;
  naming: "new" | "rename";
  onClose: () => void;
}

function NameDialog({ here, naming, onClose }: NameDialogProps) {
  const isNew = naming === "new";
  const [name, setName] = useState(isNew ? "" : (here?.name ?? ""));
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const saving = useMutation({
    mutationFn: async (): Promise<number | null> => {
      if (isNew) {
        const made = await createCollection(name.trim(), here ? Number(here.id) : null);
        return Number(made.id);
      }
      await request("PUT", `collection/${here?.id}`, { body: { name: name.trim() } });
      return null;
    },
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: ["collections"] });
      onClose();
      if (made !== null) navigate(`/collection/${made}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) saving.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={isNew ? l.newCollection : l.rename}>
      <form onSubmit={submit}>
        <TextInput
          data-autofocus
          label={l.name}
          maxLength={254}
          value={name}
          error={saving.isError && messageOf(saving.error)}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            {l.cancel}
          </Button>
          <Button type="submit" loading={saving.isPending} disabled={!name.trim()}>
            {l.save}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
