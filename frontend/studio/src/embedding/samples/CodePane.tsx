// Code to copy: it follows every change of the settings at once, and marks what changed.
import { Button, NativeSelect, Skeleton, Text, Title } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf } from "../../api/client.ts";
import { secretKey, settings as settingsQuery } from "../../api/queries.ts";
import type { Embeddable, ParameterValue, ResourceKind } from "../../api/types.ts";
import { siteUrl } from "../../settings.ts";
import { t } from "../../text/text.ts";
import classes from "../embedding.module.css";
import { CodeSample } from "./CodeSample.tsx";
import { CLIENT_LANGUAGES, type Language, SERVER_LANGUAGES } from "./languages.ts";
import { changedMarks, type SampleInput } from "./sample.ts";

const MASK = "•".repeat(32);

type Changing = Pick<SampleInput, "params" | "hash" | "theme">;

interface CodePaneProps {
  kind: ResourceKind;
  item: Embeddable;
  params: Record<string, ParameterValue>;
  hash: string;
  theme: SampleInput["theme"];
  /** What the window was opened with. */
  opened: Changing;
}

export function CodePane({ kind, item, params, hash, theme, opened }: CodePaneProps) {
  const [isKeyShown, setKeyShown] = useState(false);
  const { data: settings } = useQuery(settingsQuery);
  const key = useQuery({ ...secretKey, enabled: isKeyShown });
  const isShown = isKeyShown && typeof key.data === "string";
  if (!settings) return <Skeleton height={320} />;
  const input: SampleInput = {
    siteUrl: siteUrl(settings),
    secretKey: isShown ? (key.data ?? "") : MASK,
    kind,
    id: item.id,
    name: item.name,
    params,
    hash,
    theme,
  };
  const keyNote = key.isError ? messageOf(key.error) : key.data === null ? t.embed.noKey : null;
  return (
    <div className={classes.code}>
      <Samples
        title={t.embed.serverCode}
        hint={t.embed.serverHint}
        label={t.embed.language}
        copyLabel={t.embed.copyServer}
        languages={SERVER_LANGUAGES}
        remembered="signboard.sample-server"
        input={input}
        opened={opened}
        note={[
          Object.keys(theme).length > 0 ? t.embed.themeNote : null,
          keyNote ?? (isShown ? null : t.embed.copyMasked),
        ]
          .filter(Boolean)
          .join(" ")}
        tools={
          <Button
            variant="subtle"
            size="compact-sm"
            aria-pressed={isShown}
            loading={isKeyShown && key.isFetching && !isShown}
            leftSection={isShown ? <IconEyeOff size={14} /> : <IconEye size={14} />}
            onClick={() => setKeyShown(!isKeyShown)}
          >
            {isShown ? t.embed.hideKey : t.embed.showKey}
          </Button>
        }
      />
      <Samples
        title={t.embed.clientCode}
        hint={t.embed.clientHint}
        label={t.embed.clientLanguage}
        copyLabel={t.embed.copyClient}
        languages={CLIENT_LANGUAGES}
        remembered="signboard.sample-page"
        input={input}
        opened={opened}
      />
    </div>
  );
}

interface SamplesProps {
  title: string;
  hint: string;
  label: string;
  copyLabel: string;
  languages: readonly [Language, ...Language[]];
  /** Where the choice is kept, for this author's next item too; the two never change each other. */
  remembered: string;
  input: SampleInput;
  opened: Changing;
  note?: string | null;
  tools?: React.ReactNode;
}

function Samples(props: SamplesProps) {
  const { title, languages, input, opened } = props;
  const [chosen, choose] = useLocalStorage({
    key: props.remembered,
    defaultValue: languages[0].value,
    getInitialValueInEffect: false,
  });
  const language = languages.find((it) => it.value === chosen) ?? languages[0];
  const sample = language.write(input);
  const changed = changedMarks(language.write({ ...input, ...opened }), sample);
  return (
    <section className={classes.sample} aria-label={title}>
      <div className={classes.sampleHead}>
        <Title order={2} size="h3">
          {title}
        </Title>
        <NativeSelect
          aria-label={props.label}
          data={languages.map(({ value, label }) => ({ value, label }))}
          value={language.value}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        <span className={classes.space} />
        {props.tools}
      </div>
      <Text size="xs" c="dimmed" mb="xs">
        {props.hint}
      </Text>
      <CodeSample
        label={`${title}: ${language.label}`}
        sample={sample}
        changed={changed}
        copyLabel={props.copyLabel}
      />
      {changed.size > 0 && (
        <Text size="xs" c="dimmed" mt={6} role="status">
          {t.embed.changedNote}
        </Text>
      )}
      {props.note && (
        <Text size="xs" c="dimmed" mt={6}>
          {props.note}
        </Text>
      )}
    </section>
  );
}
