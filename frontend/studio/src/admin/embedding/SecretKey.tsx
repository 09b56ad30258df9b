// The embedding secret key: not even asked for until the administrator wants to see or copy it.
import { Button, Group, Modal, NativeSelect, TextInput } from "@mantine/core";
import { IconEye, IconEyeOff, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf } from "../../api/client.ts";
import { secretKey } from "../../api/queries.ts";
import { CopyButton } from "../../states/CopyButton.tsx";
import classes from "../admin.module.css";
import { post } from "../api.ts";
import { useAction } from "../parts.tsx";
import { a } from "../text/text.ts";

const GRACES = Object.entries(a.embedding.graces).map(([value, label]) => ({ value, label }));
const MASK = "•".repeat(64);

export function SecretKey({ fixed }: { fixed: string | null }) {
  const [isShown, setShown] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const key = useQuery({ ...secretKey, enabled: isShown });
  const value = isShown ? (key.data ?? (key.isSuccess ? "" : MASK)) : MASK;
  return (
    <>
      <Group gap="xs" align="flex-start">
        <TextInput
          flex="1 1 20rem"
          readOnly
          aria-label={a.embedding.key}
          classNames={{ input: classes.key }}
          description={fixed}
          error={key.isError && messageOf(key.error)}
          placeholder={a.embedding.noKey}
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
          {isShown ? a.embedding.hideKey : a.embedding.showKey}
        </Button>
        {isShown && key.data && <CopyButton text={key.data} label={a.embedding.copyKey} />}
        <Button
          variant="default"
          disabled={fixed !== null}
          leftSection={<IconRefresh size={15} />}
          onClick={() => setAsking(true)}
        >
          {a.embedding.regenerate}
        </Button>
      </Group>
      {isAsking && <RegenerateDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function RegenerateDialog({ onClose }: { onClose: () => void }) {
  const [grace, setGrace] = useState("0");
  const regenerate = useAction(
    () => post("signboard/keys/regenerate", { grace_seconds: Number(grace) }),
    {
      done: () => a.embedding.regenerated,
      failed: a.embedding.regenerate,
      changes: ["settings", "admin"],
      onDone: onClose,
    },
  );
  return (
    <Modal opened onClose={onClose} title={a.embedding.regenerateTitle}>
      <NativeSelect
        label={a.embedding.regenerateText}
        data={GRACES}
        value={grace}
        onChange={(event) => setGrace(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" data-autofocus onClick={onClose}>
          {a.close}
        </Button>
        <Button color="red" loading={regenerate.isPending} onClick={() => regenerate.mutate()}>
          {a.embedding.regenerateYes}
        </Button>
      </Group>
    </Modal>
  );
}
