import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import type { Clock, Http, HttpResponse } from "#platform";
import {
  dyingDashboard,
  dyingHttp,
  type FakeRay,
  fakeClock,
  fakeDeps,
  fakeRay,
  fastClock,
  type MortalServing,
  servingConformance,
  servingDeaths,
} from "#testing";
import type { Candidate } from "../../serving.ts";
import { zipOf } from "./archive.ts";
import { type RayServeConfig, rayServe } from "./index.ts";
import { proxyAddress } from "./merge.ts";
import { routerConfigSchema } from "./schema.ts";

const programs = join(import.meta.dirname, "../../../python");
const digestOf = (name: string): string => `sha256:${Buffer.from(name.padEnd(32, "_")).toString("hex")}`;

async function cluster(changed: Partial<RayServeConfig> = {}, token?: string, clock: Clock = fakeClock()) {
  const ray = fakeRay(clock, token ? { token } : {});
  const deps = await fakeDeps({ clock, random: { ...(await fakeDeps()).random, uuid: () => crypto.randomUUID() } });
  const config: RayServeConfig = {
    endpoint: "mail",
    address: "http://ray.example:8265",
    http: { host: "0.0.0.0", port: 8000 },
    model: { engine: "llama-cpp", replicas: 1, gpus: 0, requirements: [], startSeconds: 30, drainSeconds: 5 },
    programs,
    stateDir: join(deps.workspace, "state"),
    planOf: (deployment, previous) => `${deployment.id} ${previous}`,
    ...changed,
  };
  const candidate = (name: string, args: object = {}): Candidate => ({
    modelRef: name,
    version: "1.0.0",
    digest: digestOf(name),
    model: `/models/${name}.gguf`,
    contextSize: 256,
    threads: 1,
    parallel: 1,
    extra: { ...args },
  });
  const open = (http: Http = ray.http, more: Partial<RayServeConfig> = {}) =>
    rayServe({ ...deps, http }, { ...config, ...more });
  return { ray, clock, deps, candidate, open, config };
}

/** What a request gets: the model of the application that the router's config names, if that one runs. */
function answering(ray: FakeRay): string {
  const config = ray.applications.get("mail")?.config as { deployments: { user_config: unknown }[] } | undefined;
  if (!config) return "nothing";
  const { variants, record } = routerConfigSchema.parse(config.deployments[0]?.user_config);
  const server = ray.applications.get(variants.baseline.route.slice(1));
  expect(record.variants.baseline.modelRef).toBe(variants.baseline.modelRef);
  return server?.status === "RUNNING" ? variants.baseline.modelRef : "nothing";
}

servingConformance("ray-serve", async () => {
  const clock = fastClock(40);
  const { ray, candidate, open } = await cluster({}, undefined, clock);
  return {
    open: () => open(),
    candidate: (name) => candidate(name),
    broken: (name) => candidate(name, { fail: true }),
    ask: async () => answering(ray),
    pass: (seconds) => clock.sleep(seconds * 1000),
  };
});

const replicas = 3;
const rolling = {
  model: { engine: "llama-cpp", gpus: 0, requirements: [], startSeconds: 30, drainSeconds: 5, replicas },
} as const;

const newMortal = async (): Promise<MortalServing> => {
  const { ray, candidate, open } = await cluster(rolling);
  return {
    open: () => open(),
    dying: (calls) => open(dyingHttp(ray.http, calls)),
    candidate: (name) => candidate(name),
    answering: () => answering(ray),
  };
};
servingDeaths("ray-serve", newMortal, { rolling: true });

