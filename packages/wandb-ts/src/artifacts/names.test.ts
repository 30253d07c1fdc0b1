import { describe, expect, it } from "vitest";
import { requireAlias, requireCollectionName, requireProject, requireType } from "./names.ts";
import { parseArtifactPath } from "./path.ts";

describe("names", () => {
  it("that W&B takes are taken, and others are refused with its rule", () => {
    const cases: [(name: string) => string, string[], string[]][] = [
      [requireCollectionName, ["mail", "Mail.v2_x-y"], ["", "a/b", "a b", "a:b", "x".repeat(129)]],
      [requireProject, ["llm finetuning", "wandb-registry-model"], ["", "a/b", "a%b", "a#b", "a:b", "x".repeat(129)]],
      [requireAlias, ["champion", "1.4.2", "latest"], ["", "v0", "v12", "a/b", "a:b", "x".repeat(129)]],
      [requireType, ["model", "data set"], ["", "wandb-history", "a/b", " a", "x".repeat(129)]],
    ];
    for (const [check, legal, illegal] of cases) {
      for (const name of legal) expect(check(name)).toBe(name);
      for (const name of illegal)
        expect(() => check(name)).toThrow(
          expect.objectContaining({ code: "bad-name", message: expect.stringContaining("legal:") }),
        );
    }
  });

  it("of an artifact are whole, or made whole by defaults", () => {
    const defaults = { entity: "ent", project: "llm" };
    const whole = { ...defaults, collection: "mail", selector: "champion" };
    expect(parseArtifactPath("ent/llm/mail:champion")).toEqual(whole);
    expect(parseArtifactPath("mail:champion", defaults)).toEqual(whole);
    expect(parseArtifactPath("llm/mail", defaults)).toEqual({ ...whole, selector: "latest" });
    for (const bad of ["", "mail", "a/b/c/d", "ent/llm/mail:a:b", "ent/llm/", "ent//mail"])
      expect(() => parseArtifactPath(bad)).toThrow(expect.objectContaining({ code: "bad-name" }));
  });
});
