// The design tokens that matter most, and all others as JSON (docs/appearance.md).
import { ColorInput, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "../text/text.ts";
import type { Tokens } from "./appearance.ts";
import classes from "./embedding.module.css";

const COLORS = ["accent", "bg", "surface", "border", "text", "muted"] as const;
const LENGTHS = ["radius", "gap", "padding", "card-padding"] as const;
const SHADOWS = ["none", "small", "medium", "large"] as const;

interface DesignTokensProps {
  tokens: Tokens;
  onChange: (tokens: Tokens) => void;
}

export function DesignTokens({ tokens, onChange }: DesignTokensProps) {
  const set = (name: string, value: unknown) => {
    const { [name]: _old, ...rest } = tokens;
    onChange(value === null ? rest : { ...rest, [name]: value });
  };
  const words: Readonly<Record<string, string>> = t.embed.tokens;
  return (
    <details className={classes.more}>
      <summary>
        {t.embed.design} <IconChevronDown size={14} aria-hidden />
      </summary>
      <div className={classes.tokens}>
        {COLORS.map((name) => (
          <ColorInput
            key={name}
            label={words[name]}
            format="hex"
            placeholder={t.embed.asInstance}
            value={textOf(tokens[name])}
            onChange={(color) => {
              if (color === "" || /^#[0-9a-f]{6}$/i.test(color)) set(name, color || null);
            }}
          />
        ))}
        {LENGTHS.map((name) => (
          <TextInput
            key={name}
            type="number"
            min={0}
            label={words[name]}
            placeholder={t.embed.asInstance}
            value={typeof tokens[name] === "number" ? String(tokens[name]) : ""}
            onChange={(event) => {
              const { value } = event.currentTarget;
              set(name, value === "" ? null : Number(value));
            }}
          />
        ))}
        <NativeSelect
          label={words.shadow}
          data={[
            { value: "", label: t.embed.asInstance },
            ...SHADOWS.map((value) => ({ value, label: words[value] ?? value })),
          ]}
          value={textOf(tokens.shadow)}
          onChange={(event) => set("shadow", event.currentTarget.value || null)}
        />
        <Series value={tokens.series} onChange={(series) => set("series", series)} />
        <AllTokens tokens={tokens} onChange={onChange} />
      </div>
    </details>
  );
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

interface SeriesProps {
  value: unknown;
  onChange: (series: string[] | null) => void;
}

/** `#7c3aed, #db2777`: the first colours of series. */
function Series({ value, onChange }: SeriesProps) {
  const stored = Array.isArray(value) ? value.join(", ") : "";
  const [text, setText] = useState(stored);
  return (
    <TextInput
      label={t.embed.tokens.series}
      description={t.embed.seriesHint}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const colors = event.currentTarget.value.match(/#[0-9a-f]{6}\b/gi);
        onChange(colors ?? null);
      }}
    />
  );
}

function AllTokens({ tokens, onChange }: DesignTokensProps) {
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? (Object.keys(tokens).length > 0 ? JSON.stringify(tokens, null, 2) : "");
  const read = readTokens(shown);
  return (
    <Textarea
      label={t.embed.allTokens}
      description={t.embed.allTokensHint}
      autosize
      minRows={3}
      error={read === null ? t.embed.noJson : undefined}
      value={shown}
      onBlur={() => read !== null && setText(null)}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const next = readTokens(event.currentTarget.value);
        if (next !== null) onChange(next);
      }}
    />
  );
}

function readTokens(text: string): Tokens | null {
  if (!text.trim()) return {};
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === "object" && !Array.isArray(value) ? (value as Tokens) : null;
  } catch {
    return null;
  }
}
