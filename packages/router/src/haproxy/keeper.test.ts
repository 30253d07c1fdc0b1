import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type RequestLine, routerConfigSchema } from "#contracts";
import { nodeClock, nodeHttp } from "#platform";
import { fakeDeps, fakeHaproxy } from "#testing";
import { routerAdmin } from "../admin-client.ts";
import type { HaproxyPlaneConfig } from "./config.ts";
import { startKeeper } from "./keeper.ts";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

const one = { url: "http://127.0.0.1:9001", modelRef: "mail#one" };
const two = { url: "http://127.0.0.1:9002", modelRef: "mail#two" };
const three = { url: "http://127.0.0.1:9003", modelRef: "mail#three" };

async function setUp(more: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), "hp-"));
  const deps = await fakeDeps({ clock: nodeClock() });
  writeFileSync(join(folder, "token"), "0123456789abcdef0123\n");
  const config = routerConfigSchema.parse({
    schemaVersion: 1,
    port: 8080,
    tokenFile: join(folder, "token"),
    requestLog: join(folder, "requests.jsonl"),
    stateFile: join(folder, "state.json"),
    model: "mail",
    endpoint: "mail",
    variants: { baseline: one, canary: two },
    haproxy: { folder: join(folder, "ha") },
    ...more,
  }) as HaproxyPlaneConfig;
  const haproxy = fakeHaproxy(config.haproxy.folder);
  const start = async (clock = nodeClock(), told = config) => {
    const keeper = await startKeeper({ ...deps, clock }, told);
    open.push(keeper);
    return keeper;
  };
  const keeper = await start();
  await haproxy.start();
  open.push(haproxy);
  const admin = routerAdmin({ http: nodeHttp(), files: deps.files }, { url: haproxy.url, tokenFile: config.tokenFile });
  await until(async () => (await fetch(`${haproxy.url}/health`)).status === 200);
  const lines = (): RequestLine[] =>
    readFileSync(config.requestLog, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as RequestLine);
  return { haproxy, admin, config, deps, keeper, start, lines };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await Promise.resolve(holds()).catch(() => false)); waited++) {
    if (waited > 3000) throw new Error("it never came to that");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("the admin API before HAProxy", () => {
  it("begins without weight, and grants one that HAProxy itself ends", async () => {
    const { admin, haproxy } = await setUp();
    expect(Object.fromEntries(haproxy.map())).toEqual({ roles: "s1:s2", weight: "0:0:0" });
    const { leaseExpiresAt, weights } = await admin.setWeight(0.25, 60);
    expect(weights).toEqual({ canary: 0.25 });
    const [threshold, expires, share] = haproxy.map().get("weight")?.split(":") ?? [];
    expect([Number(threshold), share]).toEqual([2 ** 46, "0.25"]);
    expect(new Date(Number(expires)).toISOString()).toBe(leaseExpiresAt);
    expect((await admin.setWeight(0, null)).weights.canary).toBe(0);
    expect(haproxy.map().get("weight")).toBe("0:0:0");
  });

  it("writes other settings for HAProxy, and calls them its own when that began with them", async () => {
    const { admin, haproxy, config, keeper, start } = await setUp({ mostBodyBytes: 100 });
    expect(await admin.state()).toMatchObject({ settings: { mostBodyBytes: 100 }, sticky: false });
    await admin.setWeight(0.25, 60);
    const changed = { ...config, mostBodyBytes: 200, userHeader: "x-user" };
    await keeper.reload(changed);
    const between = await admin.state();
    expect([between.settings, between.awaitsReload, between.weights.canary]).toEqual([undefined, true, 0.25]);
    // one who takes its place in the middle is not told otherwise
    await keeper.close();
    await start(nodeClock(), changed);
    expect(await admin.state()).toMatchObject({ awaitsReload: true });
    await haproxy.kill();
    await haproxy.start();
    await until(async () => (await admin.state()).settings !== undefined);
    const after = await admin.state();
    expect(after).toMatchObject({ settings: { mostBodyBytes: 200, userHeader: "x-user" }, sticky: true });
    expect(after.awaitsReload).toBeUndefined();
  });

  it("takes no settings that it cannot have, and goes on as it was", async () => {
    const { admin, config, keeper } = await setUp();
    await expect(keeper.reload({ ...config, port: 1 })).rejects.toMatchObject({ code: "reload-refused" });
    await expect(keeper.reload({ ...config, userField: true })).rejects.toMatchObject({
      problems: [{ where: "userField" }],
    });
    expect((await admin.state()).settings).toBeDefined();
  });

  it("takes a lease back by itself when nobody renews it", async () => {
    const { admin, haproxy, deps, config } = await setUp();
    await admin.setWeight(0.5, 1);
    await until(() => haproxy.map().get("weight") === "0:0:0");
    expect(await admin.state()).toMatchObject({ weights: { canary: 0 } });
    expect(await deps.files.stat(config.requestLog)).toBeUndefined();
  });

  it("refuses what HAProxy cannot do, and changes nothing by it", async () => {
    const { admin, haproxy } = await setUp();
    const before = [...haproxy.map()];
    await expect(admin.setWeight(0.5, 5, { shadow: true })).rejects.toMatchObject({ status: 400 });
    for (const url of ["https://127.0.0.1:9003", "http://model.internal:9003", "http://127.0.0.1:9003/deep"])
      await expect(admin.setVariants({ baseline: one, canary: { ...three, url } })).rejects.toMatchObject({
        status: 400,
        message: expect.stringContaining("legal: http://<IPv4 address>:<port>"),
      });
    const tokenless = await fetch(`${haproxy.url}/admin/weights`, { method: "PUT", body: "{}" });
    expect(tokenless.status).toBe(401);
    expect((await admin.state()).variants).toEqual({ baseline: one, canary: two });
    expect([...haproxy.map()]).toEqual(before);
  });

  it("is where only its owner gets to", async () => {
    const { config } = await setUp();
    const { folder } = config.haproxy;
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of ["keeper.sock", "log.sock"]) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, "haproxy.cfg"), "utf8")).toContain("stats socket unix@admin.sock mode 600");
  });
});

