// The administrators' part: its menu beside its pages, each loaded when first opened.
import { type ComponentType, lazy, Suspense } from "react";
import { Link, Redirect, Route, Switch, useLocation } from "wouter";
import { NotFound } from "../states/StateView.tsx";
import classes from "./admin.module.css";
import { a } from "./text/text.ts";

const page = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }));

const PAGES: readonly (readonly [string, string, ComponentType])[] = [
  [
    "databases",
    a.databases.title,
    page(async () => (await import("./databases/DatabasesPage.tsx")).DatabasesPage),
  ],
  [
    "embedding",
    a.embedding.title,
    page(async () => (await import("./embedding/EmbeddingPage.tsx")).EmbeddingPage),
  ],
  [
    "people",
    a.people.title,
    page(async () => (await import("./people/PeoplePage.tsx")).PeoplePage),
  ],
  [
    "sessions",
    a.sessions.title,
    page(async () => (await import("./people/SessionsPage.tsx")).SessionsPage),
  ],
  [
    "api-keys",
    a.keys.title,
    page(async () => (await import("./people/ApiKeysPage.tsx")).ApiKeysPage),
  ],
  [
    "sign-in",
    a.signIn.title,
    page(async () => (await import("./people/SignInSettingsPage.tsx")).SignInSettingsPage),
  ],
  [
    "settings",
    a.settings.title,
    page(async () => (await import("./instance/SettingsPage.tsx")).SettingsPage),
  ],
  [
    "appearance",
    a.look.title,
    page(async () => (await import("./instance/AppearancePage.tsx")).AppearancePage),
  ],
  [
    "health",
    a.health.title,
    page(async () => (await import("./instance/HealthPage.tsx")).HealthPage),
  ],
];
const TablesPage = lazy(async () => ({
  default: (await import("./databases/TablesPage.tsx")).TablesPage,
}));

export function AdminPages() {
  return (
    <div className={classes.frame}>
      <nav className={classes.menu} aria-label={a.menu}>
        {PAGES.map(([path, label]) => (
          <MenuLink key={path} href={`/admin/${path}`} label={label} />
        ))}
      </nav>
      <Suspense fallback={null}>
        <Switch>
          {PAGES.map(([path, , Page]) => (
            <Route key={path} path={`/admin/${path}`}>
              <Page />
            </Route>
          ))}
          <Route path="/admin/databases/:id">
            {({ id }) => <TablesPage key={id} id={Number(id)} />}
          </Route>
          <Route path="/admin">
            <Redirect to="/admin/databases" replace />
          </Route>
          <Route>
            <NotFound />
          </Route>
        </Switch>
      </Suspense>
    </div>
  );
}

function MenuLink({ href, label }: { href: string; label: string }) {
  const [location] = useLocation();
  const isHere = location === href || location.startsWith(`${href}/`);
  return (
    <Link href={href} className={classes.way} aria-current={isHere ? "page" : undefined}>
      {label}
    </Link>
  );
}
