// Short messages in the corner, for what was done and for what failed.
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { messageOf } from "../api/client.ts";
import { t } from "../text/text.ts";

const CLOSE = { "aria-label": t.app.dismiss };

export function noticeDone(message: string): void {
  notifications.show({
    message,
    color: "green",
    icon: <IconCheck size={16} />,
    autoClose: 4000,
    withBorder: true,
    closeButtonProps: CLOSE,
  });
}

export function noticeFailed(title: string, error: unknown): void {
  notifications.show({
    title,
    message: messageOf(error),
    color: "red",
    icon: <IconAlertTriangle size={16} />,
    autoClose: 10_000,
    withBorder: true,
    closeButtonProps: CLOSE,
    role: "alert",
  });
}