describe("the variants", () => {
  it("move by their roles, never by the address under a request", async () => {
    const { admin, haproxy } = await setUp();
    await admin.setWeight(1, null);
    const addresses = () => Object.fromEntries([...haproxy.servers()].map(([name, { address }]) => [name, address]));
    const before = addresses();
    haproxy.commands.length = 0;
    await admin.setVariants({ baseline: two, canary: null });
    expect(Object.fromEntries(haproxy.map())).toEqual({ roles: "s2:", weight: "0:0:0" });
    expect(addresses()).toEqual(before);
    // the other order would have sent everything back to the old baseline for a moment
    const told = haproxy.commands.filter((command) => command.startsWith("set map"));
    expect(told.slice(0, 2)).toEqual(["set map routing.map roles s2:", "set map routing.map weight 0:0:0"]);
    await admin.setVariants({ baseline: two, canary: three });
    expect(haproxy.map().get("roles")).toBe("s2:s3");
    expect(haproxy.servers().get("s3/own")).toMatchObject({ address: "127.0.0.1:9003", ready: true });
    expect(haproxy.servers().get("s3/other")).toMatchObject({ address: "127.0.0.1:9002", ready: true });
    expect(haproxy.servers().get("s2/other")).toMatchObject({ ready: false });
  });

  it("leave a server alone that has requests under way, and count them", async () => {
    const { admin, haproxy } = await setUp();
    Object.assign(haproxy.servers().get("s2/own") ?? {}, { inFlight: 3 });
    Object.assign(haproxy.servers().get("s2/other") ?? {}, { inFlight: 1 });
    expect((await admin.state()).inFlight).toEqual({ [two.url]: 3, [one.url]: 1 });
    await admin.setVariants({ baseline: one, canary: three });
    expect(haproxy.map().get("roles")).toBe("s1:s3");
    expect(haproxy.servers().get("s2/own")?.address).toBe("127.0.0.1:9002");
  });

  it("are refused while all slots are at work", async () => {
    const { admin, haproxy } = await setUp();
    for (const [name, server] of haproxy.servers()) if (/^s[3-6]\/own/.test(name)) server.inFlight = 1;
    await expect(admin.setVariants({ baseline: one, canary: three })).rejects.toMatchObject({
      message: expect.stringContaining("all slots are at work"),
    });
    expect((await admin.state()).variants.canary).toEqual(two);
  });
});

