import { describe, expect, it } from "vitest";
import { readHostMessage } from "./height.ts";

describe("messages of the host's resizer", () => {
  it("name the frame at first, whatever their version adds behind", () => {
    const message = "[iFrameSizer]iFrameResizer0:8:false:false:32:true:true:null:max:null";
    expect(readHostMessage(message)).toEqual({ kind: "init", id: "iFrameResizer0" });
  });

  it.each(["resize", "reset"])("ask for a size: %s is never taken for a frame's name", (kind) => {
    expect(readHostMessage(`[iFrameSizer]${kind}`)).toEqual({ kind });
  });

  it.each([null, 7, { type: "x" }, "[iFrameSizer]", "[iFrameSizer]message:x", "hello"])(
    "%s is none of them",
    (message) => {
      expect(readHostMessage(message)).toBeNull();
    },
  );
});
