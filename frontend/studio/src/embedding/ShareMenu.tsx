// The sharing icon of a question or dashboard, and the window it opens.
import { Button, Menu, Text } from "@mantine/core";
import { IconCode, IconLink, IconPower, IconShare2 } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { writeSetting } from "../api/changes.ts";
import { settings as settingsQuery } from "../api/queries.ts";
import type { Embeddable, ResourceKind, User } from "../api/types.ts";
import { findSetting, fixedBy, isEmbeddingOn, isSharingOn } from "../settings.ts";
import { noticeFailed } from "../states/notices.tsx";
import { t } from "../text/text.ts";
import { forgetWayBack, isBackFromMending } from "./kept.ts";
import { useEmbedding } from "./useEmbedding.ts";

const PublicLink = lazy(async () => ({ default: (await import("./PublicLink.tsx")).PublicLink }));
const EmbedWindow = lazy(async () => ({
  default: (await import("./EmbedWindow.tsx")).EmbedWindow,
}));

interface ShareMenuProps {
  kind: ResourceKind;
  item: Embeddable;
  user: User;
}

/** Each item has a state of its own: choices for one are never kept, or published, as another's. */
export function ShareMenu(props: ShareMenuProps) {
  return <ItemShareMenu key={`${props.kind}-${props.item.id}`} {...props} />;
}

function ItemShareMenu({ kind, item, user }: ShareMenuProps) {
  const [wantsOpen, setOpen] = useState(() => isBackFromMending(kind, item.id));
  const [isSharing, setSharing] = useState(false);
  // Kept here, so that closing the window by mistake loses nothing.
  const embedding = useEmbedding(kind, item);
  useEffect(() => forgetWayBack(kind, item.id), [kind, item.id]);
  const { data: settings } = useQuery({ ...settingsQuery, enabled: user.is_superuser });
  const isOff = settings !== undefined && !isEmbeddingOn(settings);
  const variable = fixedBy(findSetting(settings ?? [], "enable-embedding"));
  const switchOn = useSwitchOn(() => setOpen(true));
  const obstacle = !user.is_superuser
    ? t.question.embedAdminOnly
    : isOff
      ? variable === null
        ? t.question.embedOff
        : t.question.embedOffFixed(variable)
      : null;
  const isOpen = wantsOpen && settings !== undefined && obstacle === null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconShare2 size={15} />}>
            {t.question.share}
          </Button>
        </Menu.Target>
        <Menu.Dropdown maw="min(20rem, calc(100vw - 1rem))">
          <Menu.Item
            leftSection={<IconCode size={15} />}
            disabled={obstacle !== null}
            onClick={() => setOpen(true)}
          >
            {t.question.embed}
          </Menu.Item>
          {settings && isSharingOn(settings) && (
            <Menu.Item leftSection={<IconLink size={15} />} onClick={() => setSharing(true)}>
              {t.share.title}
            </Menu.Item>
          )}
          {obstacle && (
            <Text size="xs" c="dimmed" px="sm" pb="xs">
              {obstacle}
            </Text>
          )}
          {isOff && variable === null && (
            <>
              <Menu.Item
                leftSection={<IconPower size={15} />}
                disabled={switchOn.isPending}
                onClick={() => switchOn.mutate()}
              >
                {t.question.embedSwitchOn}
              </Menu.Item>
              <Text size="xs" c="dimmed" px="sm" pb="xs">
                {t.question.embedSwitchOnHint}
              </Text>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {isSharing && (
        <Suspense fallback={null}>
          <PublicLink kind={kind} item={item} onClose={() => setSharing(false)} />
        </Suspense>
      )}
      {isOpen && (
        <Suspense fallback={null}>
          <EmbedWindow
            kind={kind}
            item={item}
            embedding={embedding}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}

/** The same setting as on Administration → Embedding; one stays on the item. */
function useSwitchOn(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => writeSetting("enable-embedding", true),
    onSuccess: async () => {
      client.invalidateQueries({ queryKey: ["admin"] });
      await client.invalidateQueries({ queryKey: ["settings"] });
      onDone();
    },
    onError: (error) => noticeFailed(t.question.embedSwitchOn, error),
  });
}
