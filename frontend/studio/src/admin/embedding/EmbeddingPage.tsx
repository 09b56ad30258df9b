// The admin page of embedding: the switch, keys, where it may be framed, and what is embedded.
import { Anchor, Skeleton, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { writeSetting } from "../../api/changes.ts";
import { settings as settingsQuery } from "../../api/queries.ts";
import type { SettingEntry } from "../../api/types.ts";
import { findSetting, fixedBy, isEmbeddingOn, siteUrl } from "../../settings.ts";
import { Page, Panel } from "../../shell/Page.tsx";
import { ConfirmDialog } from "../../states/ConfirmDialog.tsx";
import { Loaded } from "../../states/Loaded.tsx";
import { useTitle } from "../../states/useTitle.ts";
import { useAction } from "../parts.tsx";
import { type SettingField, SettingsForm } from "../SettingsForm.tsx";
import { a } from "../text/text.ts";
import { KeyList } from "./KeyList.tsx";
import { PublishedList } from "./PublishedList.tsx";
import { SecretKey } from "./SecretKey.tsx";
import { SharedList } from "./SharedList.tsx";

const SITE: readonly SettingField[] = [{ key: "site-url" }, { key: "studio-url" }];
const OPTIONS: readonly SettingField[] = [
  { key: "embed-badge", kind: "switch" },
  { key: "enable-public-sharing", kind: "switch" },
  { key: "embed-frame-ancestors", kind: "lines" },
];
const LOCKS: readonly SettingField[] = [
  { key: "embedding-scope-check", options: a.embedding.scopeChecks },
  { key: "embedding-empty-locked-list", options: a.embedding.emptyLists },
];

export function EmbeddingPage() {
  useTitle(a.embedding.title);
  const query = useQuery(settingsQuery);
  return (
    <Page title={a.embedding.title} lead={a.embedding.lead}>
      <Loaded query={query} skeleton={<Skeleton height={420} radius="md" />}>
        {(settings) => <EmbeddingSettings settings={settings} />}
      </Loaded>
    </Page>
  );
}

function EmbeddingSettings({ settings }: { settings: SettingEntry[] }) {
  const isOn = isEmbeddingOn(settings);
  const variable = fixedBy(findSetting(settings, "embedding-secret-key"));
  const words = a.embedding.fields;
  const options = OPTIONS.filter((it) => findSetting(settings, it.key));
  return (
    <>
      <EnableSwitch settings={settings} />
      {isOn && (
        <Panel title={a.embedding.key} hint={a.embedding.keyHint}>
          <SecretKey fixed={variable === null ? null : a.fixed(variable)} />
          <KeyList />
        </Panel>
      )}
      <Panel title={a.embedding.addresses}>
        <SettingsForm
          settings={settings}
          fields={SITE}
          words={words}
          label={a.embedding.addresses}
        />
      </Panel>
      {isOn && <PublishedList />}
      {findSetting(settings, "enable-public-sharing")?.value === true && (
        <SharedList siteUrl={siteUrl(settings)} />
      )}
      <Panel title={a.embedding.options}>
        <SettingsForm
          settings={settings}
          fields={options}
          words={words}
          label={a.embedding.options}
        />
        <Anchor component={Link} href="/admin/appearance" size="sm">
          {a.embedding.appearance}
        </Anchor>
      </Panel>
      <Panel title={a.embedding.locks} hint={a.embedding.locksHint}>
        <SettingsForm settings={settings} fields={LOCKS} words={words} label={a.embedding.locks} />
      </Panel>
    </>
  );
}

function EnableSwitch({ settings }: { settings: SettingEntry[] }) {
  const [isAsking, setAsking] = useState(false);
  const isOn = isEmbeddingOn(settings);
  const variable = fixedBy(findSetting(settings, "enable-embedding", "enable-embedding-static"));
  const change = useAction((value: boolean) => writeSetting("enable-embedding", value), {
    done: (value) => (value ? a.embedding.enabled : a.embedding.disabled),
    failed: a.embedding.enable,
    changes: ["settings", "admin"],
  });
  return (
    <Panel title={a.embedding.enable} hint={a.embedding.enableHint}>
      <Switch
        label={a.embedding.enable}
        description={variable === null ? undefined : a.fixed(variable)}
        disabled={variable !== null || change.isPending}
        checked={change.isPending ? change.variables : isOn}
        onChange={(event) => {
          if (event.currentTarget.checked) change.mutate(true);
          else setAsking(true);
        }}
      />
      <ConfirmDialog
        isOpen={isAsking}
        title={a.embedding.disableTitle}
        text={a.embedding.disableText}
        yes={a.embedding.disableYes}
        onYes={() => change.mutate(false)}
        onClose={() => setAsking(false)}
      />
    </Panel>
  );
}
