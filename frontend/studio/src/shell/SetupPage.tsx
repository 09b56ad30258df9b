// The first administrator, by the one-time link from the terminal: /first-user#<secret>.
import { Alert, Button, Group, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { createFirstUser } from "../api/changes.ts";
import { messageOf } from "../api/client.ts";
import { currentUser } from "../api/queries.ts";
import { useTitle } from "../states/useTitle.ts";
import { t } from "../text/text.ts";
import classes from "./Door.module.css";
import { LogoMark } from "./Logo.tsx";

const MIN_PASSWORD_LENGTH = 8;

export function SetupPage() {
  useTitle(t.setup.title);
  const [secret] = useState(() => decodeURIComponent(window.location.hash.slice(1)));
  return (
    <main className={classes.door}>
      <div className={classes.box}>
        <LogoMark size={36} />
        <Title order={1}>{t.setup.heading}</Title>
        {secret ? (
          <>
            <Text size="sm" c="dimmed" ta="center">
              {t.setup.hint}
            </Text>
            <div className={classes.form}>
              <SetupForm secret={secret} />
            </div>
          </>
        ) : (
          <Alert title={t.setup.missing} color="yellow" role="alert">
            {t.setup.missingHint}
          </Alert>
        )}
      </div>
    </main>
  );
}

function useFirstUser(secret: string) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [fields, setFields] = useState({ first_name: "", last_name: "", email: "", password: "" });
  const [isTried, setTried] = useState(false);
  const isShort = fields.password.length < MIN_PASSWORD_LENGTH;
  const isOdd = !/^\S+@\S+$/.test(fields.email.trim());
  const create = useMutation({
    mutationFn: () => createFirstUser({ ...fields, email: fields.email.trim(), secret }),
    onSuccess: async () => {
      await client.resetQueries({ queryKey: currentUser.queryKey });
      navigate("/begin", { replace: true });
    },
  });
  const input = (name: keyof typeof fields) => ({
    name,
    value: fields[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setFields((before) => ({ ...before, [name]: value }));
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isShort && !isOdd) create.mutate();
  };
  return { create, input, send, isShort, isOdd, isTried };
}

function SetupForm({ secret }: { secret: string }) {
  const { create, input, send, isShort, isOdd, isTried } = useFirstUser(secret);
  return (
    <form onSubmit={send} noValidate aria-label={t.setup.title}>
      <Stack gap="sm">
        {create.isError && (
          <Alert color="red" role="alert">
            {messageOf(create.error)}
          </Alert>
        )}
        <Group grow gap="sm">
          <TextInput
            label={t.setup.firstName}
            autoComplete="given-name"
            autoFocus
            {...input("first_name")}
          />
          <TextInput label={t.setup.lastName} autoComplete="family-name" {...input("last_name")} />
        </Group>
        <TextInput
          label={t.signIn.email}
          type="email"
          autoComplete="username"
          error={isTried && isOdd && t.setup.emailWrong}
          {...input("email")}
        />
        <PasswordInput
          label={t.signIn.password}
          description={t.setup.passwordHint}
          autoComplete="new-password"
          error={isTried && isShort && t.setup.passwordShort}
          {...input("password")}
        />
        <Button type="submit" loading={create.isPending} fullWidth mt="xs">
          {t.setup.submit}
        </Button>
      </Stack>
    </form>
  );
}
