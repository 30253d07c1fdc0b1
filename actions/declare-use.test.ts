import { describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import type { Consumer, Registry } from "#registry";
import { fakeDeps, promoteInputs, registeredInWandb, runPromote } from "#testing";
import { declareUse } from "./declare-use.ts";

const digest = `sha256:${"1".repeat(64)}`;
const version = {
  name: "mail",
  version: "1.0.0",
  digest,
  modelRef: `mail#${digest}`,
  uri: "",
  createdAt: "",
  aliases: [],
};
const always = { lineage: true };

async function declared(github: { runId?: string; job?: string }, use?: Registry["use"]) {
  const deps = await fakeDeps();
  const seen: Consumer[] = [];
  const drawing = { use: use ?? (async (_version, consumer) => void seen.push(consumer)) } as Registry;
  await declareUse(drawing, version, "deploy", always, { ...deps, github: { ...deps.github, ...github } });
  return { seen, log: deps.log.lines.join("\n") };
}

describe("the word to a registry that this job takes a version in", () => {
  it("names the job of the run, the same for each try", async () => {
    const { seen } = await declared({ runId: "42", job: "release" });
    expect(seen).toEqual([{ purpose: "deploy", id: "genai-mlops-deploy-42-release" }]);
    expect((await declared({ runId: "", job: "" })).seen[0]?.id).toBe("genai-mlops-deploy");
  });

  it("is short and legal for a job of any name", async () => {
    const ids = await Promise.all(
      ["a".repeat(90), "b".repeat(90), "ünï"].map(async (job) => (await declared({ job })).seen[0]?.id),
    );
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\w-]{1,64}$/);
  });

  it("holds nothing up when the registry refuses it, and says so", async () => {
    const refused = new ToolkitError({ code: "wandb-forbidden", message: "this key may only read" });
    const { log } = await declared({}, () => Promise.reject(refused));
    expect(log).toContain("is not drawn as an input of this job: this key may only read");
    await expect(declared({}, () => Promise.reject(new TypeError("a bug")))).rejects.toThrow("a bug");
  });

  it("comes from promote for what it has checked, unless it is not wanted", async () => {
    const { deps, inputs, version: made, consumers } = await registeredInWandb();
    const unchecked = { ...promoteInputs, ...inputs, "model-ref": made.modelRef, force: "for the test" };
    await runPromote({ ...unchecked, alias: "silent", lineage: false }, deps);
    expect(consumers()).toEqual([]);
    await runPromote({ ...unchecked, alias: "next" }, deps);
    expect(consumers()).toEqual(["genai-mlops-promote-42-release promote finished"]);
  });

  it("is left out where it is not wanted, and where the registry draws none", async () => {
    const deps = await fakeDeps();
    const drawing = { use: () => Promise.reject(new Error("asked")) } as unknown as Registry;
    await declareUse(drawing, version, "deploy", { lineage: false }, deps);
    await declareUse({} as Registry, version, "deploy", always, deps);
    expect(deps.log.lines).toEqual([]);
  });
});
