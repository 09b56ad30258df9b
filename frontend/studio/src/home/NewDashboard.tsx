// A new dashboard begins with a name; then it is edited.
import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { IconLayoutDashboard } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { createDashboard } from "../api/changes.ts";
import { messageOf } from "../api/client.ts";
import { PlaceSelect } from "../library/PlaceSelect.tsx";
import { t } from "../text/text.ts";

export function NewDashboard() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconLayoutDashboard size={15} />}
        onClick={() => setOpen(true)}
      >
        {t.home.newDashboard}
      </Button>
      {isOpen && <NameDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function NameDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [place, setPlace] = useState<number | null>(null);
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const creating = useMutation({
    mutationFn: () => createDashboard({ name: name.trim(), collection_id: place }),
    onSuccess: (made) => {
      client.setQueryData(["dashboards", made.id], made);
      client.invalidateQueries({ queryKey: ["dashboards"], exact: true });
      client.invalidateQueries({ queryKey: ["collections"] });
      navigate(`/dashboard/${made.id}/edit`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) creating.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t.home.newDashboard}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            data-autofocus
            label={t.home.name}
            value={name}
            error={creating.isError && messageOf(creating.error)}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PlaceSelect value={place} onChange={setPlace} />
        </Stack>
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            {t.app.cancel}
          </Button>
          <Button type="submit" loading={creating.isPending} disabled={!name.trim()}>
            {t.home.create}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
