// One's own account: name, password, and where one is signed in.
import { Button, Group, PasswordInput, Skeleton, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiError } from "../../api/client.ts";
import type { User } from "../../api/types.ts";
import { Page, Panel } from "../../shell/Page.tsx";
import { Loaded } from "../../states/Loaded.tsx";
import { useTitle } from "../../states/useTitle.ts";
import { drop, ownSessions, put } from "../api.ts";
import { Failed, useAction } from "../parts.tsx";
import { a } from "../text/text.ts";
import { SessionList } from "./SessionList.tsx";

const MIN_PASSWORD_LENGTH = 8;

export function AccountPage({ user }: { user: User }) {
  useTitle(a.account.title);
  const sessions = useQuery(ownSessions);
  const endOthers = useAction(() => drop("signboard/account/sessions"), {
    done: () => a.sessions.ended,
    failed: a.sessions.endOthers,
  });
  return (
    <Page title={a.account.title} lead={user.email}>
      <Panel title={a.account.name}>
        <NameForm user={user} />
      </Panel>
      <Panel title={a.account.password} hint={a.account.passwordHint}>
        <PasswordForm user={user} />
      </Panel>
      <Panel title={a.account.sessions}>
        <Loaded query={sessions} skeleton={<Skeleton height={80} radius="md" />}>
          {(found) => (
            <>
              <SessionList sessions={found} path="signboard/account/sessions" />
              {found.length > 1 && (
                <Group justify="flex-end" mt="sm">
                  <Button
                    variant="default"
                    loading={endOthers.isPending}
                    onClick={() => endOthers.mutate()}
                  >
                    {a.sessions.endOthers}
                  </Button>
                </Group>
              )}
            </>
          )}
        </Loaded>
      </Panel>
    </Page>
  );
}

function NameForm({ user }: { user: User }) {
  const [first, setFirst] = useState(user.first_name ?? "");
  const [last, setLast] = useState(user.last_name ?? "");
  const save = useAction(
    () =>
      put("signboard/account", {
        first_name: first.trim() || null,
        last_name: last.trim() || null,
      }),
    { done: () => a.saved, changes: ["user", "admin"] },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} aria-label={a.account.name}>
      <Failed error={save.error} title={a.notSaved} />
      <Group gap="sm" align="flex-end">
        <TextInput
          flex="1 1 10rem"
          label={a.account.firstName}
          autoComplete="given-name"
          value={first}
          onChange={(event) => setFirst(event.currentTarget.value)}
        />
        <TextInput
          flex="1 1 10rem"
          label={a.account.lastName}
          autoComplete="family-name"
          value={last}
          onChange={(event) => setLast(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={save.isPending}>
          {a.save}
        </Button>
      </Group>
    </form>
  );
}

function PasswordForm({ user }: { user: User }) {
  const [old, setOld] = useState("");
  const [password, setPassword] = useState("");
  const [isTried, setTried] = useState(false);
  const isShort = password.length < MIN_PASSWORD_LENGTH;
  const save = useAction(() => put("signboard/account/password", { old_password: old, password }), {
    done: () => a.account.changed,
    changes: ["user", "admin"],
    onDone: () => {
      setOld("");
      setPassword("");
      setTried(false);
    },
  });
  const wrong = save.error instanceof ApiError ? save.error.fields.old_password : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isShort) save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate aria-label={a.account.password}>
      {!wrong && <Failed error={save.error} title={a.notSaved} />}
      <Stack gap="sm" maw="22rem">
        <input type="hidden" name="username" autoComplete="username" value={user.email} readOnly />
        {user.has_password && (
          <PasswordInput
            label={a.account.oldPassword}
            autoComplete="current-password"
            error={wrong}
            value={old}
            onChange={(event) => setOld(event.currentTarget.value)}
          />
        )}
        <PasswordInput
          label={a.account.newPassword}
          autoComplete="new-password"
          error={isTried && isShort && a.account.short}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" variant="default" loading={save.isPending}>
            {a.account.change}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
