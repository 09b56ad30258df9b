// Sessions in a table: device, address, last seen, and the way out.
import { IconDeviceDesktop } from "@tabler/icons-react";
import { StateView } from "../../states/StateView.tsx";
import classes from "../admin.module.css";
import { drop, type SessionRow } from "../api.ts";
import { AskButton, Mark, Rows, useAction, When } from "../parts.tsx";
import { a } from "../text/text.ts";
import { deviceName } from "./device.ts";

interface SessionListProps {
  sessions: SessionRow[];
  /** The API's folder: one's own sessions, or everybody's. */
  path: "signboard/account/sessions" | "signboard/sessions";
}

export function SessionList({ sessions, path }: SessionListProps) {
  const isOwn = path === "signboard/account/sessions";
  const end = useAction((id: string) => drop(`${path}/${id}`), {
    done: () => a.sessions.ended,
    failed: a.sessions.end,
  });
  if (sessions.length === 0) {
    return <StateView icon={IconDeviceDesktop} title={a.sessions.none} isSmall />;
  }
  const head = [a.sessions.device, a.sessions.address, a.sessions.seen, ""];
  return (
    <Rows label={a.sessions.title} head={isOwn ? head : [a.sessions.person, ...head]}>
      {sessions.map((it) => {
        const device = deviceName(it.device) || a.sessions.unknown;
        return (
          <tr key={it.id}>
            {!isOwn && <th scope="row">{it.email}</th>}
            <td title={it.device ?? undefined}>
              {device} {it.is_this && <Mark color="blue">{a.sessions.here}</Mark>}
            </td>
            <td>{it.address}</td>
            <td>
              <When at={it.last_seen_at} />
            </td>
            <td className={classes.end}>
              {!it.is_this && (
                <AskButton
                  label={a.sessions.end}
                  name={a.sessions.endItem(device)}
                  title={a.sessions.endTitle}
                  text={a.sessions.endText}
                  isBusy={end.isPending && end.variables === it.id}
                  onYes={() => end.mutate(it.id)}
                />
              )}
            </td>
          </tr>
        );
      })}
    </Rows>
  );
}
