// How the instance and its embeds look: logo, colours, corners and fonts.
import { Button, Group, NativeSelect, Skeleton, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { writeSetting } from "../../api/changes.ts";
import { BASE_PATH, refusal } from "../../api/client.ts";
import { settings as settingsQuery } from "../../api/queries.ts";
import type { SettingEntry } from "../../api/types.ts";
import { fontsQuery } from "../../look/families.ts";
import { LookFields } from "../../look/LookFields.tsx";
import type { Tokens } from "../../look/look.ts";
import { findSetting, fixedBy } from "../../settings.ts";
import { Page, Panel } from "../../shell/Page.tsx";
import { Loaded } from "../../states/Loaded.tsx";
import { useTitle } from "../../states/useTitle.ts";
import classes from "../admin.module.css";
import { drop } from "../api.ts";
import { AskButton, Failed, Rows, useAction } from "../parts.tsx";
import { Origin } from "../SettingsForm.tsx";
import { a } from "../text/text.ts";

const MAX_LOGO_BYTES = 65_536;

export function AppearancePage() {
  useTitle(a.look.title);
  const query = useQuery(settingsQuery);
  return (
    <Page title={a.look.title} lead={a.look.lead}>
      <Loaded query={query} skeleton={<Skeleton height={420} radius="md" />}>
        {(settings) => (
          <>
            <Panel title={a.look.logo} hint={a.look.logoHint}>
              <LogoForm entry={findSetting(settings, "site-logo")} />
            </Panel>
            <Panel title={a.look.embeds} hint={a.look.embedsHint}>
              <LookForm entry={findSetting(settings, "embed-appearance")} />
            </Panel>
            <Panel title={a.look.fonts} hint={a.look.fontsHint}>
              <FontList />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function LogoForm({ entry }: { entry: SettingEntry | undefined }) {
  const logo = typeof entry?.value === "string" ? entry.value : "";
  const variable = fixedBy(entry);
  const save = useAction(
    async (file: File | null) => {
      if (file && file.size > MAX_LOGO_BYTES) throw new Error(a.look.tooLarge);
      await writeSetting("site-logo", file ? await toDataUrl(file) : null);
    },
    { done: () => a.saved, changes: ["settings", "session-properties"] },
  );
  return (
    <>
      <Failed error={save.error} title={a.notSaved} />
      <Group gap="md">
        {logo && <img src={logo} alt={a.look.logo} height={32} style={{ maxWidth: "10rem" }} />}
        <input
          type="file"
          className={classes.file}
          style={{ flex: "1 1 12rem" }}
          aria-label={a.look.chooseLogo}
          accept=".png,.jpg,.jpeg,.webp,.svg"
          disabled={variable !== null || save.isPending}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) save.mutate(file);
          }}
        />
        {logo && variable === null && (
          <Button variant="default" onClick={() => save.mutate(null)}>
            {a.remove}
          </Button>
        )}
      </Group>
      {variable !== null && <Text size="xs">{a.fixed(variable)}</Text>}
    </>
  );
}

function toDataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

function LookForm({ entry }: { entry: SettingEntry | undefined }) {
  const [typed, setTyped] = useState<Tokens | null>(null);
  const tokens = typed ?? ((entry?.value ?? {}) as Tokens);
  const variable = fixedBy(entry);
  const isFixed = variable !== null;
  const save = useAction(() => writeSetting("embed-appearance", tokens), {
    done: () => a.saved,
    changes: ["settings"],
    onDone: () => setTyped(null),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate aria-label={a.look.embeds}>
      <Failed error={save.error} title={a.notSaved} />
      <Text size="xs" c="dimmed" mb="xs">
        <Origin
          label={a.look.embeds}
          variable={variable}
          isDefault={Object.keys(tokens).length === 0}
          onReset={() => setTyped({})}
        />
      </Text>
      <LookFields label={a.look.embeds} tokens={tokens} onChange={setTyped} disabled={isFixed} />
      <Group justify="flex-end" mt="md">
        <Button type="submit" disabled={typed === null} loading={save.isPending}>
          {a.save}
        </Button>
      </Group>
    </form>
  );
}

function FontList() {
  const query = useQuery(fontsQuery);
  const remove = useAction((id: number) => drop(`signboard/fonts/${id}`), {
    done: () => a.saved,
    failed: a.remove,
  });
  return (
    <Loaded query={query} skeleton={<Skeleton height={80} />}>
      {({ uploaded }) => (
        <>
          {uploaded.length > 0 && (
            <div className={classes.panelRows}>
              <Rows label={a.look.fonts} head={[a.look.family, a.look.weight, a.look.format, ""]}>
                {uploaded.map((it) => (
                  <tr key={it.id}>
                    <th scope="row">{it.family}</th>
                    <td>{it.weight}</td>
                    <td>{it.format.toUpperCase()}</td>
                    <td className={classes.end}>
                      <AskButton
                        label={a.remove}
                        name={`${a.remove} ${it.family} ${it.weight}`}
                        title={a.look.removeFont(it.family)}
                        text={a.look.removeFontText}
                        onYes={() => remove.mutate(it.id)}
                      />
                    </td>
                  </tr>
                ))}
              </Rows>
            </div>
          )}
          <FontForm />
        </>
      )}
    </Loaded>
  );
}

function FontForm() {
  const [family, setFamily] = useState("");
  const [weight, setWeight] = useState("400");
  const [file, setFile] = useState<File | null>(null);
  const send = useAction(
    async () => {
      const asked = new URLSearchParams({ family: family.trim(), weight });
      const answer = await fetch(`${BASE_PATH}/api/signboard/fonts?${asked}`, {
        method: "POST",
        headers: { "Content-Type": "application/octet-stream" },
        body: file,
      });
      if (!answer.ok) throw refusal(answer.status, await answer.json());
    },
    { done: () => a.saved, onDone: () => setFile(null) },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file && family.trim()) send.mutate();
  };
  return (
    <form onSubmit={submit} aria-label={a.look.addFont}>
      <Failed error={send.error} title={a.notSaved} />
      <Group gap="sm" align="flex-end" mt="sm">
        <TextInput
          flex="1 1 10rem"
          label={a.look.family}
          value={family}
          onChange={(event) => setFamily(event.currentTarget.value)}
        />
        <NativeSelect
          label={a.look.weight}
          data={["300", "400", "500", "600", "700"]}
          value={weight}
          onChange={(event) => setWeight(event.currentTarget.value)}
        />
        <input
          type="file"
          className={classes.file}
          style={{ flex: "1 1 12rem" }}
          aria-label={a.look.fontFile}
          accept=".woff2,.ttf"
          onChange={(event) => {
            const picked = event.currentTarget.files?.[0] ?? null;
            setFile(picked);
            if (picked && !family) setFamily(picked.name.replace(/[-.].*$/, ""));
          }}
        />
        <Button
          type="submit"
          variant="default"
          disabled={!file || !family.trim()}
          loading={send.isPending}
        >
          {a.look.addFont}
        </Button>
      </Group>
    </form>
  );
}
