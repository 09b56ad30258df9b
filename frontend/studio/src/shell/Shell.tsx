// The frame of every page: a slim bar with the way home, the admin pages and the account.
import { ActionIcon, Anchor, Button, Menu } from "@mantine/core";
import { IconCode, IconDatabase, IconMenu2, IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link, useRoute } from "wouter";
import type { User } from "../api/types.ts";
import { t } from "../text/text.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import { Logo } from "./Logo.tsx";
import classes from "./Shell.module.css";

export function Shell({ user, children }: { user: User; children: ReactNode }) {
  return (
    <div className={classes.shell}>
      <Anchor href="#content" className={classes.skip} onClick={skipToContent}>
        {t.app.skip}
      </Anchor>
      <header className={classes.bar}>
        <Link href="/" className={classes.home} aria-label={t.app.home}>
          <Logo />
        </Link>
        <nav className={classes.nav} aria-label={t.app.mainMenu}>
          <NavItem href="/" label={t.app.home} />
          {user.is_superuser && (
            <>
              <NavItem href="/admin/databases" label={t.app.databases} />
              <NavItem href="/admin/embedding" label={t.app.embedding} />
            </>
          )}
        </nav>
        <span className={classes.space} />
        <Button
          component={Link}
          href="/question/new"
          leftSection={<IconPlus size={15} aria-hidden />}
          className={classes.wide}
        >
          {t.app.newQuestion}
        </Button>
        <AccountMenu user={user} />
        <NarrowMenu user={user} />
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        {children}
      </main>
    </div>
  );
}

function skipToContent(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

function NavItem({ href, label }: { href: string; label: string }) {
  const [isHere] = useRoute(href);
  return (
    <Link href={href} className={classes.item} aria-current={isHere ? "page" : undefined}>
      {label}
    </Link>
  );
}

/** The same ways in one menu, where the bar has no room for them. */
function NarrowMenu({ user }: { user: User }) {
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
