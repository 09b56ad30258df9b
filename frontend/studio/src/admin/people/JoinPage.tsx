// An invitation or reset link: /join#<secret>. Whose it is, a password, and in.
import {
  Alert,
  Button,
  Group,
  PasswordInput,
  Skeleton,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { messageOf, request } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";
import door from "../../shell/Door.module.css";
import { LogoMark } from "../../shell/Logo.tsx";
import { useTitle } from "../../states/useTitle.ts";
import { Failed, useAction } from "../parts.tsx";
import { a } from "../text/text.ts";

type OpenLink = components["schemas"]["OpenLinkShape"];

export function JoinPage() {
  const [secret] = useState(() => decodeURIComponent(window.location.hash.slice(1)));
  const link = useQuery({
    queryKey: ["account-link"],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () =>
      request<OpenLink>("POST", "signboard/account-link", {
        body: { secret },
        onUnauthenticated: "fail",
      }),
  });
  const title = a.join[link.data?.kind ?? "invitation"];
  useTitle(title);
  return (
    <main className={door.door}>
      <div className={door.box}>
        <LogoMark size={36} />
        <Title order={1}>{title}</Title>
        {link.isError && (
          <Alert title={a.join.closed} color="yellow" role="alert" w="100%">
            {messageOf(link.error)}
          </Alert>
        )}
        {link.isPending && <Skeleton height={220} radius="md" />}
        {link.data && (
          <>
            <Text size="sm" c="dimmed">
              {a.join.hint(link.data.email)}
            </Text>
            <div className={door.form}>
              <JoinForm secret={secret} link={link.data} />
            </div>
          </>
        )}
      </div>
    </main>
  );
}

function JoinForm({ secret, link }: { secret: string; link: OpenLink }) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [first, setFirst] = useState(link.first_name ?? "");
  const [last, setLast] = useState(link.last_name ?? "");
  const [password, setPassword] = useState("");
  const [isTried, setTried] = useState(false);
  const isShort = password.length < 8;
  const join = useAction(
    () =>
      request("POST", "signboard/account-link/redeem", {
        body: {
          secret,
          password,
          first_name: first.trim() || null,
          last_name: last.trim() || null,
        },
        onUnauthenticated: "fail",
      }),
    {
      changes: [],
      onDone: async () => {
        await client.resetQueries({ queryKey: ["user"] });
        navigate("/", { replace: true });
      },
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isShort) join.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Failed error={join.error} />
      <Stack gap="sm">
        <input type="hidden" name="username" autoComplete="username" value={link.email} readOnly />
        {link.kind === "invitation" && (
          <Group grow gap="sm">
            <TextInput
              label={a.account.firstName}
              autoComplete="given-name"
              autoFocus
              value={first}
              onChange={(event) => setFirst(event.currentTarget.value)}
            />
            <TextInput
              label={a.account.lastName}
              autoComplete="family-name"
              value={last}
              onChange={(event) => setLast(event.currentTarget.value)}
            />
          </Group>
        )}
        <PasswordInput
          label={a.account.newPassword}
          autoComplete="new-password"
          error={isTried && isShort && a.account.short}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={join.isPending} fullWidth mt="xs">
          {a.join.submit}
        </Button>
      </Stack>
    </form>
  );
}
