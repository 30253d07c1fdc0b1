import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CanaryReport, RequestLine } from "#contracts";
import { freePort } from "#platform";
import { closeAll, fakeHaproxy, right, rollout } from "#testing";
import { run as gate } from "../../actions/canary-gate/run.ts";
import { droppedBy, linesOf } from "../../packages/router/src/haproxy/log-line.ts";
import { readLog } from "../../packages/router/src/haproxy/log-socket.ts";
import { placeOf, variantAt } from "../../packages/router/src/split.ts";
import { ask, askAll, load, type ModelServer, modelServer, until } from "./haproxy/clients.ts";
import { haproxyFolder } from "./haproxy/install.ts";
import { type HaproxyPlane, startPlane } from "./haproxy/plane.ts";

/** Debian's HAProxy with its keeper under the real supervisor, between servers that say who they are. */
const root = join(import.meta.dirname, "../..");
let servers: ModelServer[];
let plane: HaproxyPlane;
const open: { close(): Promise<unknown> }[] = [];

const upstream = (index: number) => {
  const { url, modelRef } = servers[index] as ModelServer;
  return { url, modelRef };
};
const both = () => ({ baseline: upstream(0), canary: upstream(1) });
const ids = (name: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${name}-${index}`);
const requests = (name: string) =>
  plane
    .lines()
    .filter(
      (line): line is Extract<RequestLine, { kind: "request" }> =>
        line.kind === "request" && line.requestId.startsWith(`${name}-`),
    );

const gaps = (): number => plane.lines().filter(({ kind }) => kind === "lost").length;

beforeAll(async () => {
  servers = [await modelServer("one"), await modelServer("two", true), await modelServer("three")];
  plane = await startPlane({ variants: both(), userHeader: "x-user" });
});

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
  await closeAll();
});

afterAll(async () => {
  await plane?.close();
  for (const server of servers) await server.close();
});

describe("HAProxy's config", () => {
  it("is taken without a warning", () => {
    const check = ["-c", "-C", plane.folder, "-f", "haproxy.cfg"];
    const said = execFileSync(join(haproxyFolder(), "haproxy"), check, { encoding: "utf8", stdio: "pipe" });
    expect(said).not.toMatch(/WARNING|ALERT/);
  });

  it("is driven by commands that the fake of the hermetic tests knows as HAProxy does", async () => {
    const real = await startPlane({ variants: both() });
    open.push(real);
    const copy = mkdtempSync(join(tmpdir(), "hf-"));
    for (const name of ["haproxy.cfg", "routing.map"]) copyFileSync(join(real.folder, name), join(copy, name));
    const fake = fakeHaproxy(copy);
    open.push(fake);
    const without = (text: string): string =>
      text
        .replace(/0x[0-9a-f]+/g, "0x")
        .split("\n")
        .filter((line) => line !== "")
        .slice(0, 1)
        .join("");
    await fake.start();
    for (const command of [
      "show map routing.map",
      "set map routing.map weight 1:2:0.5",
      "show map routing.map",
      "set map routing.map nothing 1",
      "set map other.map weight 1",
      "set server s3/own addr 127.0.0.1 port 9999",
      "set server s3/own addr 127.0.0.1 port 9999",
      "set server s3/own addr nowhere port 9999",
      "set server s3/own state ready",
      "set server s3/third state ready",
      "set server s9/own state ready",
      "shutdown everything",
    ])
      expect([command, without(fake.tell(command))]).toEqual([command, without(await told(real, command))]);
  });
});

/** HAProxy's answer at its own socket. */
async function told({ folder }: HaproxyPlane, command: string): Promise<string> {
  const socket = connect({ path: join(folder, "admin.sock") }).setEncoding("utf8");
  let text = "";
  socket.on("data", (chunk: string) => {
    text += chunk;
  });
  socket.write(`${command}\n`);
  await once(socket, "end");
  return text;
}

describe("the split", () => {
  it("is our router's to the request, monotone, and as large as the weight", async () => {
    const asked = ids("split", 2000);
    let before = new Set<string>();
    for (const weight of [0.05, 0.3, 0.9]) {
      await plane.admin.setWeight(weight, 60);
      const answers = await askAll(plane.url, asked);
      const canary = new Set(asked.filter((id) => answers.get(id)?.text.includes("two")));
      expect(canary).toEqual(new Set(asked.filter((id) => variantAt(placeOf(id), weight) === "canary")));
      for (const id of before) expect(canary.has(id)).toBe(true);
      expect(Math.abs(canary.size / 2000 - weight)).toBeLessThan(4 * Math.sqrt((weight * (1 - weight)) / 2000));
      before = canary;
    }
    await plane.admin.setWeight(0, null);
    expect([...(await askAll(plane.url, asked.slice(0, 200))).values()].every(({ text }) => text.includes("one"))).toBe(
      true,
    );
  });

  it("keeps a user on one variant, and makes ids where there are none", async () => {
    await plane.admin.setWeight(0.5, 60);
    for (const user of ids("user", 10)) {
      const headers = { "x-user": user };
      const answers = await Promise.all(ids(`sticky-${user}`, 5).map((id) => ask(plane.url, id, { headers })));
      const model = variantAt(placeOf(user), 0.5) === "canary" ? "two" : "one";
      expect(new Set(answers.map(({ text }) => text))).toEqual(new Set([JSON.stringify({ model })]));
    }
    await until(() => requests("sticky").length === 50);
    for (const line of requests("sticky")) {
      const user = /sticky-(user-\d+)/.exec(line.requestId)?.[1] ?? "";
      expect(line.userBucket).toBe(Math.floor(placeOf(user) * 10_000));
    }
    const [first, second] = [await ask(plane.url, undefined), await ask(plane.url, undefined)];
    expect(first.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.id).not.toBe(first.id);
  });
});

describe("a request on its way", () => {
  it("streams piece by piece", async () => {
    const response = await fetch(`${plane.url}/v1/stream`, { method: "POST", body: "{}" });
    const times: number[] = [];
    for await (const _chunk of response.body as unknown as AsyncIterable<Uint8Array>) times.push(performance.now());
    expect(times.length).toBe(3);
    for (const [index, time] of times.entries())
      if (index > 0) expect(time - (times[index - 1] as number)).toBeGreaterThan(50);
  });

  it("is answered by the baseline when the canary cannot be reached or says nothing, and the log blames the canary", async () => {
    const dead = await modelServer("dead");
    await dead.close();
    await plane.admin.setWeight(1, 60);
    expect(await ask(plane.url, "retry-empty", { path: "/v1/empty" })).toMatchObject({
      status: 200,
      text: '{"model":"one"}',
    });
    await plane.admin.setVariants({ baseline: upstream(0), canary: { url: dead.url, modelRef: "mail#dead" } });
    await plane.admin.setWeight(1, 60);
    expect(await ask(plane.url, "retry-dead")).toMatchObject({ status: 200, text: '{"model":"one"}' });
    await until(() => requests("retry").length === 4);
    for (const id of ["retry-empty", "retry-dead"])
      expect(requests("retry").filter(({ requestId }) => requestId === id)).toMatchObject([
        { variant: "canary", status: 502, error: "upstream-unreachable" },
        { variant: "baseline", status: 200, error: null },
      ]);
    await plane.admin.setVariants(both());
  });

  it("is not tried again after its first byte", async () => {
    await plane.admin.setWeight(1, 60);
    const before = servers.map(({ asked }) => asked);
    await expect(ask(plane.url, "cut-1", { path: "/v1/cut" })).rejects.toThrow();
    await until(() => requests("cut").length > 0);
    expect(requests("cut")).toMatchObject([{ variant: "canary", status: 200, error: "upstream-cut" }]);
    expect(servers.map(({ asked }, index) => asked - (before[index] ?? 0))).toEqual([0, 1, 0]);
  });

  it("is given up with its client, and blamed on nobody", async () => {
    await plane.admin.setWeight(0, null);
    const client = fetch(`${plane.url}/v1/never`, {
      method: "POST",
      body: "{}",
      headers: { "x-request-id": "left-1" },
      signal: AbortSignal.timeout(300),
    });
    await expect(client).rejects.toThrow();
    await until(() => requests("left").length > 0 && servers[0]?.givenUp === 1);
    expect(requests("left")).toMatchObject([{ variant: "baseline", status: 499, error: "client-gone" }]);
  });

  it("is refused outside of /v1/, over the limit or without a length, in words that clients read", async () => {
    for (const [path, more, status] of [
      ["/v1/../admin/x", {}, 404],
      ["/v1/%2e%2e/slots", {}, 404],
      ["/slots", {}, 404],
      ["/v1/chat/completions", { body: "x".repeat(100_001) }, 413],
      ["/v1/chat/completions", { chunked: true }, 411],
    ] as const) {
      const answer = await ask(plane.url, "refused-1", { path, ...more });
      expect([path, answer.status]).toEqual([path, status]);
      expect(JSON.parse(answer.text).error).toMatchObject({ type: "router_error" });
    }
    expect((await ask(plane.url, "large-1", { body: "x".repeat(99_000) })).status).toBe(200);
  });

  it("brings nothing into the log but itself, whatever it says", async () => {
    const raw = async (text: string): Promise<void> => {
      const socket = connect(plane.port, "127.0.0.1");
      socket.on("error", () => undefined).end(Buffer.from(text, "latin1"));
      socket.resume();
      await once(socket, "close");
    };
    await raw("GARBAGE\r\n\r\n");
    await raw("POST /v1/x HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nabc");
    await raw(
      'POST /v1/x HTTP/1.1\r\nhost: a\r\nconnection: close\r\nx-request-id: evil-"}\\\xff\xfe{"kind":"score"\r\ncontent-length: 0\r\n\r\n',
    );
    await ask(plane.url, `evil-${'"'.repeat(300)}`);
    await ask(plane.url, "evil-end");
    await until(() => requests("evil").some(({ requestId }) => requestId === "evil-end"));
    expect(requests("evil").length).toBe(3);
    expect(plane.lines().filter(({ kind }) => kind !== "request")).toEqual([]);
  });
});

describe("weights and variants under load", () => {
  it("change 1,000 times without an error, and each request is in the log once", async () => {
    const busy = load(plane.url, "weights");
    for (let change = 0; change < 1000; change++) await plane.admin.setWeight((change % 100) / 100, 5);
    await busy.end();
    expect(busy.bad).toEqual([]);
    expect(busy.asked.length).toBeGreaterThan(500);
    await until(() => requests("weights").length >= busy.asked.length);
    expect(
      requests("weights")
        .map(({ requestId }) => requestId)
        .sort(),
    ).toEqual([...busy.asked].sort());
    for (const { requestId, variant, weight } of requests("weights"))
      expect(variant).toBe(variantAt(placeOf(requestId), weight));
  });

  it("move from server to server without a lost request, and none goes to a server that was drained", async () => {
    const busy = load(plane.url, "variants");
    for (let change = 0; change < 60; change++) {
      const [baseline, canary] = [change % 3, (change + 1) % 3];
      await plane.admin.setVariants({ baseline: upstream(baseline), canary: upstream(canary) });
      await plane.admin.setWeight(1, null);
      await plane.admin.setVariants({ baseline: upstream(canary), canary: null });
      const left = servers[baseline] as ModelServer;
      await until(async () => ((await plane.admin.state()).inFlight[left.url] ?? 0) === 0);
      const { asked } = left;
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(left.asked).toBe(asked);
    }
    await busy.end();
    expect(busy.bad).toEqual([]);
    expect(busy.asked.length).toBeGreaterThan(200);
    await plane.admin.setVariants(both());
  });

  it("outlast a reload of HAProxy, which loses no request and tells of a gap in the log", async () => {
    await plane.admin.setWeight(0.5, 60);
    const before = gaps();
    const busy = load(plane.url, "reload");
    for (let time = 0; time < 3; time++) {
      const pid = /^Pid: (\d+)/m.exec(await told(plane, "show info"))?.[1];
      process.kill(plane.pid("haproxy"), "SIGUSR2");
      await until(async () => {
        const info = await told(plane, "show info;show map routing.map");
        return !info.includes(`Pid: ${pid}\n`) && info.includes(":0.5");
      });
    }
    await busy.end();
    expect(busy.bad).toEqual([]);
    expect((await plane.admin.state()).weights.canary).toBe(0.5);
    // two reloads between two looks of the keeper are one gap
    await until(async () => gaps() > before);
  });
});

describe("a log that nobody reads for too long", () => {
  it("loses what HAProxy has no room for, and how much is known", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hl-"));
    const config = readFileSync(join(plane.folder, "haproxy.cfg"), "utf8").replace("size 67108864", "size 65536");
    const port = await freePort();
    writeFileSync(join(folder, "haproxy.cfg"), config.replace(/bind \S+/, `bind 127.0.0.1:${port}`));
    copyFileSync(join(plane.folder, "routing.map"), join(folder, "routing.map"));
    const args = ["-db", "-C", folder, "-f", "haproxy.cfg"];
    const child = spawn(join(haproxyFolder(), "haproxy"), args, { stdio: "ignore" });
    const ended = once(child, "exit");
    try {
      const url = `http://127.0.0.1:${port}`;
      await until(async () => (await fetch(`${url}/live`)).status === 200);
      // HAProxy keeps lines for a reader that it knows
      const known: string[] = [];
      const first = await readLog(join(folder, "log.sock"), (line) => known.push(line));
      await until(async () => (await ask(url, "read-1")).status === 200 && known.length > 0);
      await first.close();
      await askAll(url, ids("unread", 600));
      const lines: string[] = [];
      open.push(await readLog(join(folder, "log.sock"), (line) => lines.push(line)));
      const counted = (): number =>
        lines.reduce((sum, line) => sum + (linesOf(line, String)?.length ?? droppedBy(line)), 0);
      // how many it dropped, HAProxy says when it writes again
      await until(() => lines.length > 0);
      await ask(url, "unread-end");
      await until(() => counted() >= 500 && lines.some((line) => droppedBy(line) > 0));

      expect(lines.some((line) => droppedBy(line) > 1)).toBe(true);
    } finally {
      child.kill("SIGKILL");
      await ended;
    }
  });
});

