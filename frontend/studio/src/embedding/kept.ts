// What a tab keeps of an item's unpublished choices, so that mending a card elsewhere loses none of them. Values
// that an author tries for a lock are never kept.
import type { Parameter, Policy, ResourceKind } from "../api/types.ts";
import type { Appearance } from "./appearance.ts";
import { offeredAccesses } from "./policy.ts";

export interface Edits {
  policy: Policy;
  appearance: Partial<Appearance>;
}

export const NO_EDITS: Edits = { policy: {}, appearance: {} };

const keyOf = (kind: ResourceKind, id: number) => `signboard:embedding:${kind}:${id}`;
const wayBackOf = (kind: ResourceKind, id: number) => `signboard:embedding-open:${kind}:${id}`;

/** What is kept of an item, without choices that its parameters no longer offer. */
export function readEdits(kind: ResourceKind, id: number, parameters: readonly Parameter[]): Edits {
  try {
    const found = JSON.parse(sessionStorage.getItem(keyOf(kind, id)) ?? "{}") as Partial<Edits>;
    const policy: Policy = {};
    for (const parameter of parameters) {
      const access = found.policy?.[parameter.slug];
      if (access && offeredAccesses(parameter).includes(access)) policy[parameter.slug] = access;
    }
    return { policy, appearance: found.appearance ?? {} };
  } catch {
    return NO_EDITS;
  }
}

export function keepEdits(kind: ResourceKind, id: number, edits: Edits | null): void {
  try {
    if (edits) sessionStorage.setItem(keyOf(kind, id), JSON.stringify(edits));
    else sessionStorage.removeItem(keyOf(kind, id));
  } catch {
    // A full or forbidden storage only means that the choices end with the page.
  }
}

/** Whoever leaves the window to mend a card finds it open when they come back to the item. */
export function leaveToMend(kind: ResourceKind, id: number): void {
  try {
    sessionStorage.setItem(wayBackOf(kind, id), "yes");
  } catch {
    // Then the window is opened by hand.
  }
}

export function isBackFromMending(kind: ResourceKind, id: number): boolean {
  try {
    return sessionStorage.getItem(wayBackOf(kind, id)) !== null;
  } catch {
    return false;
  }
}

export function forgetWayBack(kind: ResourceKind, id: number): void {
  try {
    sessionStorage.removeItem(wayBackOf(kind, id));
  } catch {
    // Nothing was kept.
  }
}
