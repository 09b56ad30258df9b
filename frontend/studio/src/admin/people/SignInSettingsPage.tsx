// Sign-in by an OpenID Connect provider: where it is, who may come, and whether it answers.
import { Alert, Button, Group, Skeleton, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import { settings as settingsQuery } from "../../api/queries.ts";
import type { components } from "../../api/schema.d.ts";
import { Page, Panel } from "../../shell/Page.tsx";
import { CopyButton } from "../../states/CopyButton.tsx";
import { Loaded } from "../../states/Loaded.tsx";
import { useTitle } from "../../states/useTitle.ts";
import classes from "../admin.module.css";
import { useAction } from "../parts.tsx";
import { type SettingField, SettingsForm } from "../SettingsForm.tsx";
import { a } from "../text/text.ts";

type Check = components["schemas"]["OpenidCheckShape"];

const PROVIDER: readonly SettingField[] = [
  { key: "openid-issuer" },
  { key: "openid-client-id" },
  { key: "openid-client-secret", kind: "secret" },
  { key: "openid-name" },
];
const WHO: readonly SettingField[] = [
  { key: "openid-domains", kind: "lines" },
  { key: "openid-default-role", options: a.signIn.defaultRoles },
  { key: "openid-group-claim" },
  { key: "openid-admin-groups", kind: "lines" },
  { key: "openid-author-groups", kind: "lines" },
  { key: "openid-reader-groups", kind: "lines" },
];

export function SignInSettingsPage() {
  useTitle(a.signIn.title);
  const query = useQuery(settingsQuery);
  return (
    <Page title={a.signIn.title} lead={a.signIn.lead}>
      <Loaded query={query} skeleton={<Skeleton height={400} radius="md" />}>
        {(settings) => (
          <>
            <Panel title={a.signIn.provider} hint={a.signIn.providerHint}>
              <Provider />
              <SettingsForm
                settings={settings}
                fields={PROVIDER}
                words={a.signIn.fields}
                label={a.signIn.provider}
              />
            </Panel>
            <Panel title={a.signIn.who} hint={a.signIn.whoHint}>
              <SettingsForm
                settings={settings}
                fields={WHO}
                words={a.signIn.fields}
                label={a.signIn.who}
              />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Provider() {
  const redirect = `${new URL(document.baseURI).origin}/api/signboard/openid/callback`;
  const check = useAction(() => get<Check>("signboard/openid/check"), {
    changes: [],
    failed: a.signIn.check,
  });
  const found = check.data;
  const address = found?.redirect_uri ?? redirect;
  return (
    <>
      <Group gap="xs" align="flex-end" mb="md">
        <TextInput
          flex="1 1 18rem"
          readOnly
          label={a.signIn.redirect}
          classNames={{ input: classes.key }}
          value={address}
        />
        <CopyButton text={address} label={a.signIn.copyRedirect} />
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          {a.signIn.check}
        </Button>
      </Group>
      {found && (
        <Alert
          mb="md"
          role="status"
          color={found.is_reachable ? "green" : "red"}
          title={found.is_reachable ? a.signIn.good : a.signIn.bad}
        >
          {found.problem && <Text size="sm">{found.problem}</Text>}
        </Alert>
      )}
    </>
  );
}