describe("what is killed with -9", () => {
  const answersOf = async (name: string): Promise<Set<string>> =>
    new Set([...(await askAll(plane.url, ids(name, 60))).values()].map(({ text }) => text));
  const onlyBaseline = new Set(['{"model":"one"}']);

  it("is a gate: its weight is gone within 5 s", async () => {
    const renewing = `
      import { nodeFiles, nodeHttp } from "#platform";
      import { routerAdmin } from "#router";
      const admin = routerAdmin({ http: nodeHttp(), files: nodeFiles() }, { url: "${plane.url}", tokenFile: ${JSON.stringify(join(plane.folder, "../token"))} });
      for (;;) {
        await admin.setWeight(0.7, 5);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }`;
    const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", renewing], {
      cwd: root,
      stdio: "inherit",
    });
    await until(async () => (await plane.admin.state()).weights.canary === 0.7);
    await new Promise((resolve) => setTimeout(resolve, 6000));
    expect((await plane.admin.state()).weights.canary).toBe(0.7);
    child.kill("SIGKILL");
    expect(await until(async () => (await answersOf("gate")).size === 1)).toBeLessThan(5.5);
    expect(await answersOf("gate-after")).toEqual(onlyBaseline);
  });

  it("is HAProxy: it is there again with the weight that was granted, and the log tells of a gap", async () => {
    await plane.admin.setWeight(0.5, 60);
    const [pid, before] = [plane.pid("haproxy"), gaps()];
    process.kill(pid, "SIGKILL");
    await until(
      async () => plane.pid("haproxy") !== pid && (await told(plane, "show map routing.map")).includes(":0.5"),
    );
    expect((await plane.admin.state()).weights.canary).toBe(0.5);
    expect((await answersOf("restarted")).size).toBe(2);
    await until(() => requests("restarted").length === 60);
    expect(gaps()).toBe(before + 1);
  });

  it("is the keeper: users do not notice, the weight is 0, and the log tells of a gap", async () => {
    await plane.admin.setWeight(0.5, 60);
    const [before, pid] = [gaps(), plane.pid("router")];
    process.kill(pid, "SIGKILL");
    const meanwhile = await askAll(plane.url, ids("meanwhile", 100));
    expect([...meanwhile.values()].map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 200));
    await until(async () => plane.pid("router") !== pid && (await plane.admin.state()).weights.canary === 0);
    expect(await answersOf("new-keeper")).toEqual(onlyBaseline);
    await until(() => requests("new-keeper").length === 60);
    expect(gaps()).toBe(before + 1);
  });

  it("is all but HAProxy: the lease ends there by itself", async () => {
    const lonely = await startPlane({ variants: both() });
    open.push(lonely);
    await lonely.admin.setWeight(1, 4);
    for (const name of ["supervisor", "router"]) process.kill(lonely.pid(name), "SIGKILL");
    expect((await ask(lonely.url, "lonely-1")).text).toContain("two");
    expect(await until(async () => (await ask(lonely.url, "lonely-2")).text.includes("one"))).toBeLessThan(5);
    expect(await told(lonely, "show map routing.map")).toContain(":1\n");
  });
});

