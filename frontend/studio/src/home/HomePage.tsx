// Home: every question and dashboard, searched and filtered as one types.
import {
  Button,
  CloseButton,
  Group,
  SegmentedControl,
  Skeleton,
  Text,
  TextInput,
} from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import {
  IconDatabasePlus,
  IconFolder,
  IconPlus,
  IconSearch,
  IconSearchOff,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { Link, useSearchParams } from "wouter";
import { cards, dashboards, databases } from "../api/queries.ts";
import type { User } from "../api/types.ts";
import { AtHand } from "../library/AtHand.tsx";
import { l } from "../library/text.ts";
import { Page } from "../shell/Page.tsx";
import { ErrorState, StateView } from "../states/StateView.tsx";
import { useTitle } from "../states/useTitle.ts";
import { t } from "../text/text.ts";
import classes from "./HomePage.module.css";
import { ItemRow } from "./ItemRow.tsx";
import { findItems, type Item, type KindFilter, listItems } from "./items.ts";
import { NewDashboard } from "./NewDashboard.tsx";

const KINDS: { value: KindFilter; label: string }[] = [
  { value: "all", label: t.home.all },
  { value: "dashboard", label: t.home.dashboards },
  { value: "question", label: t.home.questions },
];

export function HomePage({ user }: { user: User }) {
  useTitle(t.home.title);
  const cardQuery = useQuery(cards);
  const dashboardQuery = useQuery(dashboards);
  const failed = [cardQuery, dashboardQuery].find((it) => it.isError && it.data === undefined);
  const isReady = cardQuery.data !== undefined && dashboardQuery.data !== undefined;
  const items = useMemo(
    () => listItems(cardQuery.data ?? [], dashboardQuery.data ?? []),
    [cardQuery.data, dashboardQuery.data],
  );
  return (
    <Page
      title={t.home.title}
      actions={
        <Button
          component={Link}
          href="/collection/root"
          variant="default"
          leftSection={<IconFolder size={15} aria-hidden />}
        >
          {l.collections}
        </Button>
      }
    >
      <AtHand />
      {failed && <ErrorState error={failed.error} retry={failed.refetch} />}
      {isReady && <Items items={items} user={user} />}
      {!isReady && !failed && <ListSkeleton />}
    </Page>
  );
}

/** Text and kind live in the address, so that going back finds the same list. */
function useSearch() {
  const [params, setParams] = useSearchParams();
  const text = params.get("q") ?? "";
  const kind = KINDS.find((it) => it.value === params.get("kind"))?.value ?? "all";
  const setParam = (name: string, value: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: true },
    );
  return { text, kind, setParam };
}

function Items({ items, user }: { items: Item[]; user: User }) {
  const { text, kind, setParam } = useSearch();
  const box = useRef<HTMLInputElement>(null);
  useHotkeys([["/", () => box.current?.focus()]]);
  const found = useMemo(() => findItems(items, kind, text), [items, kind, text]);
  if (items.length === 0) return <FirstSteps user={user} />;
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          ref={box}
          className={classes.search}
          aria-label={t.home.search}
          placeholder={t.home.searchShort}
          leftSection={<IconSearch size={15} aria-hidden />}
          rightSection={
            text && (
              <CloseButton size="sm" aria-label={t.home.clear} onClick={() => setParam("q", "")} />
            )
          }
          value={text}
          onChange={(event) => setParam("q", event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t.home.show}
          data={KINDS}
          value={kind}
          onChange={(value) => setParam("kind", value === "all" ? "" : value)}
        />
        <Text size="xs" c="dimmed" role="status" className={classes.count}>
          {t.home.found(found.length)}
        </Text>
        {user.role !== "reader" && <NewDashboard />}
      </div>
      {found.length === 0 ? (
        <StateView
          icon={IconSearchOff}
          title={t.home.noMatch}
          hint={text ? t.home.noMatchHint(text) : undefined}
        />
      ) : (
        <ul className={classes.list}>
          {found.map((item) => (
            <ItemRow
              key={`${item.kind}-${item.id}`}
              item={item}
              canWrite={user.role !== "reader"}
            />
          ))}
        </ul>
      )}
    </>
  );
}

/** What to do in an empty instance: connect a database, or write the first question. */
function FirstSteps({ user }: { user: User }) {
  const { data } = useQuery(databases);
  if (!data) return <ListSkeleton />;
  const needsDatabase = data.length === 0 && user.is_superuser;
  return (
    <StateView
      icon={needsDatabase ? IconDatabasePlus : IconPlus}
      title={t.home.emptyTitle}
      hint={needsDatabase ? t.home.emptyNoDatabase : t.home.emptyHint}
      action={
        user.role !== "reader" && (
          <Group gap="xs" justify="center">
            <Button component={Link} href={needsDatabase ? "/admin/databases" : "/question/new"}>
              {needsDatabase ? t.home.addDatabase : t.app.newQuestion}
            </Button>
            {!needsDatabase && <NewDashboard />}
          </Group>
        )
      }
    />
  );
}

function ListSkeleton() {
  return (
    <div className={classes.list} role="status" aria-busy="true" aria-label={t.app.loading}>
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <div key={key} className={classes.row}>
          <Skeleton width={32} height={32} radius="md" />
          <div className={classes.words}>
            <Skeleton width="38%" height={10} my={4} />
            <Skeleton width="62%" height={8} my={4} />
          </div>
        </div>
      ))}
    </div>
  );
}
