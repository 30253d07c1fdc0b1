import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeHttp } from "#platform";
import { rollbackPlan, toMarkdown } from "#reports";
import { routerAdmin } from "#router";
import {
  askStandIn as ask,
  standInCandidate as candidateOf,
  localEndpoint,
  servingConformance,
  standIn,
  stopEndpoints,
} from "#testing";
import { until } from "./haproxy/clients.ts";
import { haproxyFolder } from "./haproxy/install.ts";

/** The local provider with Debian's HAProxy as its data plane. */
const python = async (): Promise<string> => "python3";
const pass = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const newEndpoint = (endpoint: string, more: object = {}) =>
  localEndpoint({ endpoint, python, standIn, dataPlane: "haproxy", healthSeconds: 60, ...more });

beforeAll(() => {
  process.env["PATH"] = `${haproxyFolder()}:${process.env["PATH"]}`;
});
afterAll(stopEndpoints, 60_000);

servingConformance("local before HAProxy", async () => {
  const endpoint = await newEndpoint("mail");
  return {
    open: endpoint.open,
    candidate: (name) => candidateOf(endpoint, name),
    broken: (name) => candidateOf(endpoint, name, "broken"),
    ask,
    pass,
  };
});

describe("the plan of the way back before HAProxy", () => {
  const commandsOf = (folder: string): string[] =>
    [...readFileSync(join(folder, "rollback-plan.md"), "utf8").matchAll(/```sh\n(.*)\n```/g)].map(
      ([, command]) => command ?? "",
    );
  const execute = (command: string): string =>
    execFileSync("bash", ["-c", command], { encoding: "utf8", stdio: "pipe" });

  it("takes the canary out of the traffic, by the API and by HAProxy's socket alone", async () => {
    const endpoint = await newEndpoint("plan", {
      planOf: (deployment: never) => toMarkdown(rollbackPlan(deployment, "en")),
    });
    await endpoint.open().deploy(candidateOf(endpoint, "one"), "canary");
    const { url, tokenFile } = await endpoint.open().deploy(candidateOf(endpoint, "two"), "canary");
    const admin = routerAdmin(
      { http: nodeHttp(), files: endpoint.deps.files },
      { url: url.replace("/v1", ""), tokenFile },
    );
    const commands = commandsOf(endpoint.folder);
    expect(commands.length).toBe(5);
    await admin.setWeight(0.5, 60);
    const [, , , bySocket = "", read = ""] = commands;
    expect(execute(read)).toMatch(/weight \d+:\d+:0\.5/);
    execute(bySocket);
    expect(execute(read)).toContain("weight 0:0:0");
    await until(async () => (await admin.state()).weights.canary === 0);
    await admin.setWeight(0.5, 60);
    for (const command of commands) execute(command);
    expect(await admin.state()).toMatchObject({ weights: { canary: 0 }, variants: { canary: null } });
  });
});

describe("settings of HAProxy", () => {
  it("change under users who notice nothing, and stay unless told", async () => {
    const endpoint = await newEndpoint("settings");
    const deployed = async (routerSettings?: object) =>
      await endpoint.open({ routerSettings }).deploy(candidateOf(endpoint, "one"), "canary");
    const sized = async (url: string, bytes: number): Promise<number> => {
      const body = JSON.stringify({ messages: [{ role: "user", content: "x".repeat(bytes) }] });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${url}/chat/completions`, { method: "POST", headers, body });
      await answer.text();
      return answer.status;
    };
    const { url } = await deployed({ mostBodyBytes: 500 });
    expect([await sized(url, 10), await sized(url, 1000)]).toEqual([200, 413]);
    const users = { asking: true, seen: new Map<number, number>() };
    const asking = (async () => {
      while (users.asking) {
        const status = await sized(url, 10).catch(() => 0);
        users.seen.set(status, (users.seen.get(status) ?? 0) + 1);
      }
    })();
    await deployed({ mostBodyBytes: 5000 });
    await deployed({ mostBodyBytes: 5000, userHeader: "x-user" });
    users.asking = false;
    await asking;
    expect([...users.seen.keys()]).toEqual([200]);
    expect(users.seen.get(200)).toBeGreaterThan(50);
    expect([await sized(url, 1000), await sized(url, 6000)]).toEqual([200, 413]);
    await deployed();
    expect([await sized(url, 1000), await sized(url, 6000)]).toEqual([200, 413]);
    await expect(deployed({ costPerHour: 2 })).rejects.toMatchObject({ problems: [{ where: "router-settings" }] });
  });
});

describe("what stands in the way of HAProxy", () => {
  it("is a port that somebody else has: named, and nothing is left", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as { port: number };
    const endpoint = await newEndpoint("taken", { port });
    const serving = endpoint.open();
    await expect(serving.deploy(candidateOf(endpoint, "one"), "canary")).rejects.toMatchObject({
      code: "port-in-use",
      hint: "choose another port",
      message: expect.stringContaining(`:${port}`),
    });
    expect(await serving.describe()).toBeUndefined();
    other.close();
    expect(await ask(await serving.deploy(candidateOf(endpoint, "one"), "canary"))).toBe("one");
  });
});
