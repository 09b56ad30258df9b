// Settings of the instance, each with where its value comes from.
import { Button, Group, NativeSelect, Skeleton, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { writeSetting } from "../../api/changes.ts";
import { settings as settingsQuery } from "../../api/queries.ts";
import type { SettingEntry } from "../../api/types.ts";
import { findSetting, fixedBy, LOCALES } from "../../settings.ts";
import { Page, Panel } from "../../shell/Page.tsx";
import { Loaded } from "../../states/Loaded.tsx";
import { useTitle } from "../../states/useTitle.ts";
import classes from "../admin.module.css";
import { Failed, useAction } from "../parts.tsx";
import { Origin, type SettingField, SettingsForm } from "../SettingsForm.tsx";
import { a } from "../text/text.ts";
import { type Formats, readFormats, type StoredFormats, writeFormats } from "./formats.ts";

const MEGABYTES = { kind: "number", scale: 1_048_576, unit: a.settings.megabytes } as const;
const SECONDS = { kind: "number", unit: a.settings.seconds } as const;
const languageNames = new Intl.DisplayNames(undefined, { type: "language" });
const LANGUAGES = LOCALES.map((it) => [it, languageNames.of(it)] as const);
const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone")].map((it) => [it] as const);

const GROUPS: readonly (readonly [keyof typeof a.settings.groups, readonly SettingField[]])[] = [
  [
    "general",
    [
      { key: "site-name" },
      { key: "site-locale", suggestions: LANGUAGES },
      { key: "report-timezone", suggestions: ZONES },
      { key: "start-of-week", options: a.settings.weekdays },
      { key: "humanization-strategy", options: a.settings.humanize },
    ],
  ],
  [
    "limits",
    [
      { key: "unaggregated-query-row-limit", kind: "number" },
      { key: "aggregated-query-row-limit", kind: "number" },
      { key: "preview-row-limit", kind: "number" },
      { key: "query-timeout-ms", ...SECONDS, scale: 1000 },
      { key: "embed-parallel-queries", kind: "number" },
      { key: "upload-max-bytes", ...MEGABYTES },
    ],
  ],
  [
    "cache",
    [
      { key: "viewer-cache-ttl-seconds", ...SECONDS },
      { key: "author-cache-ttl-seconds", ...SECONDS },
      { key: "cache-max-bytes", ...MEGABYTES },
      { key: "embed-max-catalog-age", ...SECONDS },
    ],
  ],
];

export function SettingsPage() {
  useTitle(a.settings.title);
  const query = useQuery(settingsQuery);
  return (
    <Page title={a.settings.title} lead={a.settings.lead}>
      <Loaded query={query} skeleton={<Skeleton height={400} radius="md" />}>
        {(settings) => (
          <>
            {GROUPS.slice(0, 1).map((group) => (
              <GroupPanel key={group[0]} group={group} settings={settings} />
            ))}
            <Panel title={a.settings.groups.formats}>
              <FormatsForm entry={findSetting(settings, "custom-formatting")} />
            </Panel>
            {GROUPS.slice(1).map((group) => (
              <GroupPanel key={group[0]} group={group} settings={settings} />
            ))}
          </>
        )}
      </Loaded>
    </Page>
  );
}

interface GroupPanelProps {
  group: (typeof GROUPS)[number];
  settings: SettingEntry[];
}

function GroupPanel({ group: [name, fields], settings }: GroupPanelProps) {
  const title = a.settings.groups[name];
  return (
    <Panel title={title}>
      <SettingsForm settings={settings} fields={fields} words={a.settings.fields} label={title} />
    </Panel>
  );
}

const none = { value: "", label: a.settings.asLocale };
const options = (words: Readonly<Record<string, string>>) => [
  none,
  ...Object.entries(words).map(([value, label]) => ({ value, label })),
];
const NUMBERS = options({ ".,": "1,234.56", ",.": "1.234,56", ", ": "1 234,56", ".": "1234.56" });
const DATES = options({
  "MMMM D, YYYY": "March 9, 2026",
  "D MMMM, YYYY": "9 March, 2026",
  "YYYY/M/D": "2026/3/9",
  "M/D/YYYY": "3/9/2026",
  "D/M/YYYY": "9/3/2026",
});
const CLOCKS = options(a.settings.clocks);

function FormatsForm({ entry }: { entry: SettingEntry | undefined }) {
  const stored = (entry?.value ?? {}) as StoredFormats;
  const [typed, setTyped] = useState<Partial<Formats>>({});
  const formats: Formats = { ...readFormats(stored), ...typed };
  const variable = fixedBy(entry);
  const save = useAction(() => writeSetting("custom-formatting", writeFormats(stored, formats)), {
    done: () => a.saved,
    changes: ["settings"],
    onDone: () => setTyped({}),
  });
  const field = (name: keyof Formats) => ({
    disabled: variable !== null,
    value: formats[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setTyped((before) => ({ ...before, [name]: value }));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate aria-label={a.settings.groups.formats}>
      <Failed error={save.error} title={a.notSaved} />
      <Text size="xs" c="dimmed" mb="xs">
        <Origin
          label={a.settings.groups.formats}
          variable={variable}
          isDefault={Object.values(formats).every((it) => it === "")}
          onReset={() => setTyped(readFormats({}))}
        />
      </Text>
      <div className={classes.fields}>
        <NativeSelect label={a.settings.number} data={NUMBERS} {...field("number")} />
        <NativeSelect label={a.settings.date} data={DATES} {...field("date")} />
        <NativeSelect label={a.settings.clock} data={CLOCKS} {...field("clock")} />
        <TextInput
          label={a.settings.currency}
          description={a.settings.currencyHint}
          maxLength={3}
          {...field("currency")}
        />
      </div>
      <Group justify="flex-end" mt="md">
        <Button type="submit" disabled={Object.keys(typed).length === 0} loading={save.isPending}>
          {a.save}
        </Button>
      </Group>
    </form>
  );
}
