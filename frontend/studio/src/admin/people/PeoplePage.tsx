// Everybody with an account: roles, invitations, resets, and who may no longer sign in.
import {
  ActionIcon,
  Avatar,
  Button,
  Group,
  Menu,
  Modal,
  NativeSelect,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconDots, IconUserOff, IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useDeferredValue, useState } from "react";
import { currentUser } from "../../api/queries.ts";
import type { User } from "../../api/types.ts";
import { Page } from "../../shell/Page.tsx";
import { ConfirmDialog } from "../../states/ConfirmDialog.tsx";
import { Loaded } from "../../states/Loaded.tsx";
import { StateView } from "../../states/StateView.tsx";
import { useTitle } from "../../states/useTitle.ts";
import classes from "../admin.module.css";
import { drop, type IssuedLink, people, post, put, type Role } from "../api.ts";
import {
  Failed,
  Mark,
  moment,
  RoleSelect,
  Rows,
  SecretDialog,
  useAction,
  When,
} from "../parts.tsx";
import { a } from "../text/text.ts";

interface Issued {
  name: string;
  link: IssuedLink;
}

const makeLink = async (user: User): Promise<Issued> => ({
  name: user.common_name,
  link: await post<IssuedLink>(`signboard/people/${user.id}/link`),
});

export function PeoplePage() {
  useTitle(a.people.title);
  const [status, setStatus] = useState("active");
  const [search, setSearch] = useState("");
  const query = useQuery(people(status, useDeferredValue(search)));
  const [isInviting, setInviting] = useState(false);
  const [issued, setIssued] = useState<Issued | null>(null);
  const link = useAction(makeLink, { failed: a.people.makeLink, onDone: setIssued });
  return (
    <Page
      title={a.people.title}
      lead={a.people.lead}
      actions={
        <Button
          leftSection={<IconUserPlus size={15} aria-hidden />}
          onClick={() => setInviting(true)}
        >
          {a.people.invite}
        </Button>
      }
    >
      <div className={classes.tools}>
        <TextInput
          flex="1 1 14rem"
          type="search"
          aria-label={a.people.search}
          placeholder={a.people.search}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={a.people.status}
          data={Object.entries(a.people.statuses).map(([value, label]) => ({ value, label }))}
          value={status}
          onChange={(event) => setStatus(event.currentTarget.value)}
        />
      </div>
      <Loaded query={query} skeleton={<Skeleton height={200} radius="md" />}>
        {(found) =>
          found.length === 0 ? (
            <StateView icon={IconUserOff} title={a.people.none} hint={a.people.noneHint} isSmall />
          ) : (
            <Rows
              label={a.people.title}
              head={[a.people.person, a.people.role, a.people.lastSignIn, ""]}
            >
              {found.map((user) => (
                <Person key={user.id} user={user} onLink={() => link.mutate(user)} />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} onIssued={setIssued} />}
      {issued && (
        <SecretDialog
          title={a.people.linkTitle[issued.link.kind]}
          hint={a.people.linkHint(issued.name)}
          label={a.people.copyLink}
          secret={issued.link.url}
          note={a.people.linkEnds(moment(issued.link.expires_at))}
          onClose={() => setIssued(null)}
        />
      )}
    </Page>
  );
}

function Person({ user, onLink }: { user: User; onLink: () => void }) {
  const me = useQuery(currentUser).data;
  const [isAsking, setAsking] = useState(false);
  const name = user.common_name;
  const change = useAction((role: Role) => put(`user/${user.id}`, { role }), {
    done: (role) => a.people.roleDone(name, a.roles[role]),
    failed: a.people.roleOf(name),
    changes: ["admin", "user"],
  });
  const close = useAction(() => drop(`user/${user.id}`), {
    done: () => a.people.deactivatedNow(name),
    failed: a.people.deactivate,
  });
  const open = useAction(() => put(`user/${user.id}/reactivate`), {
    done: () => a.people.reactivatedNow(name),
    failed: a.people.reactivate,
  });
  return (
    <tr>
      <th scope="row">
        <Group gap="sm" wrap="nowrap">
          <Avatar size={28} radius="xl" color="board" name={name} aria-hidden />
          <div>
            <Group gap={6}>
              {name}
              {user.id === me?.id && <Mark color="blue">{a.people.you}</Mark>}
              {!user.is_active && <Mark color="gray">{a.people.deactivated}</Mark>}
              {user.is_active && !user.has_password && !user.last_login && (
                <Mark color="yellow">{a.people.invited}</Mark>
              )}
            </Group>
            {name !== user.email && (
              <Text size="xs" c="dimmed">
                {user.email}
              </Text>
            )}
          </div>
        </Group>
      </th>
      <td>
        <RoleSelect
          isBare
          label={a.people.roleOf(name)}
          value={change.isPending ? change.variables : (user.role as Role)}
          disabled={!user.is_active || change.isPending}
          onChange={(role) => change.mutate(role)}
        />
      </td>
      <td>
        <When at={user.last_login} />
      </td>
      <td className={classes.end}>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={a.more(name)}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {user.is_active ? (
              <>
                <Menu.Item onClick={onLink}>
                  {user.has_password ? a.people.reset : a.people.newInvitation}
                </Menu.Item>
                <Menu.Item color="red" onClick={() => setAsking(true)}>
                  {a.people.deactivate}
                </Menu.Item>
              </>
            ) : (
              <Menu.Item onClick={() => open.mutate()}>{a.people.reactivate}</Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
        <ConfirmDialog
          isOpen={isAsking}
          title={a.people.deactivateTitle(name)}
          text={a.people.deactivateText}
          yes={a.people.deactivate}
          onYes={() => close.mutate()}
          onClose={() => setAsking(false)}
        />
      </td>
    </tr>
  );
}

interface InviteDialogProps {
  onClose: () => void;
  onIssued: (issued: Issued) => void;
}

function InviteDialog({ onClose, onIssued }: InviteDialogProps) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("author");
  const [isTried, setTried] = useState(false);
  const isOdd = !/^\S+@\S+$/.test(email.trim());
  const invite = useAction(
    async () => makeLink(await post<User>("user", { email: email.trim(), role })),
    {
      onDone: (issued) => {
        onClose();
        onIssued(issued);
      },
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isOdd) invite.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={a.people.inviteTitle}>
      <form onSubmit={submit} noValidate>
        <Failed error={invite.error} />
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {a.people.inviteHint}
          </Text>
          <TextInput
            label={a.people.email}
            type="email"
            data-autofocus
            error={isTried && isOdd && a.people.emailWrong}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <RoleSelect label={a.people.role} value={role} onChange={setRole} />
          <Group justify="flex-end">
            <Button type="submit" loading={invite.isPending}>
              {a.people.makeLink}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
