// "Embed this item in an application": settings at the left, the live preview or the code at the right.
import { CloseButton, Modal, SegmentedControl, Title } from "@mantine/core";
import { useState } from "react";
import type { Embeddable, ResourceKind } from "../api/types.ts";
import { t } from "../text/text.ts";
import { AppearanceSettings } from "./AppearanceSettings.tsx";
import { appearanceHash } from "./appearance.ts";
import classes from "./embedding.module.css";
import { LockedValues, ParameterSettings } from "./ParameterSettings.tsx";
import { PreviewPane } from "./PreviewPane.tsx";
import { lockedValues, policyToSend } from "./policy.ts";
import { StatusBar, UnpublishSection } from "./StatusBar.tsx";
import { CodePane } from "./samples/CodePane.tsx";
import { ScopeSection } from "./scope/ScopeSection.tsx";
import { TrialSection } from "./scope/TrialSection.tsx";
import { countHidden, useScope, useTrial } from "./scope/useScope.ts";
import type { Embedding } from "./useEmbedding.ts";

interface EmbedWindowProps {
  kind: ResourceKind;
  item: Embeddable;
  embedding: Embedding;
  onClose: () => void;
}

export function EmbedWindow({ kind, item, embedding, onClose }: EmbedWindowProps) {
  const [view, setView] = useState("preview");
  const { policy, appearance, values } = embedding;
  const params = lockedValues(item.parameters, policy, values);
  const hash = appearanceHash(appearance, kind === "dashboard");
  const theme = embedding.unpublishedTokens;
  const sent = policyToSend(item.parameters, policy);
  const { scope } = useScope(kind, item.id, sent);
  const hidden = countHidden(scope, useTrial(kind, item.id, sent));
  const [opened] = useState({ params, hash, theme });
  return (
    <Modal.Root opened onClose={onClose} fullScreen transitionProps={{ duration: 120 }}>
      <Modal.Content className={classes.window} aria-label={t.embed.windowTitle(item.name)}>
        <div className={classes.bar}>
          <Title order={1} size="h2" className={classes.title}>
            {t.embed.windowTitle(item.name)}
          </Title>
          <CloseButton aria-label={t.embed.close} onClick={onClose} />
        </div>
        <StatusBar kind={kind} embedding={embedding} hidden={hidden} />
        <div className={classes.columns}>
          <div className={classes.settings}>
            <ParameterSettings kind={kind} item={item} embedding={embedding} />
            <TrialSection kind={kind} item={item} embedding={embedding} />
            <ScopeSection kind={kind} item={item} embedding={embedding} />
            <LockedValues kind={kind} item={item} embedding={embedding} />
            <AppearanceSettings kind={kind} embedding={embedding} />
            {item.enable_embedding && <UnpublishSection embedding={embedding} />}
          </div>
          <div className={classes.show}>
            <SegmentedControl
              className={classes.switch}
              size="sm"
              aria-label={t.embed.view}
              data={[
                { value: "preview", label: t.embed.preview },
                { value: "code", label: t.embed.code },
              ]}
              value={view}
              onChange={setView}
            />
            {view === "preview" ? (
              <PreviewPane
                kind={kind}
                item={item}
                policy={policy}
                params={params}
                hash={appearanceHash(appearance, kind === "dashboard", true)}
                tokens={appearance.tokens}
              />
            ) : (
              <CodePane
                kind={kind}
                item={item}
                params={params}
                hash={hash}
                theme={theme}
                opened={opened}
              />
            )}
          </div>
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}
