// A dashboard to look at and filter: the real embed route, with every parameter editable.
import { ActionIcon, Badge, Button, Menu, Skeleton, Text, Title, Tooltip } from "@mantine/core";
import {
  IconChevronDown,
  IconLayoutDashboard,
  IconMaximize,
  IconPencil,
  IconRefresh,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import { dashboard as dashboardQuery } from "../api/queries.ts";
import type { Dashboard, User } from "../api/types.ts";
import { ShareMenu } from "../embedding/ShareMenu.tsx";
import { HistoryButton } from "../history/HistoryButton.tsx";
import { Archived } from "../library/Archived.tsx";
import { listUnsaved } from "../library/drafts.ts";
import { ItemMenu } from "../library/ItemMenu.tsx";
import { StarButton } from "../library/StarButton.tsx";
import { Loaded } from "../states/Loaded.tsx";
import { StateView } from "../states/StateView.tsx";
import { useTitle } from "../states/useTitle.ts";
import { bench } from "../text/bench/text.ts";
import { t } from "../text/text.ts";
import { DashboardFrame, type FrameControls } from "./DashboardFrame.tsx";
import classes from "./DashboardPage.module.css";

export function DashboardPage({ id, user }: { id: number; user: User }) {
  const query = useQuery(dashboardQuery(id));
  useTitle(query.data?.name);
  return (
    <Loaded query={query} skeleton={<DashboardSkeleton />}>
      {(dashboard) =>
        dashboard.archived ? (
          <Archived
            item={{ ...dashboard, model: "dashboard" }}
            canWrite={dashboard.can_write}
            isEmbedded={dashboard.enable_embedding}
          />
        ) : (
          <LoadedDashboard dashboard={dashboard} user={user} />
        )
      }
    </Loaded>
  );
}

function LoadedDashboard({ dashboard, user }: { dashboard: Dashboard; user: User }) {
  const controls = useRef<FrameControls>(null);
  const [refreshMinutes, setRefreshMinutes] = useState(0);
  const policy = useMemo(
    () => Object.fromEntries(dashboard.parameters.map(({ slug }) => [slug, "enabled" as const])),
    [dashboard.parameters],
  );
  const canWrite = dashboard.can_write;
  const [isUnsaved] = useState(() =>
    listUnsaved().some((it) => it.model === "dashboard" && it.id === String(dashboard.id)),
  );
  const isEmpty = dashboard.dashcards.length === 0;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div className={classes.name}>
          <Title order={1}>{dashboard.name}</Title>
          {isUnsaved && (
            <Badge variant="light" color="yellow" size="sm">
              {t.question.unsaved}
            </Badge>
          )}
          {dashboard.description && (
            <Text size="sm" c="dimmed">
              {dashboard.description}
            </Text>
          )}
        </div>
        <RefreshButtons
          minutes={refreshMinutes}
          onMinutes={setRefreshMinutes}
          onRefresh={() => controls.current?.reload()}
        />
        <Tooltip label={t.dashboard.fullScreen}>
          <ActionIcon
            variant="default"
            aria-label={t.dashboard.fullScreen}
            disabled={isEmpty}
            onClick={() => controls.current?.fullScreen()}
          >
            <IconMaximize size={16} />
          </ActionIcon>
        </Tooltip>
        <StarButton entity="dashboard" id={dashboard.id} />
        <HistoryButton entity="dashboard" item={dashboard} canRestore={canWrite} />
        {canWrite && (
          <Button
            component={Link}
            href={`/dashboard/${dashboard.id}/edit`}
            variant="default"
            leftSection={<IconPencil size={15} />}
          >
            {bench.editor.edit}
          </Button>
        )}
        <ShareMenu kind="dashboard" item={dashboard} user={user} />
        {canWrite && (
          <ItemMenu item={{ ...dashboard, model: "dashboard" }} label={t.question.moreSaves} />
        )}
      </header>
      {isEmpty ? (
        <StateView
          icon={IconLayoutDashboard}
          title={t.dashboard.emptyTitle}
          hint={t.dashboard.emptyHint}
        />
      ) : (
        <DashboardFrame {...{ dashboard, policy, refreshMinutes, controls }} />
      )}
    </div>
  );
}

const MINUTES = [0, 1, 5, 15, 30, 60];

interface RefreshButtonsProps {
  minutes: number;
  onMinutes: (minutes: number) => void;
  onRefresh: () => void;
}

function RefreshButtons({ minutes, onMinutes, onRefresh }: RefreshButtonsProps) {
  return (
    <ActionIcon.Group>
      <Tooltip label={t.dashboard.refresh}>
        <ActionIcon variant="default" aria-label={t.dashboard.refresh} onClick={onRefresh}>
          <IconRefresh size={16} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label={t.dashboard.refreshEvery}>
            <ActionIcon
              variant={minutes ? "light" : "default"}
              aria-label={t.dashboard.refreshEvery}
            >
              <IconChevronDown size={14} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t.dashboard.refreshEvery}</Menu.Label>
          <Menu.RadioGroup value={String(minutes)} onChange={(value) => onMinutes(Number(value))}>
            {MINUTES.map((count) => (
              <Menu.RadioItem key={count} value={String(count)} closeMenuOnClick>
                {count ? t.dashboard.refreshMinutes(count) : t.dashboard.refreshNever}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
    </ActionIcon.Group>
  );
}

function DashboardSkeleton() {
  return (
    <div className={classes.skeleton}>
      <Skeleton height={18} width="28%" mb="sm" />
      <div className={classes.grid}>
        {["a", "b", "c", "d", "e", "f"].map((key) => (
          <Skeleton key={key} height={220} radius="md" />
        ))}
      </div>
    </div>
  );
}
