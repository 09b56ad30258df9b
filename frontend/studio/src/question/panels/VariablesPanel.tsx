// The {{tags}} of a query: what each asks for, and how.
import { Text, Title } from "@mantine/core";
import { getHotkeyHandler } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { metadata } from "../../api/queries.ts";
import type { TemplateTag } from "../../api/types.ts";
import { t } from "../../text/text.ts";
import type { Choices } from "../draft/draft.ts";
import classes from "./panels.module.css";
import { VariableSettings } from "./VariableSettings.tsx";

interface VariablesPanelProps {
  tags: Record<string, TemplateTag>;
  /** Those of the saved question. */
  savedTags: Record<string, TemplateTag>;
  databaseId: number | null;
  choices: Record<string, Choices>;
  /** How the SQL names the columns of filters, by tag, where they are named otherwise. */
  aliases: Readonly<Record<string, string>>;
  onRun: () => void;
  onChange: (name: string, change: Partial<TemplateTag>) => void;
  onChoices: (id: string, change: Choices) => void;
}

export function VariablesPanel(props: VariablesPanelProps) {
  const { tags, savedTags, databaseId, choices, onChange, onChoices } = props;
  const list = Object.values(tags);
  const { data } = useQuery({
    ...metadata(databaseId ?? 0),
    enabled:
      databaseId !== null &&
      list.some((it) => it.type === "dimension" || it.type === "temporal-unit"),
  });
  return (
    <section
      className={classes.panel}
      aria-label={t.variables.title}
      onKeyDown={getHotkeyHandler([["mod+Enter", props.onRun]])}
    >
      <Title order={2} size="h3">
        {t.variables.title}
      </Title>
      {list.length === 0 && (
        <Text size="xs" c="dimmed">
          {t.variables.emptyHint}
        </Text>
      )}
      {list.map((tag) => (
        <VariableSettings
          key={tag.name}
          tag={tag}
          tables={data?.tables ?? []}
          isNew={!(tag.name in savedTags)}
          proposed={props.aliases[tag.name]}
          choices={choices[tag.id]}
          onChoices={(change) => onChoices(tag.id, change)}
          onChange={(change) => onChange(tag.name, change)}
        />
      ))}
    </section>
  );
}
