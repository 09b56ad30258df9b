// The embedding secret key: not even asked for until the administrator wants to see or copy it.
import { Button, Group, TextInput } from "@mantine/core";
import { IconEye, IconEyeOff, IconRefresh } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createRandomToken, writeSetting } from "../api/changes.ts";
import { messageOf } from "../api/client.ts";
import { secretKey } from "../api/queries.ts";
import { Panel } from "../shell/Page.tsx";
import { ConfirmDialog } from "../states/ConfirmDialog.tsx";
import { CopyButton } from "../states/CopyButton.tsx";
import { noticeDone, noticeFailed } from "../states/notices.tsx";
import { t } from "../text/text.ts";
import classes from "./admin.module.css";

const MASK = "•".repeat(64);

function useRegenerate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { token } = await createRandomToken();
      await writeSetting("embedding-secret-key", token);
    },
    onSuccess: () => {
      client.invalidateQueries({ queryKey: secretKey.queryKey });
      noticeDone(t.embedding.regenerated);
    },
    onError: (error) => noticeFailed(t.embedding.regenerate, error),
  });
}

export function SecretKey({ fixed }: { fixed: string | null }) {
  const [isShown, setShown] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const key = useQuery({ ...secretKey, enabled: isShown });
  const regenerate = useRegenerate();
  const value = isShown ? (key.data ?? (key.isSuccess ? "" : MASK)) : MASK;
  return (
    <Panel title={t.embedding.key} hint={t.embedding.keyHint}>
      <Group gap="xs" align="flex-start">
        <TextInput
          flex="1 1 20rem"
          readOnly
          aria-label={t.embedding.key}
          classNames={{ input: classes.key }}
          description={fixed}
          error={key.isError && messageOf(key.error)}
          placeholder={t.embedding.noKey}
          value={value}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          variant="default"
          aria-pressed={isShown}
          loading={isShown && key.isFetching && !key.data}
          leftSection={isShown ? <IconEyeOff size={15} /> : <IconEye size={15} />}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? t.embedding.hideKey : t.embedding.showKey}
        </Button>
        {isShown && key.data && <CopyButton text={key.data} label={t.embedding.copyKey} />}
        <Button
          variant="default"
          disabled={fixed !== null}
          loading={regenerate.isPending}
          leftSection={<IconRefresh size={15} />}
          onClick={() => setAsking(true)}
        >
          {t.embedding.regenerate}
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={isAsking}
        title={t.embedding.regenerateTitle}
        text={t.embedding.regenerateText}
        yes={t.embedding.regenerateYes}
        onYes={() => regenerate.mutate()}
        onClose={() => setAsking(false)}
      />
    </Panel>
  );
}
