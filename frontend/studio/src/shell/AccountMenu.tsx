// Who is signed in, the colour theme, and the way out.
import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUser } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import { signOut } from "../api/changes.ts";
import { currentUser } from "../api/queries.ts";
import type { User } from "../api/types.ts";
import { noticeFailed } from "../states/notices.tsx";
import { t } from "../text/text.ts";
import classes from "./Shell.module.css";

const SCHEMES = [
  { value: "auto", label: t.app.themeAuto, icon: IconDeviceDesktop },
  { value: "light", label: t.app.themeLight, icon: IconSun },
  { value: "dark", label: t.app.themeDark, icon: IconMoon },
] as const;

export function AccountMenu({ user }: { user: User }) {
  const client = useQueryClient();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = async () => {
    try {
      await signOut();
    } catch (error) {
      noticeFailed(t.app.signOut, error);
      return;
    }
    client.setQueryData(currentUser.queryKey, null);
    client.removeQueries({ predicate: (it) => it.queryKey[0] !== currentUser.queryKey[0] });
  };
  const name = user.common_name || user.email;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.account}>
          <Avatar size={28} radius="xl" color="board" name={name} aria-hidden />
          <span className={classes.unseen}>{t.app.account(name)}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <Text size="sm" fw={500} truncate>
            {name}
          </Text>
          {name !== user.email && (
            <Text size="xs" c="dimmed" truncate>
              {user.email}
            </Text>
          )}
        </div>
        <Menu.Item component={Link} href="/account" leftSection={<IconUser size={15} />}>
          {t.app.yourAccount}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t.app.theme}</Menu.Label>
        <Menu.RadioGroup value={colorScheme}>
          {SCHEMES.map(({ value, label, icon: Icon }) => (
            <Menu.RadioItem
              key={value}
              value={value}
              rightSection={<Icon size={15} />}
              onChange={() => setColorScheme(value)}
            >
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={leave}>
          {t.app.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
