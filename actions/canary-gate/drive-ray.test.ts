import { afterEach, describe, expect, it } from "vitest";
import { canaryStateSchema } from "#contracts";
import { readJson } from "#platform";
import { closeAll, fakeClock, fakeDeps, fakeRay, fakeRayNode, serveFake } from "#testing";
import { openServing } from "../open-serving.ts";
import { run } from "./run.ts";
import { spec } from "./spec.ts";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  await closeAll();
  for (const one of open.splice(0)) await one.close();
});

/** A Ray cluster with the model `one` and the canary `two`, and a node that counts what users ask in a look. */
async function cluster() {
  const clock = fakeClock();
  const ray = fakeRay(clock);
  const dashboard = await serveFake(async ({ method, url, headers, body }) => {
    const isPackage = url.pathname.includes("/packages/");
    const sent = { method: method as "GET", url: url.href, body: isPackage ? body : body.toString() };
    const answer = await ray.http.send({ ...sent, headers: Object.fromEntries(headers) });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
  });
  const node = await fakeRayNode();
  open.push(dashboard, node);
  const failing = { canary: 0.01 };
  const random = { ...(await fakeDeps()).random, uuid: () => crypto.randomUUID() };
  const deps = await fakeDeps({ clock, random });
  const inputs = {
    ...Object.fromEntries(Object.keys(spec.inputs).map((name) => [name, undefined])),
    "metric-source": "ray-serve",
    target: "ray-serve",
    mode: "look",
    lease: 7200,
    endpoint: "mail",
    "ray-address": dashboard.origin,
    "ray-metrics": [node.address],
    state: "canary-state.json",
    plan: ["10%", "50%"],
    metrics: ["errors"],
    "look-interval": 300,
    "max-duration": 86_400,
    "hand-over": 900,
    "warm-up": 100,
    alpha: 0.05,
    "min-requests": 50,
    null: "any",
    rule: "evidence",
    assignment: "request",
    "on-inconclusive": "hold",
    language: "en",
    "report-dir": "reports",
  } as never;
  const serving = await openServing(inputs, deps);
  const servers: string[] = [];
  for (const name of ["one", "two"]) {
    const digest = `sha256:${Buffer.from(name.padEnd(32, "_")).toString("hex")}`;
    const settings = { contextSize: 256, threads: 1, parallel: 1, extra: {} };
    const { variants } = await serving.deploy(
      { modelRef: name, version: "1.0.0", digest, model: "/m.gguf", ...settings },
      "canary",
    );
    servers.push((variants.canary ?? variants.baseline).server);
  }
  const share = async (): Promise<number> => (await serving.weights()).canary;
  for (const server of servers) node.count(server, { requests: 0 });
  const sleep = clock.sleep;
  clock.sleep = async (ms, signal) => {
    await sleep(ms, signal);
    if (ms < 250_000) return;
    const weight = await share();
    for (const [arm, server] of servers.entries()) {
      const requests = Math.round(4000 * (arm === 1 ? weight : 1 - weight));
      const failed = Math.round(requests * (arm === 1 ? failing.canary : 0.01));
      node.count(server, { requests: requests - failed });
      node.count(server, { requests: failed, status: 500 });
    }
  };
  return {
    clock,
    serving,
    share,
    failing,
    gate: () => run(inputs, deps),
    state: () => readJson(deps.files, `${deps.workspace}/canary-state.json`, canaryStateSchema, "state"),
  };
}

describe("canary-gate that moves the weights of Ray Serve", () => {
  it("goes up the plan a look a run, by the metrics of the deployment's applications", async () => {
    const { gate, share, state } = await cluster();
    const first = await gate();
    expect([first.verdict, first.outputs["steps"], await share()]).toEqual(["inconclusive", "1/2", 0.5]);
    expect((await gate()).verdict).toBe("pass");
    expect((await state()).rates.errors.map(([canary, , baseline]) => [canary, baseline])).toEqual([
      [400, 3600],
      [2000, 2000],
    ]);
  });

  it("takes the traffic from one that fails, and leaves what a person decided", async () => {
    const bad = await cluster();
    bad.failing.canary = 0.3;
    expect((await bad.gate()).verdict).toBe("fail");
    expect(await bad.share()).toBe(0);
    const moved = await cluster();
    await moved.gate();
    await moved.serving.setWeight(0.2, 600);
    await expect(moved.gate()).rejects.toMatchObject({ code: "weight-moved" });
    expect(await moved.share()).toBe(0.2);
  });

  it("begins its look anew when the lease ran out in between", async () => {
    const { gate, share, clock, state } = await cluster();
    await gate();
    clock.advance(7_300_000);
    expect(await share()).toBe(0);
    expect((await gate()).verdict).toBe("pass");
    expect((await state()).rates.errors.at(-1)?.[0]).toBe(2000);
  });
});
