// One line of home's list.
import { Badge, Text } from "@mantine/core";
import { IconLayoutDashboard } from "@tabler/icons-react";
import { Link } from "wouter";
import { apiKind } from "../api/changes.ts";
import { ItemMenu } from "../library/ItemMenu.tsx";
import { displayIcon } from "../question/panels/displays.ts";
import { t } from "../text/text.ts";
import classes from "./HomePage.module.css";
import { formatAge, type Item } from "./items.ts";

export function ItemRow({ item, canWrite }: { item: Item; canWrite: boolean }) {
  const Icon = item.kind === "dashboard" ? IconLayoutDashboard : displayIcon(item.display);
  const age = formatAge(item.updatedAt, Date.now());
  return (
    <li className={classes.line}>
      <Link href={`/${item.kind}/${item.id}`} className={classes.row} data-kind={item.kind}>
        <span className={classes.icon}>
          <Icon size={17} stroke={1.7} aria-hidden />
        </span>
        <span className={classes.words}>
          <Text span size="md" fw={500} truncate>
            {item.name}
          </Text>
          {item.description && (
            <Text span size="xs" c="dimmed" truncate>
              {item.description}
            </Text>
          )}
        </span>
        {item.isEmbedded && (
          <Badge
            variant="light"
            color="green"
            size="sm"
            tt="none"
            fw={500}
            className={classes.badge}
            classNames={{ label: classes.embedded }}
          >
            {t.home.embedded}
          </Badge>
        )}
        {age && (
          <Text span size="xs" c="dimmed" className={classes.age}>
            {t.home.updated(age)}
          </Text>
        )}
      </Link>
      {canWrite && <ItemMenu item={thingOf(item)} />}
    </li>
  );
}

const thingOf = ({ kind, id, name, collectionId }: Item) => ({
  model: apiKind(kind),
  id,
  name,
  collection_id: collectionId,
});
