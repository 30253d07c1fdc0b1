import { describe, expect, it } from "vitest";
import { fakeEnvironment } from "#testing";
import { wandbAddress } from "./address.ts";

const at = (said: string | undefined, variables: Record<string, string> = {}) =>
  wandbAddress(said, fakeEnvironment(variables));

describe("the address of models at W&B", () => {
  it("is said by the input, and what it leaves out by W&B's own variables", () => {
    const variables = { WANDB_ENTITY: "team", WANDB_PROJECT: "llm", WANDB_BASE_URL: "https://wandb.example" };
    expect(at(undefined, variables)).toEqual({ entity: "team", project: "llm", baseUrl: "https://wandb.example" });
    expect(at("other", variables)).toMatchObject({ entity: "team", project: "other" });
    expect(at("me/other", variables)).toMatchObject({ entity: "me", project: "other" });
    expect(at("llm")).toEqual({ entity: undefined, project: "llm", baseUrl: undefined });
  });

  it("comes with the run that takes models in, where somebody has one going", () => {
    const variables = { WANDB_RUN_ID: "train_42", WANDB_ENTITY: "team", WANDB_PROJECT: "training" };
    expect(at("ml/models", variables)).toEqual({
      entity: "ml",
      project: "models",
      baseUrl: undefined,
      consumer: { id: "train_42", entity: "team", project: "training" },
    });
    expect(() => at("ml/models", { WANDB_RUN_ID: "no run!" })).toThrow("WANDB_RUN_ID");
  });

  it("names all that is wrong with it, and never what a variable holds", () => {
    const wrong = (said: string | undefined, variables: Record<string, string> = {}): string => {
      try {
        return JSON.stringify(at(said, variables));
      } catch (error) {
        expect(error).toMatchObject({ code: "bad-registry-uri" });
        return (error as Error).message;
      }
    };
    for (const bad of ["a/b/c", "/llm", "team/", "", "https://wandb.ai/team/llm"])
      expect(wrong(bad)).toContain("legal: entity/project, or project");
    const secret = "https://user:hidden@wandb.example";
    const both = wrong(undefined, { WANDB_BASE_URL: secret });
    expect(both).toContain("set WANDB_PROJECT");
    expect(both).toContain("WANDB_BASE_URL: is no address");
    expect(both).not.toContain("hidden");
  });
});
