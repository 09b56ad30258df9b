// The buttons of the frame and of error states: plain elements, so that they need no further code.
import type { ReactNode } from "react";
import { Link } from "wouter";
import classes from "./PlainButton.module.css";

interface PlainButtonProps {
  onClick: () => void;
  children: ReactNode;
}

export function PlainButton({ onClick, children }: PlainButtonProps) {
  return (
    <button type="button" className={classes.button} onClick={onClick}>
      {children}
    </button>
  );
}

interface LinkButtonProps {
  href: string;
  isPrimary?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

export function LinkButton({ href, isPrimary, className = "", children }: LinkButtonProps) {
  return (
    <Link
      href={href}
      className={`${classes.button} ${className}`}
      data-primary={isPrimary || undefined}
    >
      {children}
    </Link>
  );
}
