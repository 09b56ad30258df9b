// How the instance is: version, sources, cache, errors and what is slow.
import { Button, Group, Skeleton, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Page, Panel } from "../../shell/Page.tsx";
import { Loaded } from "../../states/Loaded.tsx";
import { useTitle } from "../../states/useTitle.ts";
import classes from "../admin.module.css";
import { type HealthReport, health } from "../api.ts";
import { Mark, Rows, When } from "../parts.tsx";
import { a } from "../text/text.ts";
import { FailedCards } from "./FailedCards.tsx";

const NUMBER = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const PERCENT = new Intl.NumberFormat(undefined, { style: "percent" });

export function HealthPage() {
  useTitle(a.health.title);
  const query = useQuery(health);
  return (
    <Page
      title={a.health.title}
      lead={a.health.lead}
      actions={
        <Button
          variant="default"
          loading={query.isRefetching}
          leftSection={<IconRefresh size={15} aria-hidden />}
          onClick={() => query.refetch()}
        >
          {a.health.refresh}
        </Button>
      }
    >
      <Loaded query={query} skeleton={<Skeleton height={400} radius="md" />}>
        {(report) => (
          <>
            <Instance report={report} />
            <Sources report={report} />
            <Failures report={report} />
            <FailedCards report={report} />
            <Slow report={report} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Instance({ report }: { report: HealthReport }) {
  const { cache, traffic } = report;
  const share = traffic.count ? PERCENT.format(traffic.cached / traffic.count) : PERCENT.format(0);
  const answers = [
    a.health.answers(traffic.count),
    a.health.cached(share),
    a.health.failed(traffic.failed),
    traffic.dropped > 0 && a.health.lost(traffic.dropped),
  ];
  const facts: [string, ReactNode][] = [
    [a.health.version, report.version],
    [a.health.python, report.python],
    [a.health.ownDatabase, report.own_database === "sqlite" ? "SQLite" : "PostgreSQL"],
    [a.health.running, <When key="at" at={report.started_at} />],
    [a.health.cache, a.health.ofBytes(megabytes(cache.used_bytes), megabytes(cache.max_bytes))],
    [a.health.traffic, answers.filter(Boolean).join(" · ")],
  ];
  return (
    <Panel title={a.health.instance}>
      <dl className={classes.facts}>
        {facts.map(([word, value]) => (
          <div key={word} style={{ display: "contents" }}>
            <dt>{word}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function megabytes(bytes: number): string {
  return `${NUMBER.format(bytes / 1_048_576)} MB`;
}

function Sources({ report: { sources } }: { report: HealthReport }) {
  return (
    <Panel title={a.health.sources}>
      {sources.length === 0 ? (
        <Empty text={a.health.noSources} />
      ) : (
        <Framed>
          <Rows label={a.health.sources} head={[a.databases.name, a.health.state, a.health.last]}>
            {sources.map((it) => (
              <tr key={it.id}>
                <th scope="row">{it.name}</th>
                <td>
                  <Group gap={6}>
                    <Mark color={it.problem ? "red" : "green"}>
                      {it.problem ? a.databases.syncFailed : a.health.good}
                    </Mark>
                    {it.warning && <Text size="xs">{it.warning}</Text>}
                  </Group>
                  {it.problem && <Text size="xs">{it.problem}</Text>}
                </td>
                <td>
                  <When at={it.synced_at} />
                </td>
              </tr>
            ))}
          </Rows>
        </Framed>
      )}
    </Panel>
  );
}

function Failures({ report: { failures } }: { report: HealthReport }) {
  return (
    <Panel title={a.health.failures}>
      {failures.length === 0 ? (
        <Empty text={a.health.noFailures} />
      ) : (
        <Framed>
          <Rows label={a.health.failures} head={[a.health.error, a.health.times, a.health.last]}>
            {failures.map((it) => (
              <tr key={it.code}>
                <th scope="row">
                  <Text inherit miw={200}>
                    {it.text}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {it.code}
                  </Text>
                </th>
                <td>{NUMBER.format(it.count)}</td>
                <td>
                  <When at={it.last_at} />
                </td>
              </tr>
            ))}
          </Rows>
        </Framed>
      )}
    </Panel>
  );
}

/** `dashboard-pdf` is a dashboard as PDF; what is viewed as it is has one word. */
function kindOf(kind: string): string {
  const kinds: Readonly<Record<string, string>> = a.embedding.kinds;
  const [base = "", format] = kind.split("-");
  return [kinds[base] ?? base, format?.toUpperCase()].filter(Boolean).join(" · ");
}

function Slow({ report: { slow } }: { report: HealthReport }) {
  return (
    <Panel title={a.health.slow}>
      {slow.length === 0 ? (
        <Empty text={a.health.noSlow} />
      ) : (
        <Framed>
          <Rows
            label={a.health.slow}
            head={[a.embedding.item, a.health.times, a.health.mean, a.health.most]}
          >
            {slow.map((it, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: one dashboard has several cards
              <tr key={index}>
                <th scope="row">
                  {it.name}{" "}
                  <Text span size="xs" c="dimmed">
                    {kindOf(it.kind)}
                  </Text>
                </th>
                <td>{NUMBER.format(it.count)}</td>
                <td>{a.health.ms(NUMBER.format(it.mean_ms))}</td>
                <td>{a.health.ms(NUMBER.format(it.most_ms))}</td>
              </tr>
            ))}
          </Rows>
        </Framed>
      )}
    </Panel>
  );
}

function Framed({ children }: { children: ReactNode }) {
  return <div className={classes.panelRows}>{children}</div>;
}

function Empty({ text }: { text: string }) {
  return (
    <Text size="sm" c="dimmed">
      {text}
    </Text>
  );
}
