// Cards that failed for somebody, and the one behind a reference that they quote.
import { Anchor, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { get } from "../../api/client.ts";
import { Panel } from "../../shell/Page.tsx";
import classes from "../admin.module.css";
import type { FailedCard, HealthReport } from "../api.ts";
import { Rows, When } from "../parts.tsx";
import { a } from "../text/text.ts";

const LENGTH = 8;

export function FailedCards({ report }: { report: HealthReport }) {
  const [typed, setTyped] = useState("");
  const wanted = typed.trim();
  const [asked] = useDebouncedValue(wanted, 200);
  const { data } = useQuery({
    queryKey: ["failures", asked],
    queryFn: ({ signal }) =>
      get<{ cards: FailedCard[] }>(`signboard/failures/${encodeURIComponent(asked)}`, signal),
    enabled: asked.length >= LENGTH,
  });
  const isFinding = wanted.length >= LENGTH;
  const cards = isFinding ? data?.cards : report.failed_cards;
  return (
    <Panel title={a.health.failedCards}>
      <TextInput
        type="search"
        maw={320}
        mb="sm"
        label={a.health.findReference}
        description={a.health.referenceHint}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {cards && cards.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {isFinding ? a.health.notFound : a.health.noFailedCards}
        </Text>
      )}
      {cards && cards.length > 0 && (
        <div className={classes.panelRows}>
          <Rows
            label={a.health.failedCards}
            head={[a.health.reference, a.health.card, a.health.error, a.health.last]}
          >
            {cards.map((it) => (
              <tr key={it.reference}>
                <th scope="row">
                  <code>{it.reference}</code>
                </th>
                <td>
                  <Item card={it} />
                </td>
                <td>
                  <Text inherit miw={200}>
                    {it.sentence || it.code}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {it.code}
                  </Text>
                </td>
                <td>
                  <When at={it.at} />
                </td>
              </tr>
            ))}
          </Rows>
        </div>
      )}
    </Panel>
  );
}

function Item({ card }: { card: FailedCard }) {
  const isPlaced = card.kind === "dashboard";
  return (
    <>
      {card.card_id === null ? (
        card.card_name
      ) : (
        <Anchor component={Link} href={`/question/${card.card_id}`} inherit>
          {card.card_name}
        </Anchor>
      )}
      {isPlaced && (
        <Text size="xs" c="dimmed">
          <Anchor component={Link} href={`/dashboard/${card.id}`} inherit>
            {card.name}
          </Anchor>
        </Text>
      )}
    </>
  );
}
