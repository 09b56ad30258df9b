// Email and password, used by the sign-in page and by the dialog of an expired session.
import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { signIn } from "../api/changes.ts";
import { ApiError, messageOf } from "../api/client.ts";
import { t } from "../text/text.ts";

interface SignInFormProps {
  email?: string | undefined;
  onSignedIn: () => void;
}

export function SignInForm({ email: known, onSignedIn }: SignInFormProps) {
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const submit = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: onSignedIn,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    submit.mutate();
  };
  return (
    <form onSubmit={send} aria-label={t.signIn.title}>
      <Stack gap="sm">
        {submit.isError && (
          <Alert color="red" role="alert">
            {refusalText(submit.error)}
          </Alert>
        )}
        <TextInput
          label={t.signIn.email}
          type="email"
          name="username"
          autoComplete="username"
          required
          withAsterisk={false}
          data-autofocus={!known || undefined}
          autoFocus={!known}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t.signIn.password}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-autofocus={Boolean(known) || undefined}
          autoFocus={Boolean(known)}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={submit.isPending} fullWidth mt="xs">
          {t.signIn.submit}
        </Button>
      </Stack>
    </form>
  );
}

function refusalText(error: unknown): string {
  return error instanceof ApiError && error.status === 401 ? t.signIn.wrong : messageOf(error);
}
