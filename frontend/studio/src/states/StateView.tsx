// The calm picture of a page or pane that has nothing to show: empty, failed or forbidden.
import { Text, Title } from "@mantine/core";
import {
  IconAlertTriangle,
  IconLock,
  IconMapSearch,
  IconPlugConnectedX,
  type IconProps,
} from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";
import { ApiError, messageOf } from "../api/client.ts";
import { t } from "../text/text.ts";
import { LinkButton, PlainButton } from "./PlainButton.tsx";
import classes from "./StateView.module.css";

interface StateViewProps {
  icon: ComponentType<IconProps>;
  title: string;
  hint?: ReactNode;
  action?: ReactNode;
  role?: "alert" | "status";
  isSmall?: boolean;
}

export function StateView({ icon: Icon, title, hint, action, role, isSmall }: StateViewProps) {
  return (
    <div className={classes.state} data-small={isSmall || undefined} role={role}>
      <span className={classes.icon}>
        <Icon size={isSmall ? 18 : 22} stroke={1.6} aria-hidden />
      </span>
      <Title order={2} size={isSmall ? "h3" : "h2"}>
        {title}
      </Title>
      {hint && (
        <Text size="sm" c="dimmed" maw="28rem" className={classes.hint}>
          {hint}
        </Text>
      )}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}

/** Says what failed and what to do next, by the kind of refusal. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const status = error instanceof ApiError ? error.status : -1;
  if (status === 403) {
    return (
      <StateView
        icon={IconLock}
        role="alert"
        title={t.errors.noPermission}
        hint={t.errors.noPermissionHint}
        action={<HomeButton />}
      />
    );
  }
  if (status === 404) return <NotFound />;
  return (
    <StateView
      icon={status === 0 ? IconPlugConnectedX : IconAlertTriangle}
      role="alert"
      title={t.errors.title}
      hint={messageOf(error)}
      action={retry && <PlainButton onClick={retry}>{t.app.tryAgain}</PlainButton>}
    />
  );
}

export function NotFound() {
  return (
    <StateView
      icon={IconMapSearch}
      role="status"
      title={t.errors.notFound}
      hint={t.errors.notFoundHint}
      action={<HomeButton />}
    />
  );
}

function HomeButton() {
  return <LinkButton href="/">{t.errors.goHome}</LinkButton>;
}
