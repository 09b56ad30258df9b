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
const SearchDoor = lazy(async () => ({
  default: (await import("../library/SearchDoor.tsx")).SearchDoor,
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
          {user.is_superuser && <NavItem href="/admin/*?" to="/admin" label={t.app.admin} />}
        </nav>
        <span className={classes.space} />
        <Suspense fallback={null}>
          <SearchDoor user={user} />
        </Suspense>
        {user.role !== "reader" && (
          <LinkButton href="/question/new" isPrimary className={classes.wide}>
            <IconPlus size={15} aria-hidden />
            {t.app.newQuestion}
          </LinkButton>
        )}
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

/** `href` may be a pattern of addresses; then `to` is the one to go to. */
function NavItem({ href, to = href, label }: { href: string; to?: string; label: string }) {
  const [isHere] = useRoute(href);
  return (
    <Link href={to} className={classes.item} aria-current={isHere ? "page" : undefined}>
      {label}
    </Link>
  );
}
