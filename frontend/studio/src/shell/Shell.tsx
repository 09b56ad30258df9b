// The frame of every page: a slim bar with the way home, the admin pages and the account.
import { IconPlus } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense } from "react";
import { Link, useRoute } from "wouter";
import type { User } from "../api/types.ts";
import { LinkButton } from "../states/PlainButton.tsx";
import { t } from "../text/text.ts";
import { Logo } from "./Logo.tsx";
import classes from "./Shell.module.css";

// Menus need a positioning library, which the first paint does not.
const AccountMenu = lazy(async () => ({
  default: (await import("./AccountMenu.tsx")).AccountMenu,
}));
const NarrowMenu = lazy(async () => ({ default: (await import("./NarrowMenu.tsx")).NarrowMenu }));

export function Shell({ user, children }: { user: User; children: ReactNode }) {
  return (
    <div className={classes.shell}>
      <button type="button" className={classes.skip} onClick={skipToContent}>
        {t.app.skip}
      </button>
      <header className={classes.bar}>
        <Link href="/" className={classes.home}>
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
        <LinkButton href="/question/new" isPrimary className={classes.wide}>
          <IconPlus size={15} aria-hidden />
          {t.app.newQuestion}
        </LinkButton>
        <Suspense fallback={<span className={classes.accountSpace} />}>
          <AccountMenu user={user} />
          <NarrowMenu user={user} />
        </Suspense>
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        {children}
      </main>
    </div>
  );
}

function skipToContent(): void {
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