describe("what ends", () => {
  it("HAProxy: it begins anew with no weight, and gets back what was granted", async () => {
    const { admin, haproxy, lines } = await setUp();
    await admin.setVariants({ baseline: one, canary: three });
    const granted = await admin.setWeight(0.5, 60);
    const weight = haproxy.map().get("weight");
    await haproxy.kill();
    await haproxy.start();
    expect(Object.fromEntries(haproxy.map())).toEqual({ roles: "s1:s3", weight: "0:0:0" });
    expect(haproxy.servers().get("s3/own")?.address).toBe("127.0.0.1:9003");
    await until(() => haproxy.map().get("weight") === weight);
    expect(await admin.state()).toEqual(granted);
    // the log is written in batches
    await expect.poll(lines, { timeout: 60_000 }).toMatchObject([{ kind: "lost", requests: 1 }]);
  });

  it("HAProxy, with everything on the canary for good: it begins with that", async () => {
    const { admin, haproxy } = await setUp();
    await admin.setWeight(1, null);
    await haproxy.kill();
    await haproxy.start();
    expect(haproxy.map().get("weight")).toBe(`${2 ** 48}:${Number.MAX_SAFE_INTEGER}:1`);
  });

  it("the keeper: the next one takes the weight away, keeps the servers that stand, and tells of a gap", async () => {
    const { admin, haproxy, keeper, start, lines } = await setUp();
    await admin.setVariants({ baseline: one, canary: three });
    await admin.setWeight(0.5, 60);
    await keeper.close();
    expect(haproxy.map().get("weight")).toContain(":0.5");
    await start();
    expect(Object.fromEntries(haproxy.map())).toEqual({ roles: "s1:s3", weight: "0:0:0" });
    expect((await admin.state()).variants).toEqual({ baseline: one, canary: three });
    // the log is written in batches
    await expect.poll(lines, { timeout: 60_000 }).toMatchObject([{ kind: "lost", requests: 1 }]);
  });

  it("a weight that somebody took away by HAProxy's own socket", async () => {
    const { admin, haproxy } = await setUp();
    await admin.setWeight(0.5, 60);
    haproxy.tell("set map routing.map weight 0:0:0");
    await until(async () => (await admin.state()).weights.canary === 0);
    expect(haproxy.map().get("weight")).toBe("0:0:0");
  });

  it("a HAProxy that lost its map is no healthy one, and no weight is told of that it did not take", async () => {
    const { admin, haproxy } = await setUp();
    haproxy.map().delete("weight");
    await expect(admin.setWeight(0.5, 5)).rejects.toMatchObject({ status: 502 });
    expect((await fetch(`${haproxy.url}/health`)).status).toBe(503);
  });
});

describe("the request log", () => {
  const line = {
    time: "1795610996078",
    requestId: 'a"b\\c \u00e9',
    variant: "canary",
    server: "own",
    status: "200",
    ended: "--",
    latencyMs: "21",
    weight: "0.5",
    bucket: "184",
  };

  it("says of each request what our router would", async () => {
    const { haproxy, lines, admin } = await setUp();
    haproxy.logs(JSON.stringify(line));
    await admin.score({ requestId: line.requestId, metric: "accuracy", value: 1 });
    expect(lines()).toMatchObject([
      {
        kind: "request",
        time: "2026-11-25T12:49:56.078Z",
        requestId: line.requestId,
        variant: "canary",
        shadow: false,
        status: 200,
        error: null,
        latencyMs: 21,
        weight: 0.5,
      },
      { kind: "score", requestId: line.requestId, variant: "canary", requestTime: "2026-11-25T12:49:56.078Z" },
    ]);
    await expect(admin.score({ requestId: "none", metric: "accuracy", value: 1 })).rejects.toMatchObject({
      status: 404,
    });
    haproxy.logs(JSON.stringify({ ...line, requestId: "moved", server: "other" }));
    await admin.score({ requestId: "moved", metric: "accuracy", value: 1 });
    expect(lines().at(-1)).toMatchObject({ kind: "score", variant: "baseline" });
    const metrics = await (await fetch(`${haproxy.url}/metrics`)).text();
    expect(metrics).toMatch(/llm_requests_total\{.*status="502",variant="canary"\} 1/);
    expect(metrics).toContain(
      'llm_request_latency_seconds_bucket{model="mail",endpoint="mail",variant="canary",le="0.1"} 2',
    );
  });

  it("tells of requests that HAProxy had no room for, and of lines that are none", async () => {
    const { haproxy, lines, admin } = await setUp();
    for (const text of [
      "1565 events dropped",
      "1 event dropped",
      "<134>what",
      JSON.stringify({ ...line, variant: "x" }),
    ])
      haproxy.logs(text);
    // what nobody could read as HTTP is no request to a model
    haproxy.logs(JSON.stringify({ ...line, variant: "", weight: "", bucket: "", requestId: "" }));
    haproxy.logs(JSON.stringify({ ...line, variant: "-", weight: "-", bucket: "-" }));
    haproxy.logs(JSON.stringify({ ...line, requestId: "end" }));
    await admin.score({ requestId: "end", metric: "accuracy", value: 1 });
    expect(lines().map(({ kind, ...rest }) => (kind === "lost" ? rest["requests"] : kind))).toEqual([
      1565,
      1,
      1,
      1,
      "request",
      "score",
    ]);
  });
});

describe("a keeper that cannot do its work", () => {
  it("says so before it begins", async () => {
    const { deps, config } = await setUp();
    const long = { ...config, haproxy: { ...config.haproxy, folder: `/tmp/${"x".repeat(100)}` } };
    await expect(startKeeper(deps, long)).rejects.toMatchObject({ code: "socket-path" });
    await expect(startKeeper(deps, { ...config, userField: true })).rejects.toMatchObject({ code: "bad-input" });
  });
});
