// Signboard's mark: a board with three bars, hanging from its post.
import classes from "./Logo.module.css";

export function LogoMark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path className={classes.post} d="M4 22V2M2 5h17M9 5v3M17 5v3" />
      <rect className={classes.board} x="6.5" y="8" width="15" height="11" rx="2" />
      <path className={classes.bars} d="M10.5 16v-2.5M14 16v-5M17.5 16v-3.5" />
    </svg>
  );
}

export function Logo() {
  return (
    <span className={classes.logo}>
      <LogoMark />
      <span className={classes.name}>Signboard</span>
    </span>
  );
}
