import { describe, expect, it } from "vitest";
import { trainingFailure } from "./training-failure.ts";

describe("a training that failed", () => {
  it("is named by what it said, else by its exit code, else by its signal", () => {
    const said = ['{"code": "out-of-memory", "message": "CUDA out of memory"}', "Traceback", "bye"];
    expect(trainingFailure(1, null, said)).toMatchObject({
      code: "out-of-memory",
      message: "the training ended with exit code 1: CUDA out of memory",
      hint: expect.stringContaining("batch_size"),
    });
    expect(trainingFailure(3, null, ["x"])).toMatchObject({ code: "loss-not-finite" });
    expect(trainingFailure(null, "SIGKILL", [])).toMatchObject({ code: "training-killed" });
    expect(trainingFailure(137, null, [])).toMatchObject({ code: "training-killed" });
    expect(trainingFailure(1, null, ["one", "two"])).toMatchObject({
      code: "training-failed",
      message: expect.stringContaining("one\ntwo"),
    });
  });

  it("is not named by a program that makes codes up", () => {
    for (const line of ['{"code": "promoted", "message": "x"}', '{"code": 7}', '{"code": "out-of-memory"', '{"code"'])
      expect(trainingFailure(1, null, [line]).code).toBe("training-failed");
  });
});
