// Asks for the name and the description of a question.
import { Alert, Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { messageOf } from "../api/client.ts";
import { PlaceSelect } from "../library/PlaceSelect.tsx";
import { s } from "../snippets/text.ts";
import { t } from "../text/text.ts";

interface SaveDialogProps {
  title: string;
  name: string;
  description: string;
  cacheTtl: number | null;
  /** The collection proposed for a new question; undefined leaves a saved one where it is. */
  place: number | null | undefined;
  error: unknown;
  isSaving: boolean;
  onClose: () => void;
  onSave: (
    details: { name: string; description: string; cacheTtl: number | null },
    place: number | null,
  ) => void;
}

export function SaveDialog(props: SaveDialogProps) {
  const [name, setName] = useState(props.name);
  const [description, setDescription] = useState(props.description);
  const [cache, setCache] = useState(props.cacheTtl === null ? "" : String(props.cacheTtl));
  const [place, setPlace] = useState(props.place ?? null);
  const [isTried, setTried] = useState(false);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!name.trim()) return;
    const cacheTtl = cache.trim() ? Math.max(0, Math.trunc(Number(cache))) : null;
    props.onSave({ name: name.trim(), description: description.trim(), cacheTtl }, place);
  };
  return (
    <Modal opened onClose={props.onClose} title={props.title}>
      <form onSubmit={send} noValidate>
        <Stack gap="sm">
          {Boolean(props.error) && (
            <Alert color="red" role="alert">
              {messageOf(props.error)}
            </Alert>
          )}
          <TextInput
            label={t.question.name}
            data-autofocus
            maxLength={254}
            value={name}
            error={isTried && !name.trim() && t.question.nameMissing}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t.question.description}
            placeholder={t.app.optional}
            autosize
            minRows={2}
            maxRows={6}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          {props.place !== undefined && <PlaceSelect value={place} onChange={setPlace} />}
          <TextInput
            label={s.cache}
            description={s.cacheHint}
            type="number"
            min={0}
            value={cache}
            onChange={(event) => setCache(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose}>
              {t.app.cancel}
            </Button>
            <Button type="submit" loading={props.isSaving}>
              {t.question.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
