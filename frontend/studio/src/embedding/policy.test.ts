import { describe, expect, test } from "vitest";
import type { Parameter } from "../api/types.ts";
import {
  initialPolicy,
  isPolicyChanged,
  lockedValues,
  offeredAccesses,
  policyToSend,
} from "./policy.ts";

const parameter = (slug: string, part: Partial<Parameter> = {}): Parameter => ({
  id: slug,
  slug,
  name: slug,
  type: "string/=",
  ...part,
});
const account = parameter("account");
const city = parameter("city");
const year = parameter("year", { required: true, default: 2024 });

describe("what the window starts with", () => {
  test("stored entries of parameters that exist, the rest disabled", () => {
    expect(initialPolicy([account, city], { account: "locked", gone: "enabled" })).toEqual({
      account: "locked",
      city: "disabled",
    });
  });

  test("a required parameter is never disabled", () => {
    expect(initialPolicy([year], null)).toEqual({ year: "enabled" });
    expect(initialPolicy([year], { year: "disabled" })).toEqual({ year: "enabled" });
    expect(initialPolicy([year], { year: "locked" })).toEqual({ year: "locked" });
    expect(offeredAccesses(year)).toEqual(["enabled", "locked"]);
  });
});

test("a disabled entry is no change, any other is", () => {
  expect(isPolicyChanged(null, { city: "disabled" })).toBe(false);
  expect(isPolicyChanged({ city: "disabled" }, {})).toBe(false);
  expect(isPolicyChanged({ city: "enabled" }, { city: "locked" })).toBe(true);
  expect(isPolicyChanged({ city: "enabled" }, {})).toBe(true);
});

test("publishing names every parameter", () => {
  expect(policyToSend([account, city], { account: "locked" })).toEqual({
    account: "locked",
    city: "disabled",
  });
});

test("a token's params hold the locked values only, null where there is none", () => {
  const policy = { account: "locked", city: "enabled", year: "locked" } as const;
  expect(lockedValues([account, city, year], policy, { account: ["a"], city: "b" })).toEqual({
    account: ["a"],
    year: null,
  });
});
