// Watches whether a request waits for a sign-in; the dialog itself is loaded only then.
import { lazy, Suspense, useSyncExternalStore } from "react";
import { isSignInNeeded, onSignInNeeded } from "../api/gate.ts";

const SignInDialog = lazy(async () => ({
  default: (await import("./SignInDialog.tsx")).SignInDialog,
}));

export function SignInGate() {
  const isNeeded = useSyncExternalStore(onSignInNeeded, isSignInNeeded);
  if (!isNeeded) return null;
  return (
    <Suspense fallback={null}>
      <SignInDialog />
    </Suspense>
  );
}
