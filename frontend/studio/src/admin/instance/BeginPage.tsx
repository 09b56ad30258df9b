// The first steps of an empty instance: sample data that works at once, or one's own database.
import { Button, Group, Text, Title, UnstyledButton } from "@mantine/core";
import { IconChartBar, IconDatabase } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import { get } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";
import { useTitle } from "../../states/useTitle.ts";
import classes from "../admin.module.css";
import { post } from "../api.ts";
import { ConnectDialog } from "../databases/ConnectDialog.tsx";
import { Failed, useAction } from "../parts.tsx";
import { a } from "../text/text.ts";
import begin from "./begin.module.css";

type Sample = components["schemas"]["SampleDataShape"];
const PERCENT = new Intl.NumberFormat(undefined, { style: "percent" });

export function BeginPage() {
  useTitle(a.setup.title);
  const [, navigate] = useLocation();
  const [isConnecting, setConnecting] = useState(false);
  const make = useAction(() => post<Sample>("signboard/sample"), { changes: ["sample"] });
  const sample = useQuery<Sample>({
    queryKey: ["sample"],
    enabled: make.isSuccess,
    refetchInterval: (query) => (query.state.data?.state === "running" ? 400 : false),
    queryFn: ({ signal }) => get<Sample>("signboard/sample", signal),
  });
  const state = sample.data?.state;
  const share = sample.data?.share ?? 0;
  const dashboard = sample.data?.dashboard_id;
  useEffect(() => {
    if (state === "done" && dashboard) navigate(`/dashboard/${dashboard}`, { replace: true });
  }, [state, dashboard, navigate]);
  const isMaking = make.isPending || state === "running";
  const making = a.setup.making(PERCENT.format(share));
  return (
    <div className={begin.page}>
      <Title order={1}>{a.setup.heading}</Title>
      <Text c="dimmed" size="sm">
        {a.setup.hint}
      </Text>
      <Failed error={make.error} />
      {state === "failed" && <Failed error={new Error(a.setup.failed)} />}
      <div className={begin.ways}>
        <UnstyledButton
          className={begin.way}
          disabled={isMaking}
          aria-busy={isMaking}
          onClick={() => make.mutate()}
        >
          <IconChartBar size={24} stroke={1.6} aria-hidden />
          <Text fw={600}>{a.setup.sample}</Text>
          <Text size="sm" c="dimmed">
            {a.setup.sampleHint}
          </Text>
        </UnstyledButton>
        <UnstyledButton
          className={begin.way}
          disabled={isMaking}
          onClick={() => setConnecting(true)}
        >
          <IconDatabase size={24} stroke={1.6} aria-hidden />
          <Text fw={600}>{a.setup.own}</Text>
          <Text size="sm" c="dimmed">
            {a.setup.ownHint}
          </Text>
        </UnstyledButton>
      </div>
      {isMaking && (
        <div role="status" className={begin.making}>
          <Text size="sm">{making}</Text>
          <progress className={classes.progress} value={share} aria-label={making} />
        </div>
      )}
      <Group justify="center" mt="md">
        <Button component={Link} href="/" variant="subtle" color="gray">
          {a.setup.later}
        </Button>
      </Group>
      {isConnecting && (
        <ConnectDialog
          onClose={() => setConnecting(false)}
          onConnected={(id) => navigate(`/admin/databases/${id}`)}
        />
      )}
    </div>
  );
}
