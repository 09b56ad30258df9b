// The instance's logo and name; Signboard's own mark, a board with three bars on its post, without one.
import { useQuery } from "@tanstack/react-query";
import { sessionProperties } from "../api/queries.ts";
import classes from "./Logo.module.css";

export function LogoMark({ size = 22 }: { size?: number }) {
  const logo = useQuery(sessionProperties).data?.["site-logo"];
  if (logo) return <img className={classes.picture} src={logo} height={size} alt="" />;
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path className={classes.post} d="M4 22V2M2 5h17M9 5v3M17 5v3" />
      <rect className={classes.board} x="6.5" y="8" width="15" height="11" rx="2" />
      <path className={classes.bars} d="M10.5 16v-2.5M14 16v-5M17.5 16v-3.5" />
    </svg>
  );
}

export function Logo() {
  const name = useQuery(sessionProperties).data?.["site-name"];
  return (
    <span className={classes.logo}>
      <LogoMark />
      <span className={classes.name}>{name ?? "Signboard"}</span>
    </span>
  );
}
