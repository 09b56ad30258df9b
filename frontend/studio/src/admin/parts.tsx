// What several administrators' pages share: writing with a notice, moments, roles, a secret shown once.
import { Alert, Badge, Button, Group, Modal, NativeSelect, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { messageOf } from "../api/client.ts";
import { ConfirmDialog } from "../states/ConfirmDialog.tsx";
import { CopyButton } from "../states/CopyButton.tsx";
import { noticeDone, noticeFailed } from "../states/notices.tsx";
import classes from "./admin.module.css";
import type { Role } from "./api.ts";
import { a } from "./text/text.ts";

interface ActionWords<V, R> {
  done?: (value: V, answer: R) => string;
  /** The notice's title when it fails; without one the caller shows the error itself. */
  failed?: string;
  /** First words of the query keys to read again. */
  changes?: readonly string[];
  onDone?: (answer: R, value: V) => void;
}

/** A write with its notices; what it changed is read again before it counts as done. */
export function useAction<V = void, R = unknown>(
  run: (value: V) => Promise<R>,
  { done, failed, changes = ["admin"], onDone }: ActionWords<V, R>,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async (answer, value) => {
      await Promise.all(changes.map((key) => client.invalidateQueries({ queryKey: [key] })));
      if (done) noticeDone(done(value, answer));
      onDone?.(answer, value);
    },
    onError: (error) => {
      if (failed) noticeFailed(failed, error);
    },
  });
}

const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function moment(iso: string): string {
  return MOMENT.format(new Date(iso));
}

export function When({ at, never = a.never }: { at: string | null; never?: string }) {
  return at ? (
    <time dateTime={at}>{moment(at)}</time>
  ) : (
    <Text span inherit c="dimmed">
      {never}
    </Text>
  );
}

const ROLES = (["reader", "author", "admin"] as const).map((value) => ({
  value,
  label: a.roles[value],
}));

interface RoleSelectProps {
  label: string;
  value: Role;
  onChange: (role: Role) => void;
  isBare?: boolean;
  disabled?: boolean;
}

export function RoleSelect({ label, value, onChange, isBare, disabled }: RoleSelectProps) {
  return (
    <NativeSelect
      {...(isBare ? { "aria-label": label } : { label, description: a.roleHints[value] })}
      data={ROLES}
      value={value}
      disabled={disabled ?? false}
      onChange={(event) => onChange(event.currentTarget.value as Role)}
    />
  );
}

/** A link or key that is shown now and never again. */
export function SecretDialog(props: {
  title: string;
  hint: string;
  label: string;
  secret: string;
  note?: string;
  onClose: () => void;
}) {
  return (
    <Modal opened onClose={props.onClose} title={props.title} closeOnClickOutside={false}>
      <Text size="sm">{props.hint}</Text>
      <Group gap="xs" my="sm" wrap="nowrap">
        <TextInput
          flex={1}
          readOnly
          data-autofocus
          aria-label={props.title}
          classNames={{ input: classes.key }}
          value={props.secret}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={props.secret} label={props.label} />
      </Group>
      {props.note && (
        <Text size="xs" c="dimmed">
          {props.note}
        </Text>
      )}
      <Group justify="flex-end" mt="md">
        <Button onClick={props.onClose}>{a.close}</Button>
      </Group>
    </Modal>
  );
}

/** A button that asks before it does what cannot be taken back. */
export function AskButton(props: {
  label: string;
  name: string;
  title: string;
  text: string;
  onYes: () => void;
  isBusy?: boolean;
}) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        c="var(--mantine-color-error)"
        size="compact-sm"
        aria-label={props.name}
        loading={props.isBusy ?? false}
        onClick={() => setAsking(true)}
      >
        {props.label}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={props.title}
        text={props.text}
        yes={props.label}
        onYes={props.onYes}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

export function Failed({ error, title }: { error: unknown; title?: string }) {
  if (!error) return null;
  return (
    <Alert color="red" role="alert" title={title} mb="sm">
      {messageOf(error)}
    </Alert>
  );
}

/** The colour dark or light enough for small letters on its own tint. */
const readable = (color: string) =>
  `light-dark(color-mix(in srgb, var(--mantine-color-${color}-9) 65%, #000), var(--mantine-color-${color}-2))`;

export function Mark({ color, children }: { color: string; children: ReactNode }) {
  return (
    <Badge variant="light" color={color} c={readable(color)} size="sm" className={classes.badge}>
      {children}
    </Badge>
  );
}

/** A table that scrolls by itself where the page is narrow; it can be reached by keyboard. */
export function Rows({
  label,
  head,
  children,
}: {
  label: string;
  head: string[];
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: neither a form's part nor a landmark
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div className={classes.scroll} role="group" aria-label={label} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            {head.map((word, index) =>
              word ? (
                <th key={word} scope="col">
                  {word}
                </th>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: heads never change their order
                <td key={index} />
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
