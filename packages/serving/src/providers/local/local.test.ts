import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import { nodeFiles } from "#platform";
import { routerAdmin } from "#router";
import {
  askStandIn as ask,
  standInCandidate as candidateOf,
  localEndpoint,
  servingConformance,
  standIn,
  stopEndpoints,
} from "#testing";

afterAll(stopEndpoints, 60_000);

/** The real supervisor and router, from source; a stand-in for llama.cpp runs by the machine's own Python. */
const python = async (): Promise<string> => "python3";

servingConformance(
  "local",
  async () => {
    const endpoint = await localEndpoint({ endpoint: "mail", python, standIn });
    return {
      open: endpoint.open,
      candidate: (name) => candidateOf(endpoint, name),
      broken: (name) => candidateOf(endpoint, name, "broken"),
      ask,
      pass: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
    };
  },
  { concurrent: true },
);

it("refuses to roll instance by instance where a model has one, before anything is done", async () => {
  const endpoint = await localEndpoint({ endpoint: "rolling", python, standIn });
  await expect(endpoint.open().deploy(candidateOf(endpoint, "one"), "rolling")).rejects.toMatchObject({
    problems: [{ where: "strategy", legal: "canary | blue-green | all-at-once" }],
  });
  expect(await endpoint.open().describe()).toBeUndefined();
});

describe("the plan of the way back", () => {
  it("lies there before a candidate is known to the router, and names both models", async () => {
    const known: boolean[] = [];
    const endpoint = await localEndpoint({
      endpoint: "plan",
      python,
      standIn,
      planOf: ({ variants }) => `${variants.baseline.modelRef} ${variants.canary?.modelRef}`,
      adminOf(url, tokenFile) {
        const admin = routerAdmin(endpoint.deps, { url, tokenFile });
        const plan = join(endpoint.folder, "rollback-plan.md");
        const setVariants: typeof admin.setVariants = async (variants) => {
          known.push(readFileSync(plan, "utf8") === "one two");
          return await admin.setVariants(variants);
        };
        return { ...admin, setVariants };
      },
    });
    await endpoint.open().deploy(candidateOf(endpoint, "one"), "canary");
    await endpoint.open().deploy(candidateOf(endpoint, "two"), "canary");
    expect(known).toEqual([true]);
  }, 60_000);
});

describe("what stands in the way of a deployment on this machine", () => {
  it("is a port that somebody else has: named, and nothing is left", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as { port: number };
    const endpoint = await localEndpoint({ endpoint: "taken", python, standIn, port });
    const serving = endpoint.open();
    await expect(serving.deploy(candidateOf(endpoint, "one"), "canary")).rejects.toMatchObject({
      code: "port-in-use",
      hint: "choose another port",
      message: expect.stringContaining(`:${port}`),
    });
    expect(await serving.describe()).toBeUndefined();
    other.close();
    expect(await ask(await serving.deploy(candidateOf(endpoint, "one"), "canary"))).toBe("one");
  }, 60_000);

  it("is a server that is alive and never healthy: given up in its time, with the end of its log", async () => {
    const endpoint = await localEndpoint({ endpoint: "silent", python, standIn, healthSeconds: 4 });
    const serving = endpoint.open();
    await expect(serving.deploy(candidateOf(endpoint, "one", "silent"), "canary")).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringMatching(/the end of its log:\n.*loading silent/s),
    });
    expect(await serving.describe()).toBeUndefined();
  }, 60_000);

  it("is a disk that is full in the middle of the model: no half of it is taken for a model later", async () => {
    const real = nodeFiles();
    let full = true;
    const copy = async (from: string, to: string): Promise<void> => {
      if (!full || !from.endsWith(".gguf")) return await real.copy(from, to);
      await real.writeAtomic(to, "on");
      throw new ToolkitError({ code: "disk-full", message: `${to}: no space left on the disk` });
    };
    const endpoint = await localEndpoint({ endpoint: "full", python, standIn }, { files: { ...real, copy } });
    const serving = endpoint.open();
    const candidate = candidateOf(endpoint, "one");
    await expect(serving.deploy(candidate, "canary")).rejects.toMatchObject({ code: "disk-full" });
    expect(await serving.describe()).toBeUndefined();
    full = false;
    expect(await ask(await serving.deploy(candidate, "canary"))).toBe("one");
  }, 60_000);
});
