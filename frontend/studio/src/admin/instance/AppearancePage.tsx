// How the instance and its embeds look: logo, colours, corners and fonts.
import { Button, Group, NativeSelect, Skeleton, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { writeSetting } from "../../api/changes.ts";
import { BASE_PATH, get, refusal } from "../../api/client.ts";
import { settings as settingsQuery } from "../../api/queries.ts";
import type { components } from "../../api/schema.d.ts";
import type { SettingEntry } from "../../api/types.ts";
import { findSetting, fixedBy } from "../../settings.ts";
import { Page, Panel } from "../../shell/Page.tsx";
import { Loaded } from "../../states/Loaded.tsx";
import { useTitle } from "../../states/useTitle.ts";
import classes from "../admin.module.css";
import { drop } from "../api.ts";
import { AskButton, Failed, Rows, useAction } from "../parts.tsx";
import { a } from "../text/text.ts";
import {
  type Colours,
  type Look,
  readLook,
  SERIES_COUNT,
  type StoredLook,
  writeLook,
} from "./look.ts";

type Fonts = components["schemas"]["FontsShape"];
const fontsQuery = {
  queryKey: ["admin", "fonts"],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<Fonts>("signboard/fonts", signal),
};
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
  const stored = (entry?.value ?? {}) as StoredLook;
  const [typed, setTyped] = useState<Look | null>(null);
  const look = typed ?? readLook(stored);
  const variable = fixedBy(entry);
  const isFixed = variable !== null;
  const fonts = useQuery(fontsQuery).data;
  const save = useAction(() => writeSetting("embed-appearance", writeLook(stored, look)), {
    done: () => a.saved,
    changes: ["settings"],
    onDone: () => setTyped(null),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const families = new Set([
    ...(fonts?.bundled ?? []),
    ...(fonts?.uploaded ?? []).map((it) => it.family),
  ]);
  if (look.font) families.add(look.font);
  return (
    <form onSubmit={submit} noValidate aria-label={a.look.embeds}>
      <Failed error={save.error} title={a.notSaved} />
      {isFixed && <Text size="xs">{a.fixed(variable)}</Text>}
      <div className={classes.fields}>
        {(["light", "night"] as const).map((theme) => (
          <ColourFields
            key={theme}
            label={a.look.themes[theme]}
            colours={look[theme]}
            disabled={isFixed}
            onChange={(colours) => setTyped({ ...look, [theme]: colours })}
          />
        ))}
        <NativeSelect
          label={a.look.font}
          disabled={isFixed}
          data={[{ value: "", label: a.origins.default }, ...families]}
          value={look.font}
          onChange={(event) => setTyped({ ...look, font: event.currentTarget.value })}
        />
        <TextInput
          label={a.look.radius}
          inputMode="numeric"
          placeholder={a.origins.default}
          disabled={isFixed}
          value={look.radius}
          onChange={(event) => setTyped({ ...look, radius: event.currentTarget.value })}
        />
      </div>
      <Group justify="flex-end" mt="md">
        <Button type="submit" disabled={typed === null} loading={save.isPending}>
          {a.save}
        </Button>
      </Group>
    </form>
  );
}

interface ColourFieldsProps {
  label: string;
  colours: Colours;
  disabled: boolean;
  onChange: (colours: Colours) => void;
}

function ColourFields({ label, colours, disabled, onChange }: ColourFieldsProps) {
  const { accent, series } = colours;
  const setSeries = (index: number, colour: string) =>
    onChange({ ...colours, series: series.map((it, at) => (at === index ? colour : it)) });
  return (
    <fieldset className={classes.colours} disabled={disabled}>
      <legend>{label}</legend>
      <div>
        {a.look.accent}
        <Colour
          value={accent}
          label={a.look.accent}
          onChange={(it) => onChange({ ...colours, accent: it })}
        />
      </div>
      <span>{a.look.series}</span>
      <span className={classes.chips}>
        {series.map((colour, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a palette is its order
          <span key={index}>
            <Colour
              value={colour}
              label={a.look.seriesColour(index + 1)}
              onChange={(it) => setSeries(index, it)}
            />
          </span>
        ))}
        {series.length < SERIES_COUNT && (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={a.look.addColour(label)}
            onClick={() => onChange({ ...colours, series: [...series, accent || "#3b6ef0"] })}
          >
            +
          </Button>
        )}
        {(series.length > 0 || accent) && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={a.toDefaultOf(label)}
            onClick={() => onChange({ accent: "", series: [] })}
          >
            {a.toDefault}
          </Button>
        )}
      </span>
    </fieldset>
  );
}

function Colour(props: { value: string; label: string; onChange: (colour: string) => void }) {
  return (
    <input
      type="color"
      aria-label={props.label}
      data-unset={!props.value || undefined}
      value={toLong(props.value)}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

/** `#36f` as the browser's colour field wants it. */
function toLong(colour: string): string {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
  if (short)
    return `#${short
      .slice(1)
      .map((it) => it + it)
      .join("")}`;
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour : "#3b6ef0";
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
