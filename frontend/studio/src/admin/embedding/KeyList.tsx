// The keys that open hosts' tokens: names, last use, and the end of one that is still accepted.
import { Button, Group, Skeleton, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Loaded } from "../../states/Loaded.tsx";
import classes from "../admin.module.css";
import { drop, type EmbedKey, embedKeys, put } from "../api.ts";
import { AskButton, Mark, moment, Rows, useAction, When } from "../parts.tsx";
import { a } from "../text/text.ts";

export function KeyList() {
  const query = useQuery(embedKeys);
  return (
    <Loaded query={query} skeleton={<Skeleton height={60} mt="md" />}>
      {(keys) =>
        keys.length > 0 && (
          <div className={classes.panelRows}>
            <Rows
              label={a.embedding.keys}
              head={[a.embedding.keyName, a.embedding.keyEnds, a.embedding.lastUsed, ""]}
            >
              {keys.map((key) => (
                <Key key={key.id} item={key} />
              ))}
            </Rows>
          </div>
        )
      }
    </Loaded>
  );
}

function Key({ item }: { item: EmbedKey }) {
  const [name, setName] = useState<string | null>(null);
  const rename = useAction(() => put(`signboard/keys/${item.id}`, { name: name?.trim() }), {
    failed: a.embedding.rename,
    onDone: () => setName(null),
  });
  const end = useAction(() => drop(`signboard/keys/${item.id}`), {
    done: () => a.embedding.keyEnded,
    failed: a.embedding.endKey,
  });
  const isSigning = item.state === "signing";
  const ends = item.expires_at ? a.embedding.accepted(moment(item.expires_at)) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <tr>
      <th scope="row">
        {name === null ? (
          <Group gap={6}>
            {item.name}
            <Mark color={isSigning ? "green" : "gray"}>
              {isSigning ? a.embedding.signing : (ends ?? a.embedding.acceptedOpen)}
            </Mark>
          </Group>
        ) : (
          <form onSubmit={submit}>
            <Group gap="xs" wrap="nowrap">
              <TextInput
                autoFocus
                aria-label={a.embedding.renameKey(item.name)}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                onKeyDown={(event) => event.key === "Escape" && setName(null)}
              />
              <Button
                type="submit"
                variant="default"
                disabled={!name.trim()}
                loading={rename.isPending}
              >
                {a.save}
              </Button>
            </Group>
          </form>
        )}
      </th>
      <td className={classes.key}>…{item.ends_with}</td>
      <td>
        <When at={item.last_used_at} />
      </td>
      <td className={classes.end}>
        {!item.is_fixed && name === null && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={a.embedding.renameKey(item.name)}
            onClick={() => setName(item.name)}
          >
            {a.embedding.rename}
          </Button>
        )}
        {!isSigning && (
          <AskButton
            label={a.embedding.endKey}
            name={a.embedding.endKeyItem(item.name)}
            title={a.embedding.endKeyTitle(item.name)}
            text={a.embedding.endKeyText}
            isBusy={end.isPending}
            onYes={() => end.mutate()}
          />
        )}
      </td>
    </tr>
  );
}
