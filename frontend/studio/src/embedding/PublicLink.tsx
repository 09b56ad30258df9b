// A link that anybody may open: made, copied, ended; it says what it opens.
import { Alert, Button, Code, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconLink } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createPublicLink, deletePublicLink } from "../api/changes.ts";
import { messageOf } from "../api/client.ts";
import { settings as settingsQuery } from "../api/queries.ts";
import type { Embeddable, ResourceKind } from "../api/types.ts";
import { siteUrl } from "../settings.ts";
import { ConfirmDialog } from "../states/ConfirmDialog.tsx";
import { CopyButton } from "../states/CopyButton.tsx";
import { t } from "../text/text.ts";

interface PublicLinkProps {
  kind: ResourceKind;
  item: Embeddable;
  onClose: () => void;
}

export function PublicLink({ kind, item, onClose }: PublicLinkProps) {
  const client = useQueryClient();
  const { data: settings } = useQuery(settingsQuery);
  const again = () => client.invalidateQueries({ queryKey: [`${kindKey(kind)}s`] });
  const making = useMutation({
    mutationFn: () => createPublicLink(kind, item.id),
    onSuccess: again,
  });
  const ending = useMutation({
    mutationFn: () => deletePublicLink(kind, item.id),
    onSuccess: () => {
      making.reset();
      return again();
    },
  });
  const uuid = making.data?.uuid ?? item.public_uuid;
  const locked = Object.entries(item.embedding_params ?? {})
    .filter(([, access]) => access === "locked")
    .map(([slug]) => slug);
  const error = making.error ?? ending.error;
  return (
    <Modal opened onClose={onClose} title={t.share.title} size="lg">
      <Stack gap="sm">
        <Text size="sm">{t.share.lead}</Text>
        {locked.length > 0 && (
          <Alert color="yellow" icon={<IconAlertTriangle size={16} />}>
            {t.share.opens(locked.join(", "))}
          </Alert>
        )}
        {error && <Alert color="red">{messageOf(error)}</Alert>}
        {uuid && settings ? (
          <Links
            url={`${siteUrl(settings)}/public/${kind}/${uuid}`}
            name={item.name}
            isEnding={ending.isPending}
            onEnd={() => ending.mutate()}
          />
        ) : (
          <Group>
            <Button
              leftSection={<IconLink size={15} />}
              loading={making.isPending}
              onClick={() => making.mutate()}
            >
              {t.share.make}
            </Button>
          </Group>
        )}
      </Stack>
    </Modal>
  );
}

function kindKey(kind: ResourceKind): "card" | "dashboard" {
  return kind === "question" ? "card" : "dashboard";
}

interface LinksProps {
  url: string;
  name: string;
  isEnding: boolean;
  onEnd: () => void;
}

function Links({ url, name, isEnding, onEnd }: LinksProps) {
  const [isAsking, setAsking] = useState(false);
  const title = name.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const frame = `<iframe src="${url}" title="${title}" width="100%" height="600" frameborder="0"></iframe>`;
  return (
    <>
      <Group gap="xs" align="end" wrap="nowrap">
        <TextInput readOnly flex={1} label={t.share.link} value={url} />
        <CopyButton text={url} label={t.share.copyLink} />
      </Group>
      <Text size="sm" fw={600}>
        {t.share.frame}
      </Text>
      <Group gap="xs" align="start" wrap="nowrap">
        <Code block style={{ flex: 1, whiteSpace: "pre-wrap" }}>
          {frame}
        </Code>
        <CopyButton text={frame} label={t.share.copyFrame} />
      </Group>
      <Group>
        <Button variant="light" color="red" loading={isEnding} onClick={() => setAsking(true)}>
          {t.share.end}
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={isAsking}
        title={t.share.endTitle}
        text={t.share.endHint}
        yes={t.share.end}
        onYes={onEnd}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
