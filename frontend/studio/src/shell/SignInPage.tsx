// The door: what an author without a session sees at every address.
import { Alert, Button, Divider, Text, Title } from "@mantine/core";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { BASE_PATH, get } from "../api/client.ts";
import { currentUser, sessionProperties } from "../api/queries.ts";
import { useTitle } from "../states/useTitle.ts";
import { t } from "../text/text.ts";
import classes from "./Door.module.css";
import { LogoMark } from "./Logo.tsx";
import { SignInForm } from "./SignInForm.tsx";
import { door } from "./text/text.ts";

export function SignInPage() {
  useTitle(t.signIn.title);
  const client = useQueryClient();
  const { data: properties } = useQuery(sessionProperties);
  const { data: ways } = useQuery(signInWays);
  const [refused] = useState(() => new URLSearchParams(window.location.search).get("sign-in"));
  const refusals: Readonly<Record<string, string>> = door.refusals;
  const isEmpty = properties?.["has-user-setup"] === false;
  return (
    <main className={classes.door}>
      <div className={classes.box}>
        <LogoMark size={36} />
        <Title order={1}>{t.signIn.heading}</Title>
        {isEmpty && (
          <Alert title={t.signIn.nobody} color="blue" w="100%">
            <Text size="sm">{t.signIn.nobodyHint}</Text>
          </Alert>
        )}
        {refused && (
          <Alert color="red" role="alert" w="100%">
            {refusals[refused] ?? refusals.refused}
          </Alert>
        )}
        <div className={classes.form}>
          {ways?.openid && (
            <>
              <Button component="a" href={openidUrl()} variant="default" fullWidth>
                {door.with(ways.openid)}
              </Button>
              <Divider my="md" label={door.or} />
            </>
          )}
          <SignInForm onSignedIn={() => client.resetQueries({ queryKey: currentUser.queryKey })} />
        </div>
      </div>
    </main>
  );
}

const signInWays = queryOptions({
  queryKey: ["sign-in-ways"],
  staleTime: 60_000,
  queryFn: ({ signal }) => get<{ openid: string | null }>("signboard/sign-in", signal),
});

/** Where the provider's sign-in begins; it comes back to the page that was asked for. */
function openidUrl(): string {
  const { pathname, hash } = window.location;
  const asked = pathname.slice(BASE_PATH.length) || "/";
  return `${BASE_PATH}/api/signboard/openid/start?return_to=${encodeURIComponent(asked + hash)}`;
}
