// The door: what an author without a session sees at every address.
import { Alert, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { currentUser, sessionProperties } from "../api/queries.ts";
import { useTitle } from "../states/useTitle.ts";
import { t } from "../text/text.ts";
import classes from "./Door.module.css";
import { LogoMark } from "./Logo.tsx";
import { SignInForm } from "./SignInForm.tsx";

export function SignInPage() {
  useTitle(t.signIn.title);
  const client = useQueryClient();
  const { data: properties } = useQuery(sessionProperties);
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
        <div className={classes.form}>
          <SignInForm onSignedIn={() => client.resetQueries({ queryKey: currentUser.queryKey })} />
        </div>
      </div>
    </main>
  );
}
