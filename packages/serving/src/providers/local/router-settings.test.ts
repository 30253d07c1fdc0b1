import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { RouterSettings } from "#contracts";
import { standInCandidate as candidateOf, localEndpoint, standIn, stopEndpoints } from "#testing";

afterAll(stopEndpoints, 60_000);

const python = async (): Promise<string> => "python3";

async function sized(url: string, bytes: number): Promise<number> {
  const body = JSON.stringify({ messages: [{ role: "user", content: "x".repeat(bytes) }] });
  const answer = await fetch(`${url}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  await answer.text();
  return answer.status;
}

describe("the router's settings", () => {
  it("hold from the first deployment, change under a router that goes on, and stay unless told", async () => {
    const endpoint = await localEndpoint({ endpoint: "limits", python, standIn });
    const routerPid = (): number =>
      JSON.parse(readFileSync(join(endpoint.folder, "supervisor.json"), "utf8")).processes.router.pid;
    const deployed = async (name: string, routerSettings?: RouterSettings) =>
      await endpoint.open({ routerSettings }).deploy(candidateOf(endpoint, name), "canary");

    const { url } = await deployed("one", { mostBodyBytes: 500, clientTimeoutSeconds: 30 });
    const pid = routerPid();
    expect([await sized(url, 10), await sized(url, 1000)]).toEqual([200, 413]);

    await deployed("one", { mostBodyBytes: 5000 });
    expect([await sized(url, 1000), await sized(url, 6000)]).toEqual([200, 413]);

    await deployed("two");
    expect([await sized(url, 1000), await sized(url, 6000)]).toEqual([200, 413]);
    expect(routerPid()).toBe(pid);

    await expect(deployed("two", { mostBodyBytes: 100, clientTimeoutSeconds: 5 })).rejects.toMatchObject({
      problems: [{ where: "router-settings", problem: "clientTimeoutSeconds cannot change while limits is served" }],
    });
    expect(await sized(url, 1000)).toBe(200);
  }, 60_000);

  it("are refused where HAProxy has no like of them, before anything is done", async () => {
    const endpoint = await localEndpoint({ endpoint: "plane", python, standIn });
    const routerSettings = { userField: true, circuit: { failures: 2, openSeconds: 1 }, mostBodyBytes: 100 };
    const program = join(endpoint.deps.workspace, "haproxy");
    writeFileSync(program, "#!/bin/sh\necho 'HAProxy version 3.0.11'; echo +OPENSSL\n", { mode: 0o755 });
    endpoint.deps.exec.which = async () => program;
    const serving = endpoint.open({ dataPlane: "haproxy", routerSettings });
    await expect(serving.deploy(candidateOf(endpoint, "one"), "canary")).rejects.toMatchObject({
      problems: [{ where: "router-settings", problem: "userField, circuit: HAProxy has no like of that" }],
    });
    expect(await serving.describe()).toBeUndefined();
  });
});

describe("a server that gets no more requests", () => {
  it("ends them, and after its time is cut with a word about it", async () => {
    const hanging = standIn.replace(
      "        body =",
      `        if name == "one" and self.command == "POST": time.sleep(60)\n        body =`,
    );
    const endpoint = await localEndpoint({ endpoint: "drained", python, standIn: hanging });
    const serving = endpoint.open({ drainSeconds: 1 });
    const { url } = await serving.deploy(candidateOf(endpoint, "one"), "canary");
    const hung = sized(url, 10);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await serving.deploy(candidateOf(endpoint, "two"), "canary");
    await serving.promote(0);
    expect(endpoint.deps.log.lines.join("\n")).toContain("one still had 1 requests; they are cut");
    expect(await hung.catch(() => "cut")).not.toBe(200);
  }, 60_000);
});
