// Keys of programs: a name, a role, the last use, and a secret that is shown once.
import { Button, Group, Modal, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Page } from "../../shell/Page.tsx";
import { Loaded } from "../../states/Loaded.tsx";
import { StateView } from "../../states/StateView.tsx";
import { useTitle } from "../../states/useTitle.ts";
import classes from "../admin.module.css";
import { apiKeys, drop, post, type Role } from "../api.ts";
import { AskButton, Failed, RoleSelect, Rows, SecretDialog, useAction, When } from "../parts.tsx";
import { a } from "../text/text.ts";

const GROUPS: Readonly<Record<Role, number>> = { author: 1, admin: 2, reader: 3 };

interface Made {
  name: string;
  unmasked_key: string;
}

export function ApiKeysPage() {
  useTitle(a.keys.title);
  const query = useQuery(apiKeys);
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const revoke = useAction((key: { id: number; name: string }) => drop(`api-key/${key.id}`), {
    done: (key) => a.keys.revoked(key.name),
    failed: a.keys.revoke,
  });
  const addButton = (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(true)}>
      {a.keys.add}
    </Button>
  );
  return (
    <Page
      title={a.keys.title}
      lead={a.keys.lead}
      actions={query.data?.length ? addButton : undefined}
    >
      <Loaded query={query} skeleton={<Skeleton height={120} radius="md" />}>
        {(keys) =>
          keys.length === 0 ? (
            <StateView
              icon={IconKey}
              title={a.keys.none}
              hint={a.keys.noneHint}
              action={addButton}
            />
          ) : (
            <Rows
              label={a.keys.title}
              head={[a.keys.name, a.people.role, a.keys.key, a.keys.created, a.keys.lastUsed, ""]}
            >
              {keys.map((key) => (
                <tr key={key.id}>
                  <th scope="row">{key.name}</th>
                  <td>{a.roles[key.role]}</td>
                  <td className={classes.key}>{key.masked_key}</td>
                  <td>
                    <When at={key.created_at} />
                    {key.created_by && (
                      <Text size="xs" c="dimmed">
                        {a.keys.by(key.created_by)}
                      </Text>
                    )}
                  </td>
                  <td>
                    <When at={key.last_used_at} />
                  </td>
                  <td className={classes.end}>
                    <AskButton
                      label={a.keys.revoke}
                      name={a.keys.revokeItem(key.name)}
                      title={a.keys.revokeTitle(key.name)}
                      text={a.keys.revokeText}
                      isBusy={revoke.isPending && revoke.variables.id === key.id}
                      onYes={() => revoke.mutate(key)}
                    />
                  </td>
                </tr>
              ))}
            </Rows>
          )
        }
      </Loaded>
      {isAdding && <AddDialog onClose={() => setAdding(false)} onMade={setMade} />}
      {made && (
        <SecretDialog
          title={a.keys.made(made.name)}
          hint={a.keys.madeHint}
          label={a.keys.copy}
          secret={made.unmasked_key}
          onClose={() => setMade(null)}
        />
      )}
    </Page>
  );
}

function AddDialog({ onClose, onMade }: { onClose: () => void; onMade: (made: Made) => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("reader");
  const [isTried, setTried] = useState(false);
  const make = useAction(
    () => post<Made>("api-key", { name: name.trim(), group_id: GROUPS[role] }),
    {
      onDone: (made) => {
        onClose();
        onMade(made);
      },
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim()) make.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={a.keys.add}>
      <form onSubmit={submit} noValidate>
        <Failed error={make.error} />
        <Stack gap="sm">
          <TextInput
            label={a.keys.name}
            description={a.keys.nameHint}
            data-autofocus
            error={isTried && !name.trim() && a.missing}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <RoleSelect label={a.keys.role} value={role} onChange={setRole} />
          <Group justify="flex-end">
            <Button type="submit" loading={make.isPending}>
              {a.keys.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