describe("what is counted", () => {
  it("is the specification's metrics by the keeper, and HAProxy's own beside them", async () => {
    await ask(plane.url, "metrics-1");
    const ours = async (): Promise<string> => await (await fetch(`${plane.url}/metrics`)).text();
    const bucket = /llm_request_latency_seconds_bucket\{.*variant="baseline",le="10.0"\} \d+/;
    await until(async () => bucket.test(await ours()));
    const theirs = await (await fetch(`${plane.url}/haproxy/metrics`)).text();
    expect(theirs).toMatch(/haproxy_server_http_responses_total\{proxy="s1",server="own",code="2xx"\} \d+/);
    expect((await fetch(`${plane.url}/live`)).status).toBe(200);
  });

  it("lets a score find the request that was just answered", async () => {
    for (const id of ids("scored", 20)) {
      await ask(plane.url, id);
      await plane.admin.score({ requestId: id, metric: "accuracy", value: 1 });
    }
    await expect(plane.admin.score({ requestId: "never", metric: "accuracy", value: 1 })).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe("canary-gate before HAProxy", () => {
  it("passes a canary that answers as the baseline does, and hands its weight over", async () => {
    const { run, admin } = await rollout(gate, right, undefined, {}, startPlane);
    const { verdict, report } = await run();
    expect(verdict).toBe("pass");
    const { looks } = (report ?? expect.fail()).json as CanaryReport;
    expect(looks.map(({ weight }) => weight)).toContain(0.6);
    expect((await admin.state()).weights.canary).toBe(0.6);
  });

  it("rolls back wrong answers and refused requests, and leaves the canary nothing", async () => {
    const wrong = await rollout(gate, () => '{"label":"ham"}', undefined, {}, startPlane);
    const quality = await wrong.run();
    expect([quality.verdict, quality.outputs["reasons"]]).toEqual(["fail", expect.stringMatching(/evidence:quality/)]);
    expect((await wrong.admin.state()).weights.canary).toBe(0);
    const refusing = await rollout(
      gate,
      right,
      (_request, response, count) => {
        if (count % 4 !== 0) return false;
        response.writeHead(400).end('{"error":{"message":"the request exceeds the context size"}}');
        return true;
      },
      {},
      startPlane,
    );
    const errors = await refusing.run();
    expect([errors.verdict, errors.outputs["reasons"]]).toEqual(["fail", expect.stringMatching(/evidence:errors/)]);
  });
});
