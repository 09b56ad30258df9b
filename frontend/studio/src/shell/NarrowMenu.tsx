// The bar's ways in one menu, for screens where the bar has no room for them.
import { ActionIcon, Menu } from "@mantine/core";
import { IconHome, IconMenu2, IconPlus, IconSettings } from "@tabler/icons-react";
import { Link } from "wouter";
import type { User } from "../api/types.ts";
import { t } from "../text/text.ts";
import classes from "./Shell.module.css";

export function NarrowMenu({ user }: { user: User }) {
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon className={classes.narrow} aria-label={t.app.menu}>
          <IconMenu2 size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} href="/" leftSection={<IconHome size={15} />}>
          {t.app.home}
        </Menu.Item>
        {user.role !== "reader" && (
          <Menu.Item component={Link} href="/question/new" leftSection={<IconPlus size={15} />}>
            {t.app.newQuestion}
          </Menu.Item>
        )}
        {user.is_superuser && (
          <Menu.Item component={Link} href="/admin" leftSection={<IconSettings size={15} />}>
            {t.app.admin}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
