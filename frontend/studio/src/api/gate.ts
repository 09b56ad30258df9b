// Where requests wait when the session has expired, until the author has signed in again.

type Listener = () => void;

const listeners = new Set<Listener>();
let pending: { promise: Promise<void>; open: () => void } | null = null;

function announce(): void {
  for (const listener of listeners) listener();
}

/** True while at least one request waits for a sign-in; feeds `useSyncExternalStore`. */
export function isSignInNeeded(): boolean {
  return pending !== null;
}

export function onSignInNeeded(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Resolves once the author has signed in; rejects with the signal's reason when aborted. */
export function waitForSignIn(signal?: AbortSignal): Promise<void> {
  if (!pending) {
    let open: () => void = () => undefined;
    const promise = new Promise<void>((resolve) => {
      open = resolve;
    });
    pending = { promise, open };
    announce();
  }
  const { promise } = pending;
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve);
  });
}

/** Lets every waiting request go on: called after a sign-in, or when the author signs out for good. */
export function letRequestsGoOn(): void {
  const opened = pending;
  pending = null;
  announce();
  opened?.open();
}
