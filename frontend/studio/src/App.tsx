// Providers, the door and the addresses of the studio. Pages are loaded when first opened.
import { MantineProvider } from "@mantine/core";
import { type QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { type ComponentType, lazy, Suspense } from "react";
import { Route, Router, Switch, useLocation } from "wouter";
import { ApiError, BASE_PATH } from "./api/client.ts";
import { currentUser } from "./api/queries.ts";
import type { User } from "./api/types.ts";
import { Shell } from "./shell/Shell.tsx";
import { SignInGate } from "./shell/SignInGate.tsx";
import { CrashGuard } from "./states/CrashGuard.tsx";
import { Loaded } from "./states/Loaded.tsx";
import { ErrorState, NotFound } from "./states/StateView.tsx";
import { cssVariables, theme } from "./theme.ts";

const Notifications = lazyPage(() =>
  import("@mantine/notifications").then((it) => it.Notifications),
);
const SignInPage = lazyPage(() => import("./shell/SignInPage.tsx").then((it) => it.SignInPage));
const SetupPage = lazyPage(() => import("./shell/SetupPage.tsx").then((it) => it.SetupPage));
const HomePage = lazyPage(() => import("./home/HomePage.tsx").then((it) => it.HomePage));
const QuestionPage = lazyPage(() =>
  import("./question/QuestionPage.tsx").then((it) => it.QuestionPage),
);
const DashboardPage = lazyPage(() =>
  import("./dashboard/DashboardPage.tsx").then((it) => it.DashboardPage),
);
const EditorPage = lazyPage(() =>
  import("./dashboard/editor/EditorPage.tsx").then((it) => it.EditorPage),
);
const AdminPages = lazyPage(() => import("./admin/AdminPages.tsx").then((it) => it.AdminPages));
const AccountPage = lazyPage(() =>
  import("./admin/people/AccountPage.tsx").then((it) => it.AccountPage),
);
const JoinPage = lazyPage(() => import("./admin/people/JoinPage.tsx").then((it) => it.JoinPage));
const BeginPage = lazyPage(() =>
  import("./admin/instance/BeginPage.tsx").then((it) => it.BeginPage),
);
const CollectionPage = lazyPage(() =>
  import("./library/CollectionPage.tsx").then((it) => it.CollectionPage),
);
const ReaderQuestion = lazyPage(() =>
  import("./question/ReaderQuestion.tsx").then((it) => it.ReaderQuestion),
);

function lazyPage<P extends object>(load: () => Promise<ComponentType<P>>) {
  return lazy(async () => ({ default: await load() }));
}

export function App({ client }: { client: QueryClient }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <Router base={BASE_PATH}>
          <Suspense fallback={null}>
            <Switch>
              <Route path="/first-user">
                <SetupPage />
              </Route>
              <Route path="/join">
                <JoinPage />
              </Route>
              <Route>
                <Door />
              </Route>
            </Switch>
          </Suspense>
          <SignInGate />
          <Suspense fallback={null}>
            <Notifications position="bottom-right" />
          </Suspense>
        </Router>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Door() {
  const query = useQuery(currentUser);
  return (
    <Loaded query={query} skeleton={null}>
      {(user) => (user ? <Pages user={user} /> : <SignInPage />)}
    </Loaded>
  );
}

function Pages({ user }: { user: User }) {
  const [location] = useLocation();
  return (
    <Shell user={user}>
      <CrashGuard resetKey={location}>
        <Suspense fallback={null}>
          <Switch>
            <Route path="/">
              <HomePage user={user} />
            </Route>
            <Route path="/question/:id">
              {({ id }) =>
                user.role === "reader" ? (
                  <ReaderQuestion key={id} id={readId(id)} />
                ) : (
                  <QuestionPage
                    key={id}
                    id={id === "new" || id === "build" ? id : readId(id)}
                    user={user}
                  />
                )
              }
            </Route>
            <Route path="/dashboard/:id/edit">
              {({ id }) => <EditorPage key={id} id={readId(id)} />}
            </Route>
            <Route path="/dashboard/:id">
              {({ id }) => <DashboardPage key={id} id={readId(id)} user={user} />}
            </Route>
            <Route path="/collection/:id">
              {({ id }) => <CollectionPage key={id} id={id} user={user} />}
            </Route>
            <Route path="/account">
              <AccountPage user={user} />
            </Route>
            <Route path="/begin">{user.is_superuser ? <BeginPage /> : <Forbidden />}</Route>
            <Route path="/admin/*?">{user.is_superuser ? <AdminPages /> : <Forbidden />}</Route>
            <Route>
              <NotFound />
            </Route>
          </Switch>
        </Suspense>
      </CrashGuard>
    </Shell>
  );
}

function Forbidden() {
  return <ErrorState error={new ApiError(403, "")} />;
}

/** The number at the start of `5` or `5-sales`; 0, which no item has, for anything else. */
function readId(text: string): number {
  return Number.parseInt(text, 10) || 0;
}