describe("a rolling update", () => {
  /** Replicas and weight of the canary after each PUT. */
  const stepsOf = (ray: FakeRay): string[] =>
    ray.puts.flatMap((put) => {
      const { applications } = put as {
        applications: { name: string; deployments: { num_replicas: number; user_config?: { canary: number } }[] }[];
      };
      const server = applications.find(({ name }) => name === [...ray.applications.keys()].at(-1));
      const router = applications.find(({ name }) => name === "mail");
      return server
        ? [`${server.deployments[0]?.num_replicas} ${router?.deployments[0]?.user_config?.canary.toFixed(2)}`]
        : [];
    });

  it("goes instance by instance, each with its share and its time, and says so in the record", async () => {
    const { open, candidate, ray, clock } = await cluster(rolling);
    await open().deploy(candidate("one"), "rolling");
    const started = clock.monotonic();
    const record = await open().deploy(candidate("two"), "rolling");
    expect(record).toMatchObject({
      variants: { baseline: { modelRef: "two" }, canary: null },
      rollout: { strategy: "rolling", step: "settled" },
    });
    const steps = [...new Set(stepsOf(ray))];
    expect(steps).toEqual(["1 0.00", "1 0.33", "2 0.33", "2 0.67", "3 0.67", "3 1.00", "3 0.00"]);
    expect(clock.monotonic() - started).toBeGreaterThan(replicas * 30_000);
    expect([...ray.applications.keys()]).toHaveLength(2);
  });

  it("stops at an instance that falls ill, and gives all traffic back", async () => {
    const { open, candidate, ray } = await cluster(rolling);
    await open().deploy(candidate("one"), "rolling");
    const ill: Http = {
      async send(request) {
        const response = await ray.http.send(request);
        if (request.method === "PUT" && stepsOf(ray).at(-1) === "2 0.67")
          for (const [name, application] of ray.applications)
            if (name === [...ray.applications.keys()].at(-1)) Object.assign(application, { status: "DEPLOY_FAILED" });
        return response;
      },
    };
    await expect(open(ill).deploy(candidate("two"), "rolling")).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringContaining("fell ill under traffic"),
    });
    expect(stepsOf(ray)).not.toContain("3 0.67");
    expect(await open().describe()).toMatchObject({
      variants: { baseline: { modelRef: "one" }, canary: null },
      rollout: { strategy: "rolling", step: "settled" },
      history: [{ event: "deployed" }, { event: "deployed" }, { event: "rolled-back", modelRef: "two" }],
    });
    expect(answering(ray)).toBe("one");
    expect([...ray.applications.keys()]).toHaveLength(2);
  });
});

