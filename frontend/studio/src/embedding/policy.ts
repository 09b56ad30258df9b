// Who may set each parameter of an embed, while an author decides: the rules of the embedding window.
import type { Access, Parameter, ParameterValue, Policy } from "../api/types.ts";

/** Accesses that the window offers: a parameter that always needs a value cannot be disabled. */
export function offeredAccesses(parameter: Parameter): Access[] {
  return parameter.required ? ["enabled", "locked"] : ["disabled", "enabled", "locked"];
}

/**
 * What the window starts with: stored entries of parameters that still exist; a required parameter
 * that is missing or disabled becomes editable.
 */
export function initialPolicy(parameters: readonly Parameter[], stored: Policy | null): Policy {
  const policy: Policy = {};
  for (const parameter of parameters) {
    const access = stored?.[parameter.slug] ?? "disabled";
    policy[parameter.slug] = parameter.required && access === "disabled" ? "enabled" : access;
  }
  return policy;
}

/** True when the two let viewers and tokens do different things; `disabled` is the same as absent. */
export function isPolicyChanged(stored: Policy | null, policy: Policy): boolean {
  const slugs = new Set([...Object.keys(stored ?? {}), ...Object.keys(policy)]);
  return [...slugs].some((slug) => (stored?.[slug] ?? "disabled") !== (policy[slug] ?? "disabled"));
}

/** What publishing sends: every parameter by name, so that nothing depends on what is left out. */
export function policyToSend(parameters: readonly Parameter[], policy: Policy): Policy {
  return Object.fromEntries(parameters.map(({ slug }) => [slug, policy[slug] ?? "disabled"]));
}

export function lockedParameters(parameters: readonly Parameter[], policy: Policy): Parameter[] {
  return parameters.filter(({ slug }) => policy[slug] === "locked");
}

/** True when publishing would, for the first time or again, keep nobody's rows apart by any parameter. */
export function opensToEveryone(
  parameters: readonly Parameter[],
  live: Policy | null,
  policy: Policy,
): boolean {
  const wasOpen = live !== null && lockedParameters(parameters, live).length === 0;
  return parameters.length > 0 && !wasOpen && lockedParameters(parameters, policy).length === 0;
}

/** `params` of a token: locked slugs in declared order, null where there is no value yet. */
export function lockedValues(
  parameters: readonly Parameter[],
  policy: Policy,
  values: Readonly<Record<string, ParameterValue>>,
): Record<string, ParameterValue> {
  const params: Record<string, ParameterValue> = {};
  for (const { slug } of lockedParameters(parameters, policy)) params[slug] = values[slug] ?? null;
  return params;
}

/** The values that previews start with: the defaults. */
export function initialValues(parameters: readonly Parameter[]): Record<string, ParameterValue> {
  return Object.fromEntries(parameters.map((it) => [it.slug, it.default ?? null]));
}
