// Settings of a card of the author's own words: text, heading, link or image.
import { NativeSelect, Switch, Textarea, TextInput } from "@mantine/core";
import { bench } from "../../../text/bench/text.ts";
import { type CardDraft, virtualKind } from "../../draft/draft.ts";

export type SetSetting = (key: string, value: unknown) => void;

export const textOf = (value: unknown) => (typeof value === "string" ? value : "");

interface WordSettingsProps {
  card: CardDraft;
  set: SetSetting;
}

export function WordSettings({ card, set }: WordSettingsProps) {
  const { settings } = card;
  const change = (key: string) => (event: { currentTarget: { value: string } }) =>
    set(key, event.currentTarget.value);
  switch (virtualKind(card)) {
    case "heading":
      return (
        <>
          <TextInput
            label={bench.editor.heading}
            value={textOf(settings.text)}
            onChange={change("text")}
          />
          <Places settings={settings} set={set} />
        </>
      );
    case "link":
      return <LinkSettings link={settings.link} set={set} />;
    case "image":
      return <ImageSettings image={settings.image} set={set} />;
    default:
      return (
        <>
          <Textarea
            label={bench.editor.text}
            description={bench.editor.textHint}
            autosize
            minRows={5}
            value={textOf(settings.text)}
            onChange={change("text")}
          />
          <Places settings={settings} set={set} />
        </>
      );
  }
}

function Places({ settings, set }: { settings: CardDraft["settings"]; set: SetSetting }) {
  const select = (label: string, key: string, sides: Readonly<Record<string, string>>) => (
    <NativeSelect
      label={label}
      data={Object.entries(sides).map(([value, name]) => ({ value, label: name }))}
      value={textOf(settings[key])}
      onChange={(event) => set(key, event.currentTarget.value || null)}
    />
  );
  return (
    <>
      {select(bench.editor.across, "text.align_horizontal", bench.editor.acrossSides)}
      {select(bench.editor.down, "text.align_vertical", bench.editor.downSides)}
      <Switch
        label={bench.editor.background}
        checked={settings["dashcard.background"] === true}
        onChange={(event) => set("dashcard.background", event.currentTarget.checked || null)}
      />
    </>
  );
}

/** `link.entity`, an item of the product, is what imported cards may have: an address replaces it. */
function LinkSettings({ link, set }: { link: unknown; set: SetSetting }) {
  const { url, text } = (link ?? {}) as { url?: unknown; text?: unknown };
  const change = (changed: { url?: string; text?: string }) =>
    set("link", { url: textOf(url), text: textOf(text), ...changed });
  return (
    <>
      <AddressInput value={textOf(url)} onChange={(value) => change({ url: value })} />
      <TextInput
        label={bench.editor.linkText}
        placeholder={textOf(url)}
        value={textOf(text)}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
    </>
  );
}

function ImageSettings({ image, set }: { image: unknown; set: SetSetting }) {
  const { url, alt } = (image ?? {}) as { url?: unknown; alt?: unknown };
  const change = (changed: { url?: string; alt?: string }) =>
    set("image", { url: textOf(url), alt: textOf(alt), ...changed });
  return (
    <>
      <AddressInput value={textOf(url)} onChange={(value) => change({ url: value })} />
      <TextInput
        label={bench.editor.imageText}
        description={bench.editor.imageTextHint}
        value={textOf(alt)}
        onChange={(event) => change({ alt: event.currentTarget.value })}
      />
    </>
  );
}

function AddressInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <TextInput
      label={bench.editor.url}
      type="url"
      placeholder="https://"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