describe("deploying to Ray Serve", () => {
  it("never touches applications that it did not make", async () => {
    const { ray, open, candidate } = await cluster();
    const other = { name: "shop", route_prefix: "/shop", import_path: "shop:app", args: { a: 1 } };
    await ray.http.send({
      method: "PUT",
      url: "http://ray.example:8265/api/serve/applications/",
      body: JSON.stringify({ http_options: { host: "10.1.1.1", port: 8123 }, applications: [other] }),
    });
    const deployment = await open().deploy(candidate("one"), "canary");
    expect(deployment.url).toBe("http://ray.example:8123/mail/v1");
    await open().deploy(candidate("two"), "all-at-once");
    await open().stop();
    expect([...ray.applications].map(([name, { config }]) => [name, config])).toEqual([["shop", other]]);
    expect(ray.puts.every((put) => JSON.stringify(put).includes('"host":"10.1.1.1"'))).toBe(true);
  });

  it("refuses a name that is somebody else's, and an endpoint that is no name", async () => {
    const { ray, open, candidate } = await cluster();
    await ray.http.send({
      method: "PUT",
      url: "http://ray.example:8265/api/serve/applications/",
      body: JSON.stringify({ applications: [{ name: "mail", route_prefix: "/mail", import_path: "a:b" }] }),
    });
    await expect(open().deploy(candidate("one"), "canary")).rejects.toMatchObject({ code: "name-taken" });
    for (const endpoint of ["Mail", "a--b", "", "-a", "a/b"])
      expect(() => open(ray.http, { endpoint })).toThrow(/no name/);
  });

  it("gives up at its own deadline when nothing comes of a config that was taken", async () => {
    const { open, candidate, ray, config } = await cluster();
    const stuck = { "import-path": "m:a", args: { stuck: true }, "runtime-env": {}, deployments: [] };
    const model = { ...config.model, application: stuck };
    await expect(open(ray.http, { model }).deploy(candidate("one"), "canary")).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringContaining("after 30 s"),
    });
    expect(ray.applications.size).toBe(0);
  });

  it("says who answers in a Ray head's place, that nobody does, and that the token is wrong", async () => {
    const { open, candidate, deps } = await cluster({}, "right");
    await expect(open().describe()).rejects.toMatchObject({ code: "ray-unauthorized", status: 401 });
    const { open: withToken } = await cluster({ token: "right" }, "right");
    expect(await withToken().describe()).toBeUndefined();
    const page: Http = { send: async () => answerOf("<p>") };
    await expect(open(page).deploy(candidate("one"), "canary")).rejects.toMatchObject({
      code: "ray-not-there",
    });
    await expect(open(deps.http, { address: "http://127.0.0.1:9" }).describe()).rejects.toMatchObject({
      code: "ray-unreachable",
      retryable: true,
    });
  });

  it("writes plan, previous config and a copy of the record before traffic moves", async () => {
    const { open, candidate, deps, config } = await cluster();
    const home = join(config.stateDir, "deployments/mail");
    await open().deploy(candidate("one"), "canary");
    const before = await open().describe();
    await open().deploy(candidate("two"), "canary");
    const previous = JSON.parse(await deps.files.readText(join(home, "previous-config.json")));
    const router = previous.applications.find(({ name }: { name: string }) => name === "mail");
    expect(router.deployments[0].user_config.record).toEqual(before);
    expect(await deps.files.readText(join(home, "rollback-plan.md"))).toContain("previous-config.json");
    expect(JSON.parse(await deps.files.readText(join(home, "deployment.json")))).toEqual(await open().describe());
  });

  it("brings its own router along when the one that runs is another version's, and its traffic stays", async () => {
    const { open, candidate, ray, deps, config } = await cluster();
    await open().deploy(candidate("one"), "canary");
    const newer = join(deps.workspace, "programs");
    await deps.files.copy(config.programs, newer);
    await deps.files.append(join(newer, "genai_mlops_router.py"), "# newer\n");
    await open(ray.http, { programs: newer }).deploy(candidate("two"), "canary");
    expect(ray.packages.size).toBe(2);
    expect(ray.applications.get("mail")?.config["runtime_env"]).toMatchObject({
      working_dir: `gcs://${[...ray.packages.keys()][1]}`,
    });
    expect(answering(ray)).toBe("one");
  });

  it("sees that another writer took its change away, and makes it again", async () => {
    const { open, candidate, ray } = await cluster();
    await open().deploy(candidate("one"), "canary");
    await open().deploy(candidate("two"), "canary");
    let stolen = 0;
    const contested: Http = {
      async send(request) {
        const before = structuredClone(ray.puts.at(-1));
        const response = await ray.http.send(request);
        if (request.method === "PUT" && stolen++ === 0)
          await ray.http.send({ ...request, body: JSON.stringify(before) });
        return response;
      },
    };
    expect((await open(contested).setWeight(0.5, 60)).canary).toBe(0.5);
    expect((await open().weights()).canary).toBe(0.5);
    expect(stolen).toBeGreaterThan(1);
  });

  it("is refused by name while another machine deploys, and takes nothing of it away", async () => {
    const { open, candidate, ray, deps } = await cluster();
    const elsewhere = () => open(ray.http, { stateDir: join(deps.workspace, "elsewhere") });
    await open().deploy(candidate("one"), "canary");
    // the other one comes while this one's model starts
    let other: Promise<unknown> | undefined;
    const slow: Http = {
      async send(request) {
        const starts = request.method === "PUT" && String(request.body).includes("/models/two.gguf");
        const response = await ray.http.send(request);
        if (starts && !other) {
          other = elsewhere().deploy(candidate("three"), "canary");
          await other.catch(() => undefined);
        }
        return response;
      },
    };
    const deployed = await open(slow).deploy(candidate("two"), "canary");
    await expect(other).rejects.toMatchObject({
      code: "endpoint-contested",
      message: expect.stringMatching(/a deployment from another machine, which holds it until \d{4}-/),
    });
    expect(await elsewhere().describe()).toEqual(deployed);
    // free again, and refused by what it finds
    await expect(elsewhere().deploy(candidate("three"), "canary")).rejects.toMatchObject({ code: "canary-present" });
    expect(ray.applications.size).toBe(3);
  });

  it("goes on where a killed run of its own machine held the endpoint, and of another's when its time is over", async () => {
    const { open, candidate, ray, deps, clock } = await cluster();
    await open().deploy(candidate("one"), "canary");
    await expect(open(dyingHttp(ray.http, 3)).deploy(candidate("two"), "canary")).rejects.toThrow("killed");
    const elsewhere = open(ray.http, { stateDir: join(deps.workspace, "elsewhere") });
    await expect(elsewhere.deploy(candidate("three"), "canary")).rejects.toMatchObject({ code: "endpoint-contested" });
    expect((await open().deploy(candidate("two"), "canary")).variants.canary?.modelRef).toBe("two");
    await open().rollback();
    await expect(open(dyingHttp(ray.http, 3)).deploy(candidate("two"), "canary")).rejects.toThrow("killed");
    await clock.sleep(600_000);
    expect((await elsewhere.deploy(candidate("three"), "canary")).variants.canary?.modelRef).toBe("three");
  });

  it("gives weight by the head's clock, however wrong the runner's own is", async () => {
    const { open, candidate, ray, deps, clock, config } = await cluster();
    for (const name of ["one", "two"]) await open().deploy(candidate(name), "canary");
    for (const hours of [-5, 5]) {
      const skewed = { ...clock, now: () => clock.now() + hours * 3_600_000 };
      const serving = rayServe({ ...deps, http: ray.http, clock: skewed }, config);
      const { canary, leaseExpiresAt } = await serving.setWeight(0.5, 60);
      expect(canary).toBe(0.5);
      // the head tells its time in whole seconds
      expect(Math.ceil((Date.parse(leaseExpiresAt ?? "") - clock.now()) / 1000)).toBe(60);
      expect((await serving.weights()).canary).toBe(0.5);
      await clock.sleep(61_000);
      expect((await serving.weights()).canary).toBe(0);
    }
  });

  it("for the first time on two machines is one's alone, and the other is told", async () => {
    const { open, candidate, ray, deps } = await cluster();
    const elsewhere = open(ray.http, { stateDir: join(deps.workspace, "elsewhere") });
    let faster: Promise<unknown> | undefined;
    const late: Http = {
      async send(request) {
        // just before its router comes
        const router = request.method === "PUT" && String(request.body).includes("genai_mlops_router:build");
        if (router) faster ??= elsewhere.deploy(candidate("two"), "canary");
        await faster;
        return await ray.http.send(request);
      },
    };
    const settled = await Promise.allSettled([open(late).deploy(candidate("one"), "canary")]);
    const record = await open().describe();
    const winner = settled[0]?.status === "fulfilled" ? "one" : "two";
    expect(record?.variants.baseline.modelRef).toBe(winner);
    expect(answering(ray)).toBe(winner);
  });

  it("ends in a state that serves, wherever it is killed, and goes on from there", { timeout: 60_000 }, async () => {
    for (let calls = 1; ; calls++) {
      const { open, candidate, ray } = await cluster();
      await open().deploy(candidate("one"), "canary");
      const survived = await open(dyingDashboard(ray.http, calls))
        .deploy(candidate("two"), "all-at-once")
        .then(
          () => true,
          (error: Error) => {
            expect(error.message).toContain("killed");
            return false;
          },
        );
      expect(answering(ray)).toMatch(/^(one|two)$/);
      await open().deploy(candidate("two"), "all-at-once");
      expect(answering(ray)).toBe("two");
      await open().rollback();
      expect([...ray.applications.keys()].filter((name) => name.startsWith("mail"))).toHaveLength(2);
      if (survived) break;
    }
  });

  it("takes a canary back, wherever the rollback is killed", async () => {
    for (let calls = 1; ; calls++) {
      const { open, candidate, ray } = await cluster();
      await open().deploy(candidate("one"), "canary");
      await open().deploy(candidate("two"), "canary");
      const survived = await open(dyingDashboard(ray.http, calls))
        .rollback()
        .then(
          () => true,
          () => false,
        );
      expect(answering(ray)).toBe("one");
      await open().rollback();
      expect(ray.applications.size).toBe(2);
      if (survived) break;
    }
  });
});

