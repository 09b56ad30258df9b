// How the embed looks: what goes into the hash of its URL, and is stored when published.
import { Autocomplete, Input, NativeSelect, SegmentedControl, Switch, Title } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import type { ResourceKind } from "../api/types.ts";
import { useFamilies } from "../look/families.ts";
import { LookFields } from "../look/LookFields.tsx";
import { LOCALES } from "../settings.ts";
import { t } from "../text/text.ts";
import type { Appearance, Theme } from "./appearance.ts";
import classes from "./embedding.module.css";
import type { Embedding } from "./useEmbedding.ts";

type Flag = "bordered" | "titled" | "background" | "downloads";

export function AppearanceSettings({
  kind,
  embedding,
}: {
  kind: ResourceKind;
  embedding: Embedding;
}) {
  const { appearance, setAppearance } = embedding;
  const flag = (name: Flag, label: string) => (
    <Switch
      label={label}
      checked={appearance[name]}
      onChange={(event) => setAppearance({ [name]: event.currentTarget.checked })}
    />
  );
  return (
    <section className={classes.section} aria-label={t.embed.appearance}>
      <Title order={2} size="h3">
        {t.embed.appearance}
      </Title>
      <Input.Wrapper label={t.embed.theme} labelElement="div">
        <SegmentedControl
          fullWidth
          aria-label={t.embed.theme}
          data={[
            { value: "light", label: t.embed.light },
            { value: "night", label: t.embed.night },
            { value: "transparent", label: t.embed.transparent },
          ]}
          value={appearance.theme}
          onChange={(theme) => setAppearance({ theme: theme as Theme })}
        />
      </Input.Wrapper>
      {flag("bordered", t.embed.border)}
      {flag("titled", t.embed.titleSwitch)}
      {kind === "dashboard" && flag("background", t.embed.backgroundSwitch)}
      {flag("downloads", t.embed.downloads)}
      <Words appearance={appearance} setAppearance={setAppearance} />
      <details className={classes.more}>
        <summary>
          {t.embed.design} <IconChevronDown size={14} aria-hidden />
        </summary>
        <LookFields
          label={t.embed.design}
          tokens={appearance.tokens}
          without={["font"]}
          onChange={(tokens) => setAppearance({ tokens })}
        />
      </details>
    </section>
  );
}

interface WordsProps {
  appearance: Appearance;
  setAppearance: (change: Partial<Appearance>) => void;
}

function Words({ appearance, setAppearance }: WordsProps) {
  const names = new Intl.DisplayNames(undefined, { type: "language" });
  return (
    <>
      <Autocomplete
        label={t.embed.font}
        placeholder={t.embed.fontDefault}
        data={useFamilies()}
        value={appearance.font}
        onChange={(font) => setAppearance({ font })}
      />
      <NativeSelect
        label={t.embed.locale}
        data={[
          { value: "", label: t.embed.localeDefault },
          ...LOCALES.map((value) => ({ value, label: names.of(value) ?? value })),
        ]}
        value={appearance.locale}
        onChange={(event) => setAppearance({ locale: event.currentTarget.value })}
      />
    </>
  );
}
