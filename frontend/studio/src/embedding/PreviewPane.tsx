// The live preview: an iframe of the route that viewers get, on the ground that the theme expects.
import { Skeleton } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { Embeddable, ParameterValue, Policy, ResourceKind } from "../api/types.ts";
import type { Tokens } from "../look/look.ts";
import { ErrorState, StateView } from "../states/StateView.tsx";
import { t } from "../text/text.ts";
import { isGiven } from "../widgets/values.ts";
import classes from "./embedding.module.css";
import { lockedParameters } from "./policy.ts";
import { usePreviewUrl } from "./usePreviewUrl.ts";

interface PreviewPaneProps {
  kind: ResourceKind;
  item: Embeddable;
  policy: Policy;
  params: Record<string, ParameterValue>;
  hash: string;
  /** Design tokens that are not stored yet. */
  tokens: Tokens;
}

export function PreviewPane({ kind, item, policy, params, hash, tokens }: PreviewPaneProps) {
  const missing = lockedParameters(item.parameters, policy)
    .filter(({ slug }) => !isGiven(params[slug]))
    .map((it) => it.name);
  const isReady = missing.length === 0;
  const query = usePreviewUrl({ kind, id: item.id, policy, params, tokens }, isReady);
  const theme = /theme=(\w+)/.exec(hash)?.[1] ?? "light";
  if (!isReady) {
    return (
      <div className={classes.preview} data-theme={theme}>
        <StateView
          icon={IconLock}
          role="status"
          title={t.embed.lockedValues}
          hint={t.embed.lockedMissing(missing.join(", "))}
        />
      </div>
    );
  }
  if (query.data === undefined) {
    return (
      <div className={classes.preview}>
        {query.isError ? (
          <ErrorState error={query.error} retry={() => query.refetch()} />
        ) : (
          <Skeleton height="100%" radius={0} />
        )}
      </div>
    );
  }
  return (
    <div className={classes.preview} data-theme={theme}>
      {/* A new key for a new appearance: the hash is read once, before the first paint. */}
      <iframe
        key={hash}
        className={classes.frame}
        title={t.embed.previewFrame}
        src={query.data + hash}
      />
    </div>
  );
}
