// Catches what a page throws while it draws, so that the frame and the way home stay.
import { IconAlertTriangle } from "@tabler/icons-react";
import { Component, type ReactNode } from "react";
import { t } from "../text/text.ts";
import { PlainButton } from "./PlainButton.tsx";
import { StateView } from "./StateView.tsx";

interface CrashGuardProps {
  /** A change of it (the address) is a new try. */
  resetKey: string;
  children: ReactNode;
}

export class CrashGuard extends Component<CrashGuardProps, { failedAt: string | null }> {
  override state: { failedAt: string | null } = { failedAt: null };

  override componentDidCatch(): void {
    this.setState({ failedAt: this.props.resetKey });
  }

  static getDerivedStateFromError(): { failedAt: string } {
    return { failedAt: "" };
  }

  override componentDidUpdate(before: CrashGuardProps): void {
    if (this.state.failedAt !== null && before.resetKey !== this.props.resetKey) {
      this.setState({ failedAt: null });
    }
  }

  override render(): ReactNode {
    if (this.state.failedAt === null) return this.props.children;
    return (
      <StateView
        icon={IconAlertTriangle}
        role="alert"
        title={t.errors.crash}
        hint={t.errors.crashHint}
        action={
          <PlainButton onClick={() => window.location.reload()}>{t.errors.reload}</PlainButton>
        }
      />
    );
  }
}
