// The admin page of embedding: the switch, the secret key, the site's address, what is embedded.
import { Alert, Button, Group, Skeleton, Switch, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { writeSetting } from "../api/changes.ts";
import { messageOf } from "../api/client.ts";
import { settings as settingsQuery } from "../api/queries.ts";
import type { SettingEntry } from "../api/types.ts";
import { findSetting, fixedBy, isEmbeddingOn } from "../settings.ts";
import { Page, Panel } from "../shell/Page.tsx";
import { ConfirmDialog } from "../states/ConfirmDialog.tsx";
import { Loaded } from "../states/Loaded.tsx";
import { noticeDone, noticeFailed } from "../states/notices.tsx";
import { useTitle } from "../states/useTitle.ts";
import { t } from "../text/text.ts";
import { PublishedList } from "./PublishedList.tsx";
import { SecretKey } from "./SecretKey.tsx";

export function EmbeddingPage() {
  useTitle(t.embedding.title);
  const query = useQuery(settingsQuery);
  return (
    <Page title={t.embedding.title} lead={t.embedding.lead}>
      <Loaded query={query} skeleton={<EmbeddingSkeleton />}>
        {(settings) => <EmbeddingSettings settings={settings} />}
      </Loaded>
    </Page>
  );
}

function EmbeddingSettings({ settings }: { settings: SettingEntry[] }) {
  const isOn = isEmbeddingOn(settings);
  return (
    <>
      <EnableSwitch settings={settings} />
      {isOn && <SecretKey fixed={fixedText(findSetting(settings, "embedding-secret-key"))} />}
      <SiteUrl entry={findSetting(settings, "site-url")} />
      {isOn && (
        <>
          <PublishedList kind="dashboard" />
          <PublishedList kind="question" />
        </>
      )}
    </>
  );
}

/** "Set by the environment variable …", or null when the setting may be changed here. */
function fixedText(entry: SettingEntry | undefined): string | null {
  const name = fixedBy(entry);
  if (name === null) return null;
  return name ? t.embedding.fixed(name) : t.embedding.fixedUnknown;
}

function EnableSwitch({ settings }: { settings: SettingEntry[] }) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const isOn = isEmbeddingOn(settings);
  const fixed = fixedText(findSetting(settings, "enable-embedding", "enable-embedding-static"));
  const change = useMutation({
    mutationFn: (value: boolean) => writeSetting("enable-embedding", value),
    onSuccess: async (_answer, value) => {
      await client.invalidateQueries({ queryKey: settingsQuery.queryKey });
      noticeDone(value ? t.embedding.enabled : t.embedding.disabled);
    },
    onError: (error) => noticeFailed(t.embedding.enable, error),
  });
  return (
    <Panel title={t.embedding.enable} hint={t.embedding.enableHint}>
      <Switch
        label={t.embedding.enable}
        description={fixed}
        disabled={fixed !== null || change.isPending}
        checked={change.isPending ? change.variables : isOn}
        onChange={(event) => {
          if (event.currentTarget.checked) change.mutate(true);
          else setAsking(true);
        }}
      />
      <ConfirmDialog
        isOpen={isAsking}
        title={t.embedding.disableTitle}
        text={t.embedding.disableText}
        yes={t.embedding.disableYes}
        onYes={() => change.mutate(false)}
        onClose={() => setAsking(false)}
      />
    </Panel>
  );
}

function SiteUrl({ entry }: { entry: SettingEntry | undefined }) {
  const client = useQueryClient();
  const stored = typeof entry?.value === "string" ? entry.value : "";
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? stored;
  const fixed = fixedText(entry);
  const [isTried, setTried] = useState(false);
  const isWrong = text.trim() !== "" && !isWholeUrl(text.trim());
  const save = useMutation({
    mutationFn: () => writeSetting("site-url", text.trim() || null),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: settingsQuery.queryKey });
      setTyped(null);
      setTried(false);
      noticeDone(t.embedding.saved);
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isWrong) save.mutate();
  };
  return (
    <Panel title={t.embedding.siteUrl} hint={t.embedding.siteUrlHint}>
      <form onSubmit={send} noValidate>
        {save.isError && (
          <Alert color="red" role="alert" mb="sm">
            {messageOf(save.error)}
          </Alert>
        )}
        <Group gap="xs" align="flex-start">
          <TextInput
            flex="1 1 16rem"
            type="url"
            aria-label={t.embedding.siteUrl}
            placeholder={window.location.origin}
            description={fixed}
            disabled={fixed !== null}
            error={isTried && isWrong && t.embedding.siteUrlWrong}
            value={text}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            disabled={fixed !== null || text === stored}
            loading={save.isPending}
          >
            {t.embedding.save}
          </Button>
        </Group>
      </form>
    </Panel>
  );
}

function isWholeUrl(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}

function EmbeddingSkeleton() {
  return (
    <>
      <Skeleton height={112} radius="md" mb="md" />
      <Skeleton height={132} radius="md" mb="md" />
      <Skeleton height={112} radius="md" />
    </>
  );
}
