// Asks for the name and the description of a question.
import { Alert, Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { messageOf } from "../api/client.ts";
import { t } from "../text/text.ts";

interface SaveDialogProps {
  title: string;
  name: string;
  description: string;
  error: unknown;
  isSaving: boolean;
  onClose: () => void;
  onSave: (details: { name: string; description: string }) => void;
}

export function SaveDialog(props: SaveDialogProps) {
  const [name, setName] = useState(props.name);
  const [description, setDescription] = useState(props.description);
  const [isTried, setTried] = useState(false);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim()) props.onSave({ name: name.trim(), description: description.trim() });
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
