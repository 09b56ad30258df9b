import { describe, expect, it } from "vitest";
import { frameId } from "./height.ts";

describe("messages of the host's resizer", () => {
  it("name the frame, whatever its version adds behind", () => {
    expect(frameId("[iFrameSizer]iFrameResizer0:8:false:false:32:true:true:null:max:null")).toBe(
      "iFrameResizer0",
    );
  });

  it.each([null, 7, { type: "x" }, "[iFrameSizer]", "hello"])("%s is none of them", (message) => {
    expect(frameId(message)).toBeNull();
  });
});
