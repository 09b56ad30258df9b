// Everybody's sessions, for administrators.
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Page } from "../../shell/Page.tsx";
import { Loaded } from "../../states/Loaded.tsx";
import { useTitle } from "../../states/useTitle.ts";
import { allSessions } from "../api.ts";
import { a } from "../text/text.ts";
import { SessionList } from "./SessionList.tsx";

export function SessionsPage() {
  useTitle(a.sessions.title);
  const query = useQuery(allSessions);
  return (
    <Page title={a.sessions.title} lead={a.sessions.lead}>
      <Loaded query={query} skeleton={<Skeleton height={160} radius="md" />}>
        {(sessions) => <SessionList sessions={sessions} path="signboard/sessions" />}
      </Loaded>
    </Page>
  );
}
