// The bar's ways in one menu, for screens where the bar has no room for them.
import { ActionIcon, Menu } from "@mantine/core";
import { IconCode, IconDatabase, IconMenu2, IconPlus } from "@tabler/icons-react";
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
        <Menu.Item component={Link} href="/question/new" leftSection={<IconPlus size={15} />}>
          {t.app.newQuestion}
        </Menu.Item>
        {user.is_superuser && (
          <>
            <Menu.Divider />
            <Menu.Item
              component={Link}
              href="/admin/databases"
              leftSection={<IconDatabase size={15} />}
            >
              {t.app.databases}
            </Menu.Item>
            <Menu.Item
              component={Link}
              href="/admin/embedding"
              leftSection={<IconCode size={15} />}
            >
              {t.app.embedding}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
