// English: what the door says besides the form; only who has no session loads it.
export const en = {
  with: (name: string) => `Sign in with ${name}`,
  or: "or with a password",
  refusals: {
    refused: "The provider did not sign you in. Try again.",
    off: "Sign-in by a provider is not set up.",
    state: "This sign-in is over or was begun elsewhere. Begin again.",
    provider: "The provider did not answer as it should. Try again, or tell an administrator.",
    token: "The provider’s answer could not be trusted. Begin again.",
    email: "The provider has not verified your email address.",
    domain: "Addresses of this domain may not sign in here.",
    role: "None of your groups has access. Ask an administrator.",
    account: "This account is closed. Ask an administrator.",
  },
} as const;