describe("what travels to the cluster", () => {
  it("is a ZIP that Python reads, the same for the same files", () => {
    const contents = { "b.py": Buffer.from("x = 'ü'\n"), "a.py": Buffer.from("") };
    const path = join(mkdtempSync(join(tmpdir(), "zip-")), "x.zip");
    writeFileSync(path, zipOf(contents));
    const script =
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.namelist(), z.read('b.py').decode())";
    expect(execFileSync("python3", ["-c", script, path], { encoding: "utf8" })).toBe(
      "None ['a.py', 'b.py'] x = 'ü'\n\n",
    );
    expect(zipOf(contents)).toEqual(zipOf({ "a.py": contents["a.py"], "b.py": contents["b.py"] }));
  });

  it("splits by leases as its own tests say", () => {
    const options = { cwd: programs, env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" }, stdio: "pipe" } as const;
    expect(() => execFileSync("python3", ["-m", "unittest", "-q", "test_lease"], options)).not.toThrow();
  });

  it("finds Serve's proxy on the replica's node, or on the head when there is none elsewhere", () => {
    const http = { host: "0.0.0.0", port: 8000 };
    const details = { controller_info: { node_ip: "10.0.0.7" }, applications: {} };
    expect(proxyAddress(details, http)).toBe("http://127.0.0.1:8000");
    expect(proxyAddress({ ...details, proxy_location: "HeadOnly" }, http)).toBe("http://10.0.0.7:8000");
    expect(proxyAddress(details, { host: "10.0.0.9", port: 80 })).toBe("http://10.0.0.9:80");
  });
});

/** Some page, with status 200. */
function answerOf(page: string): HttpResponse {
  const notJson = new ToolkitError({ code: "http-not-json", status: 200, message: "text/html, which is not JSON" });
  async function* body(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(page);
  }
  return {
    status: 200,
    headers: new Map([["content-type", "text/html"]]),
    body: body(),
    text: async () => page,
    json: () => Promise.reject(notJson),
  };
}
