// How the embed looks: what goes into the hash of its URL, and is stored when published.
import { Input, SegmentedControl, Switch, Title } from "@mantine/core";
import type { ResourceKind } from "../api/types.ts";
import { t } from "../text/text.ts";
import type { Theme } from "./appearance.ts";
import classes from "./embedding.module.css";
import type { Embedding } from "./useEmbedding.ts";

export function AppearanceSettings({
  kind,
  embedding,
}: {
  kind: ResourceKind;
  embedding: Embedding;
}) {
  const { appearance, setAppearance } = embedding;
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
      <Switch
        label={t.embed.border}
        checked={appearance.bordered}
        onChange={(event) => setAppearance({ bordered: event.currentTarget.checked })}
      />
      <Switch
        label={t.embed.titleSwitch}
        checked={appearance.titled}
        onChange={(event) => setAppearance({ titled: event.currentTarget.checked })}
      />
      {kind === "dashboard" && (
        <Switch
          label={t.embed.backgroundSwitch}
          checked={appearance.background}
          onChange={(event) => setAppearance({ background: event.currentTarget.checked })}
        />
      )}
    </section>
  );
}
