import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeHttp } from "#platform";
import { type Registry, registryEvents, type Seen } from "#registry";
import {
  type MlflowServer,
  mlflowCall,
  mlflowUnderTest,
  registryConformance,
  sampleMetadata,
  sampleModel,
  startMlflow,
} from "#testing";
import { pythonLoader } from "./mlflow/python-loader.ts";

/** The registry on real MLflow servers: on a disk, before a bucket, with users. */
const http = nodeHttp();
const servers: MlflowServer[] = [];
const started = async (...options: Parameters<typeof startMlflow>): Promise<MlflowServer> => {
  const server = await startMlflow(...options);
  servers.push(server);
  return server;
};
const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });

let plain: MlflowServer;
beforeAll(async () => {
  plain = await started();
}, 600_000);
afterAll(async () => {
  for (const server of servers) await server.stop();
});

registryConformance("mlflow", () => mlflowUnderTest(http, plain.address));

describe("a real MLflow server", () => {
  it("keeps the first of many values that a parameter of a run is given at once: the ground of the ledger", async () => {
    const call = (path: string, body: object) => mlflowCall(http, plain.address, "POST", `/mlflow${path}`, body);
    const { answer } = await call("/experiments/create", { name: crypto.randomUUID() });
    const made = await call("/runs/create", { ...answer, start_time: 0, run_name: "race" });
    const run_id = made.answer.run.info.run_id;
    for (const key of ["one", "two", "three", "four", "five"]) {
      const values = Array.from({ length: 12 }, (_, index) => `value ${index}`);
      const tried = await Promise.all(values.map((value) => call("/runs/log-parameter", { run_id, key, value })));
      const won = values.filter((_, index) => tried[index]?.status === 200);
      expect(won).toHaveLength(1);
      const { answer: after } = await mlflowCall(http, plain.address, "GET", `/mlflow/runs/get?run_id=${run_id}`);
      expect(after.run.data.params).toContainEqual({ key, value: won[0] });
    }
    const names = Array.from({ length: 8 }, () => call("/experiments/create", { name: "one of eight" }));
    expect((await Promise.all(names)).filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it("gives back by MLflow's own Python client what was registered, as its users would", async () => {
    const { openWith } = await mlflowUnderTest(http, plain.address);
    const post = (path: string, body: object) => mlflowCall(http, plain.address, "POST", `/mlflow${path}`, body);
    const { answer } = await post("/experiments/create", { name: crypto.randomUUID() });
    const training = await post("/runs/create", { ...answer, start_time: 0, run_name: "training" });
    const run_id = training.answer.run.info.run_id;
    const folder = await sampleModel("one");
    writeFileSync(join(folder, "merged/config.json"), '{"architectures":["Qwen2ForCausalLM"]}');
    writeFileSync(join(folder, "merged/tokenizer_config.json"), '{"tokenizer_class":"Qwen2Tokenizer"}');
    const registry = openWith({});
    const metadata = { ...sampleMetadata, run_id };
    const { version } = await registry.register({ ...candidate(folder), metadata });
    await registry.register(candidate(await sampleModel("two")));
    await registry.setAlias("mail", "Production", "1.0.0", undefined);
    const script = join(import.meta.dirname, "mlflow/read_back.py");
    const target = mkdtempSync(join(tmpdir(), "read-back-"));
    const { checkpoint } = (await registry.metadata(version)).artifacts;
    const said = await new Promise<string>((resolve, reject) => {
      const env = { ...process.env, ...plain.environment };
      const reading = execFile(plain.python, [script, "mail", "production", target], { env }, (error, out, problem) =>
        error ? reject(new Error(problem.slice(-3000))) : resolve(out),
      );
      reading.stdin?.end(checkpoint);
    });
    const read = JSON.parse(said.trim().split("\n").at(-1) ?? "");
    expect(read).toMatchObject({
      versions: { 1: "1.0.0", 2: "1.1.0" },
      alias: expect.anything(),
      logged: { status: expect.stringContaining("READY"), params: { base_model: "base" }, source_run_id: run_id },
      flavors: {
        transformers: { model_binary: "merged", components: ["tokenizer"], pipeline_model_type: "Qwen2ForCausalLM" },
        python_function: { loader_module: "mlflow.transformers" },
      },
      info: { flavors: ["gguf", "python_function", "transformers"], model_id: expect.stringMatching(/^m-/), run_id },
      checkpoint: expect.arrayContaining(["config.json", "model.safetensors", "tokenizer.json"]),
    });
    expect(read.files).toEqual(
      expect.arrayContaining([
        "MLmodel",
        "components/tokenizer/tokenizer.json",
        "merged/model.safetensors",
        "model.gguf",
      ]),
    );
  });

  it("shows whoever watches what a scientist logged by MLflow's own client, before ours and beside it", async () => {
    const { open } = await mlflowUnderTest(http, plain.address);
    const log = (alias: string): string => {
      const env = { ...process.env, ...plain.environment };
      const said = execFileSync(plain.python, [join(import.meta.dirname, "mlflow/log_model.py"), "mail", alias], {
        stdio: "pipe",
        env,
      });
      return said.toString().trim().split("\n").at(-1) ?? "";
    };
    const seen: Seen = { registry: "mlflow", name: "mail", time: "2026-01-02T03:04:05Z", since: "now" };
    expect(await open().watch?.("mail")).toEqual([]);
    const empty = registryEvents(undefined, [], seen).state;
    expect(log("champion")).toBe("1");
    const first = registryEvents(empty, (await open().watch?.("mail")) ?? [], seen);
    expect(first.events).toMatchObject([
      { kind: "version", version: "1", digest: null, ours: false },
      { kind: "alias", version: "1", alias: "champion", previous: null, ours: false },
    ]);
    const { version } = await open().register(candidate(await sampleModel("one")));
    expect(log("champion")).toBe("3");
    const second = registryEvents(first.state, (await open().watch?.("mail")) ?? [], seen);
    expect(second.events).toMatchObject([
      { kind: "version", version: "1.0.0", digest: version.digest, ours: true },
      { kind: "version", version: "3", ours: false },
      { kind: "alias", version: "3", alias: "champion", previous: "1" },
    ]);
    expect((await open().list("mail")).map((one) => one.version)).toEqual(["1.0.0"]);
  });

  it("has models that MLflow's own loaders load, from a folder of their own and from the model's top", async () => {
    const { openWith } = await mlflowUnderTest(http, plain.address);
    const made = mkdtempSync(join(tmpdir(), "tiny-model-"));
    const loader = await pythonLoader(plain, made);
    const merged = mkdtempSync(join(tmpdir(), "merged-model-"));
    cpSync(made, join(merged, "merged"), { recursive: true });
    const registry = openWith({});
    for (const folder of [merged, made]) await registry.register(candidate(folder));
    await registry.setAlias("mail", "champion", "1.1.0", undefined);
    const loaded = await loader.load(["models:/mail/1", "models:/mail@champion"]);
    for (const one of Object.values(loaded)) {
      expect(one).toMatchObject({
        same_weights: [true, true],
        model: "Qwen2ForCausalLM",
        task: "text-generation",
        tokens: ["please", "sort", "this", "mail"],
        text: expect.stringMatching(/^please sort this mail./),
        predicted: [expect.stringMatching(/^please sort this mail./)],
        model_id: expect.stringMatching(/^m-/),
      });
    }
    expect(Object.keys(loaded)).toHaveLength(2);
  }, 600_000);

  it("that is not there, or something else at its address, is told apart", async () => {
    const { openWith } = await mlflowUnderTest(http, plain.address);
    const at = (address: string): Registry => openWith({ config: { tracking: address, registry: address } });
    await expect(at(`${plain.address}/somewhere`).list("mail")).rejects.toMatchObject({ code: "mlflow-not-there" });
    const foreign = { send: (request: Parameters<typeof http.send>[0]) => fetchAs("evil.example", request.url) };
    await expect(openWith({ http: foreign }).list("mail")).rejects.toMatchObject({
      code: "mlflow-forbidden",
      hint: expect.stringContaining("--allowed-hosts"),
    });
  });
});

/** As a proxy would that hands its own host name on. */
async function fetchAs(host: string, url: string) {
  const text = execFileSync("curl", ["-s", "-w", "\\n%{http_code}", "-H", `Host: ${host}`, url], { encoding: "utf8" });
  const status = Number(text.trim().split("\n").at(-1));
  const body = (async function* () {})();
  return { status, headers: new Map(), body, text: async () => text, json: async () => undefined };
}

describe("an MLflow server before a bucket", () => {
  it("takes a large file by parts, straight into the bucket", async () => {
    const server = await started({ bucket: true });
    const puts: string[] = [];
    const counting = {
      send(request: Parameters<typeof http.send>[0]) {
        if (request.method === "PUT") puts.push(new URL(request.url).origin);
        return http.send(request);
      },
    };
    const { heldParts } = server;
    const { openWith, openAfterDeath, orphans } = await mlflowUnderTest(http, server.address, { heldParts });
    const folder = await sampleModel("one");
    const file = await open(join(folder, "model.gguf"), "w");
    for (let part = 0; part < 12; part++) await file.write(Buffer.alloc(1_000_003, part));
    await file.close();
    const registry = openWith({ http: counting, config: { partBytes: 5 * 1024 * 1024 } });
    const { version } = await registry.register(candidate(folder));
    expect(puts.filter((origin) => origin !== server.address)).toHaveLength(3);
    await registry.fetch(version);
    expect(await registry.register(candidate(folder))).toMatchObject({ created: false });
    await registry.attach(version, "evaluation.json", "{}");
    await registry.remove(version);
    await openAfterDeath().register(candidate(await sampleModel("two")));
    expect(await orphans()).toEqual([]);

    // killed before its third part, then just before its mark goes; either way the next run leaves no part in the bucket
    for (const [verb, order] of [
      ["PUT", 3],
      ["DELETE", 1],
    ] as const) {
      let left: number = order;
      const dying = {
        async send(request: Parameters<typeof http.send>[0]) {
          const counts = verb === "PUT" ? !request.url.startsWith(server.address) : request.url.includes("/tags/");
          if (request.method === verb && counts) left -= 1;
          if (left <= 0) throw new Error("killed");
          return await http.send(request);
        },
      };
      const killed = openWith({ http: dying, config: { partBytes: 5 * 1024 * 1024 } }).register(candidate(folder));
      await expect(killed).rejects.toThrow("killed");
      expect(await heldParts()).toHaveLength(verb === "PUT" ? 1 : 0);
      await openAfterDeath().register(candidate(await sampleModel(`after ${verb}`)));
      expect(await orphans()).toEqual([]);
    }
  }, 300_000);
});

describe("an MLflow server with users", () => {
  it("lets in who it knows, and says what is wrong to the others", async () => {
    const adminPassword = crypto.randomUUID();
    const server = await started({ adminPassword });
    const { openWith } = await mlflowUnderTest(http, plain.address);
    const as = (username: string | undefined, password: string | undefined): Registry =>
      openWith({ config: { tracking: server.address, registry: server.address, username, password } });
    const model = await sampleModel("one");
    for (const [name, password] of [
      [undefined, undefined],
      ["admin", "wrong"],
    ] as const)
      await expect(as(name, password).list("mail")).rejects.toMatchObject({
        code: "mlflow-unauthorized",
        status: 401,
        retryable: false,
      });
    const { version } = await as("admin", adminPassword).register(candidate(model));
    const body = JSON.stringify({ username: "reader", password: "reader-reader-reader" });
    const authorization = `Basic ${Buffer.from(`admin:${adminPassword}`).toString("base64")}`;
    const headers = { authorization, "content-type": "application/json" };
    await fetch(`${server.address}/api/2.0/mlflow/users/create`, { method: "POST", headers, body });
    const reader = as("reader", "reader-reader-reader");
    await expect(reader.fetch(version)).resolves.toMatch(/./);
    for (const work of [
      () => reader.setAlias("mail", "champion", "1.0.0", undefined),
      () => reader.attach(version, "evaluation.json", "{}"),
      async () => await reader.register(candidate(await sampleModel("two"))),
    ])
      await expect(work()).rejects.toMatchObject({ code: "mlflow-forbidden", status: 403 });
    expect((await as("admin", adminPassword).list("mail")).map((one) => one.aliases)).toEqual([[]]);
  }, 300_000);
});
