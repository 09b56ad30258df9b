// Every design token as a field, and all of them as JSON: for an instance and for one item.
import { ActionIcon, NativeSelect, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { IconMinus, IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useFamilies } from "./families.ts";
import classes from "./look.module.css";
import {
  COLORS,
  FONTS,
  LENGTHS,
  longColor,
  MOST_SERIES,
  readTokens,
  SHADOWS,
  THEMES,
  type ThemeName,
  type Tokens,
  tokensOf,
  withToken,
} from "./look.ts";
import { l } from "./text.ts";

/** What a swatch without a colour shows faintly. */
const NO_COLOR = "#3b6ef0";

interface LookFieldsProps {
  tokens: Tokens;
  onChange: (tokens: Tokens) => void;
  /** Fonts that have a field elsewhere. */
  without?: readonly string[];
  disabled?: boolean;
  label: string;
}

export function LookFields({ tokens, onChange, without = [], disabled, label }: LookFieldsProps) {
  const set = (name: string, value: unknown) => onChange(withToken(tokens, "light", name, value));
  const text = (name: string) => (typeof tokens[name] === "string" ? tokens[name] : "");
  const families = useFamilies();
  return (
    <fieldset className={classes.look} aria-label={label} disabled={disabled}>
      <Colors tokens={tokens} onChange={onChange} />
      <div className={classes.fields}>
        {FONTS.filter((name) => !without.includes(name)).map((name) => (
          <NativeSelect
            key={name}
            label={l.fonts[name]}
            data={[{ value: "", label: l.unset }, ...new Set([...families, text(name)])].filter(
              Boolean,
            )}
            value={text(name)}
            onChange={(event) => set(name, event.currentTarget.value)}
          />
        ))}
        <NativeSelect
          label={l.shadow}
          data={[
            { value: "", label: l.unset },
            ...SHADOWS.map((value) => ({ value, label: l.shadows[value] })),
          ]}
          value={text("shadow")}
          onChange={(event) => set("shadow", event.currentTarget.value)}
        />
        {(Object.keys(LENGTHS) as (keyof typeof LENGTHS)[]).map((name) => (
          <Length key={name} name={name} value={tokens[name]} onChange={(it) => set(name, it)} />
        ))}
      </div>
      <AllTokens tokens={tokens} onChange={onChange} />
    </fieldset>
  );
}

function Colors({ tokens, onChange }: Pick<LookFieldsProps, "tokens" | "onChange">) {
  const [theme, setTheme] = useState<ThemeName>("light");
  const own = tokensOf(tokens, theme);
  const set = (name: string, value: unknown) => onChange(withToken(tokens, theme, name, value));
  const series = Array.isArray(own.series) ? own.series : [];
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={l.colorsOf}
        data={THEMES.map((value) => ({ value, label: l.themes[value] }))}
        value={theme}
        onChange={(value) => setTheme(value as ThemeName)}
      />
      <div className={classes.colors}>
        {COLORS.map((name) => (
          <div className={classes.color} key={name}>
            {/* biome-ignore lint/a11y/noLabelWithoutControl: the swatch is one */}
            <label>
              <Swatch value={own[name]} onChange={(color) => set(name, color)} />
              {l.colors[name]}
            </label>
            {own[name] !== undefined && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={l.clear(l.colors[name])}
                onClick={() => set(name, null)}
              >
                <IconX size={13} />
              </ActionIcon>
            )}
          </div>
        ))}
      </div>
      <div className={classes.series}>
        {l.series}
        {series.map((color, index) => (
          <Swatch
            // biome-ignore lint/suspicious/noArrayIndexKey: a palette is its order
            key={index}
            label={l.seriesColor(index + 1)}
            value={color}
            onChange={(it) => set("series", series.with(index, it))}
          />
        ))}
        {series.length < MOST_SERIES && (
          <ActionIcon
            variant="default"
            aria-label={l.addSeries}
            onClick={() => set("series", [...series, longColor(own.accent) ?? NO_COLOR])}
          >
            <IconPlus size={14} />
          </ActionIcon>
        )}
        {series.length > 0 && (
          <ActionIcon
            variant="default"
            aria-label={l.dropSeries}
            onClick={() => set("series", series.slice(0, -1))}
          >
            <IconMinus size={14} />
          </ActionIcon>
        )}
      </div>
    </>
  );
}

interface SwatchProps {
  label?: string;
  value: unknown;
  onChange: (color: string) => void;
}

function Swatch({ label, value, onChange }: SwatchProps) {
  const color = longColor(value);
  return (
    <input
      type="color"
      className={classes.swatch}
      aria-label={label}
      data-unset={color === null || undefined}
      value={color ?? NO_COLOR}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface LengthProps {
  name: keyof typeof LENGTHS;
  value: unknown;
  onChange: (value: number | null) => void;
}

function Length({ name, value, onChange }: LengthProps) {
  const [low, high] = LENGTHS[name];
  const number = typeof value === "string" ? Number.parseFloat(value) : value;
  const isOut = typeof number === "number" && !(number >= low && number <= high);
  return (
    <TextInput
      type="number"
      min={low}
      max={high}
      label={l.lengths[name]}
      placeholder={l.unset}
      rightSection={<span className={classes.pixels}>{l.pixels}</span>}
      error={isOut ? l.bounds(low, high) : undefined}
      value={typeof number === "number" && !Number.isNaN(number) ? String(number) : ""}
      onChange={(event) => {
        const { value } = event.currentTarget;
        onChange(value === "" ? null : Number(value));
      }}
    />
  );
}

function AllTokens({ tokens, onChange }: Pick<LookFieldsProps, "tokens" | "onChange">) {
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? (Object.keys(tokens).length > 0 ? JSON.stringify(tokens, null, 2) : "");
  const isOdd = readTokens(shown) === null;
  return (
    <Textarea
      label={l.all}
      description={l.allHint}
      autosize
      minRows={3}
      error={isOdd ? l.noJson : undefined}
      value={shown}
      onBlur={() => !isOdd && setText(null)}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const next = readTokens(event.currentTarget.value);
        if (next !== null) onChange(next);
      }}
    />
  );
}
