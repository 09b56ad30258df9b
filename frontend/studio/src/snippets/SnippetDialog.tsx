// Writes a new snippet or changes one; what was typed stays when the server refuses it.
import { Alert, Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { createSnippet, updateSnippet } from "../api/changes.ts";
import { messageOf } from "../api/client.ts";
import { snippets } from "../api/queries.ts";
import type { Snippet, SnippetFields } from "../api/types.ts";
import { noticeDone } from "../states/notices.tsx";
import { t } from "../text/text.ts";
import classes from "./snippets.module.css";
import { s } from "./text.ts";

interface SnippetDialogProps {
  snippet: Snippet | null;
  onMade: (name: string) => void;
  onClose: () => void;
}

export function SnippetDialog({ snippet, onMade, onClose }: SnippetDialogProps) {
  const [name, setName] = useState(snippet?.name ?? "");
  const [content, setContent] = useState(snippet?.content ?? "");
  const [description, setDescription] = useState(snippet?.description ?? "");
  const [isTried, setTried] = useState(false);
  const client = useQueryClient();
  const isOdd = !name.trim() || /[{}]/.test(name);
  const saving = useMutation({
    mutationFn: (fields: SnippetFields) =>
      snippet ? updateSnippet(snippet.id, fields) : createSnippet(fields),
    onSuccess: (made) => {
      client.invalidateQueries({ queryKey: snippets.queryKey });
      noticeDone(made.archived ? s.archived : s.saved);
      if (!snippet) onMade(made.name);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isOdd || !content.trim()) return;
    saving.mutate({ name: name.trim(), content, description: description.trim() || null });
  };
  return (
    <Modal opened onClose={onClose} title={snippet ? s.edit : s.add}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {saving.isError && (
            <Alert color="red" role="alert">
              {messageOf(saving.error)}
            </Alert>
          )}
          <TextInput
            label={s.name}
            data-autofocus
            maxLength={254}
            value={name}
            error={isTried && isOdd && s.nameOdd}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={s.content}
            classNames={{ input: classes.code }}
            autosize
            minRows={4}
            maxRows={14}
            spellCheck={false}
            value={content}
            error={isTried && !content.trim() && s.contentMissing}
            onChange={(event) => setContent(event.currentTarget.value)}
          />
          <TextInput
            label={s.description}
            placeholder={t.app.optional}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          {snippet && (
            <Text size="xs" c="dimmed">
              {s.everywhere}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            {snippet && (
              <Button
                variant="subtle"
                color="red"
                mr="auto"
                onClick={() => saving.mutate({ archived: true })}
              >
                {s.archive}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {t.app.cancel}
            </Button>
            <Button type="submit" loading={saving.isPending}>
              {s.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
