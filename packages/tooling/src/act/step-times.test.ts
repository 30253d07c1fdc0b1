import { describe, expect, it } from "vitest";
import { stepTimeOf } from "./step-times.ts";

describe("times of act's steps", () => {
  it("are read off the lines that end a step", () => {
    expect(
      stepTimeOf("[lora/Train/train]   ✅  Success - Main genai-mlops/genai-mlops/actions/fine-tune@v1 [5m3.25s]"),
    ).toEqual({ job: "lora/Train/train", step: "fine-tune", seconds: 303.25 });
    expect(
      stepTimeOf("[call.yml/good    ]   ❌  Failure - Post genai-mlops/genai-mlops/actions/canary-gate@v1 [94.5ms]"),
    ).toEqual({ job: "call.yml/good", step: "canary-gate", seconds: 0.0945 });
    expect(stepTimeOf("[a/b]   ✅  Success - Main actions/checkout@11bd [1h0m2s]")).toMatchObject({
      step: "actions/checkout@11bd",
      seconds: 3602,
    });
  });

  it("are not invented from other lines", () => {
    for (const line of [
      "[a/b] ⭐ Run Main genai-mlops/genai-mlops/actions/fine-tune@v1",
      "[a/b]   ✅  Success - Set up job",
      "[a/b]   | ✅  Success - Main genai-mlops/genai-mlops/actions/fine-tune@v1 [5m]",
      "[a/b]   ✅  Success - Main x [soon]",
      "",
    ])
      expect(stepTimeOf(line)).toBeUndefined();
  });
});
