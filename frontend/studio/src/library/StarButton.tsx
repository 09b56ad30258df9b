// Marks an item as a favourite of the person who looks; opening its page is remembered too.
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconStar, IconStarFilled } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { noticeFailed } from "../states/notices.tsx";
import { kept, noteOpened, setFavourite } from "./api.ts";
import { l } from "./text.ts";

interface StarButtonProps {
  entity: "card" | "dashboard";
  id: number;
}

export function StarButton({ entity, id }: StarButtonProps) {
  const client = useQueryClient();
  const { data } = useQuery(kept);
  const isOn = (data ?? []).some((it) => it.model === entity && it.id === id && it.favourite_at);
  useEffect(() => {
    // Nobody's work depends on it, so a failure is not told.
    noteOpened(entity, id).then(
      () => client.invalidateQueries({ queryKey: kept.queryKey }),
      () => undefined,
    );
  }, [client, entity, id]);
  const marking = useMutation({
    mutationFn: () => setFavourite(entity, id, !isOn),
    onSuccess: () => client.invalidateQueries({ queryKey: kept.queryKey }),
    onError: (error) => noticeFailed(l.notKept, error),
  });
  const label = isOn ? l.unfavour : l.favour;
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        aria-label={l.favour}
        aria-pressed={isOn}
        onClick={() => marking.mutate()}
      >
        {isOn ? <IconStarFilled size={16} /> : <IconStar size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}
