import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Files, nodeFiles } from "#platform";
import {
  fakeEnvironment,
  fakeMlflow,
  mlflowCall,
  mlflowOnFake,
  mlflowUnderTest,
  registryConformance,
  sampleMetadata,
  sampleModel,
} from "#testing";
import { mlflowAddresses } from "./address.ts";

const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });

registryConformance("mlflow, on a fake server", async () => {
  const { http, address } = fakeMlflow();
  return await mlflowUnderTest(http, address);
});

registryConformance("mlflow, on a fake server before a bucket that takes parts", () => mlflowOnFake({ partBytes: 3 }));

describe("an MLflow registry", () => {
  it("sends no byte of a model that it has, and reads a new one once", async () => {
    const { fake, openWith } = await mlflowOnFake();
    const model = await sampleModel("one");
    const read: string[] = [];
    const files: Files = {
      ...nodeFiles(),
      stream(path, options) {
        read.push(path);
        return nodeFiles().stream(path, options);
      },
    };
    await openWith({ files }).register(candidate(model));
    expect(read.filter((path) => path.startsWith(model))).toHaveLength(3);
    fake.calls.splice(0);
    expect(await openWith({}).register(candidate(model))).toMatchObject({ created: false });
    expect(fake.calls.filter((call) => !/^GET |\/search$/.test(call))).toEqual([]);
  });

  it("writes a folder that MLflow's own loaders take for a model", async () => {
    const { fake, open, artifactUri } = await mlflowOnFake();
    const folder = await sampleModel("one");
    await writeFile(join(folder, "merged/config.json"), '{"architectures":["Qwen2ForCausalLM"]}');
    await writeFile(join(folder, "merged/tokenizer_config.json"), '{"tokenizer_class":"Qwen2Tokenizer"}');
    const { version } = await open().register(candidate(folder));
    const root = (await artifactUri("1.0.0")).replace("mlflow-artifacts:/", "");
    const text = (path: string): string => Buffer.from(fake.artifacts.get(`${root}/${path}`) ?? []).toString();
    const { parse } = await import("yaml");
    expect(parse(text("MLmodel"))).toMatchObject({
      model_id: root.split("/").at(-2),
      flavors: {
        transformers: {
          model_binary: "merged",
          pipeline_model_type: "Qwen2ForCausalLM",
          tokenizer_type: "Qwen2Tokenizer",
        },
        python_function: { loader_module: "mlflow.transformers" },
        gguf: { model: "model.gguf" },
      },
    });
    expect(text("components/tokenizer/tokenizer.json")).toBe("{}");
    expect(parse(text("metadata.yaml"))).toMatchObject({ model_version: "1.0.0" });
    await expect(open().fetch(version)).resolves.toMatch(/./);
  });

  it("takes the specification's stages for aliases, and says MLflow's rule for those it keeps", async () => {
    const { open } = await mlflowOnFake();
    await open().register(candidate(await sampleModel("one")));
    await open().setAlias("mail", "Production", "1.0.0", undefined);
    expect((await open().find("mail@Production"))?.aliases).toEqual(["production"]);
    for (const alias of ["latest", "v3", "V3", "1.0.0"])
      await expect(open().setAlias("mail", alias, "1.0.0", undefined)).rejects.toMatchObject({
        code: "bad-alias",
        message: expect.stringContaining("legal: "),
      });
    await expect(open().find("mail@latest")).rejects.toThrow("MLflow keeps latest and v<number> for itself");
  });

  it("honours an alias that somebody moved by hand, and tells of one that points to another tool's version", async () => {
    const { fake, open } = await mlflowOnFake();
    for (const weight of ["one", "two"]) await open().register(candidate(await sampleModel(weight)));
    await open().setAlias("mail", "champion", "1.0.0", undefined);
    const byHand = (body: object) =>
      mlflowCall(fake.http, fake.address, "POST", "/mlflow/registered-models/alias", body);
    await byHand({ name: "mail", alias: "champion", version: "2" });
    expect((await open().find("mail@champion"))?.version).toBe("1.1.0");
    await open().setAlias("mail", "champion", "1.0.0", "1.1.0");
    expect((await open().find("mail@champion"))?.version).toBe("1.0.0");
    const foreign = { name: "mail", source: "mlflow-artifacts:/1/elsewhere" };
    await mlflowCall(fake.http, fake.address, "POST", "/mlflow/model-versions/create", foreign);
    await byHand({ name: "mail", alias: "champion", version: "3" });
    await expect(open().find("mail@champion")).rejects.toMatchObject({ code: "foreign-version" });
    await expect(open().setAlias("mail", "champion", "1.1.0", undefined)).rejects.toMatchObject({
      code: "alias-moved",
    });
    expect(await open().list("mail")).toHaveLength(2);
  });

  it("shows whoever watches the versions and aliases of other clients too, by MLflow's numbers", async () => {
    const { fake, open } = await mlflowOnFake();
    const by = (method: "POST" | "PATCH", path: string, body: object) =>
      mlflowCall(fake.http, fake.address, method, `/mlflow${path}`, body);
    const foreign = { name: "mail", source: "mlflow-artifacts:/1/elsewhere" };
    expect(await open().watch?.("mail")).toEqual([]);
    await by("POST", "/registered-models/create", { name: "mail" });
    await by("POST", "/model-versions/create", foreign);
    await by("POST", "/registered-models/alias", { name: "mail", alias: "champion", version: "1" });
    const theirs = { version: "1", digest: null, aliases: ["champion"], foreign: true };
    expect(await open().watch?.("mail")).toEqual([theirs]);
    const { version } = await open().register(candidate(await sampleModel("one")));
    await by("POST", "/model-versions/create", foreign);
    await open().setAlias("mail", "challenger", "1.0.0", undefined);
    expect(await open().watch?.("mail")).toEqual([
      theirs,
      { ...version, aliases: ["challenger"] },
      { version: "3", digest: null, aliases: [], foreign: true },
    ]);
    expect((await open().list("mail")).map((one) => one.version)).toEqual(["1.0.0"]);
  });

  it("shows whoever watches nothing of a version that a killed run has not settled", async () => {
    let calls = 0;
    for (let died = true; died; ) {
      calls += 1;
      const { open, openDying } = await mlflowOnFake();
      died = await openDying(calls)
        .register(candidate(await sampleModel("one")))
        .then(
          () => false,
          () => true,
        );
      const seen = (await open().watch?.("mail")) ?? [];
      expect(seen.filter(({ foreign }) => foreign)).toEqual([]);
      expect(seen).toEqual(await open().list("mail"));
    }
    expect(calls).toBeGreaterThan(10);
  });

  it("gives the number of a version that somebody deleted in MLflow to no other, and leaves its bytes to MLflow", async () => {
    const { fake, open, openAfterDeath, artifactUri } = await mlflowOnFake();
    const model = await sampleModel("one");
    await open().register(candidate(model));
    const root = (await artifactUri("1.0.0")).replace("mlflow-artifacts:/", "");
    await mlflowCall(fake.http, fake.address, "DELETE", "/mlflow/model-versions/delete", {
      name: "mail",
      version: "1",
    });
    expect(await open().list("mail")).toEqual([]);
    expect(await openAfterDeath().register(candidate(await sampleModel("two")))).toMatchObject({
      version: { version: "1.1.0" },
    });
    expect(await openAfterDeath().register(candidate(model))).toMatchObject({
      created: true,
      version: { version: "1.2.0" },
    });
    expect(fake.artifacts.has(`${root}/model.gguf`)).toBe(true);
  });

  it("deletes nothing when it is pointed at another registry, where its versions are not", async () => {
    const { fake, clock, open, openWith } = await mlflowOnFake();
    const { version } = await open().register(candidate(await sampleModel("one")));
    const other = fakeMlflow({ now: clock.now });
    const http: typeof fake.http = {
      send: (request) =>
        /registered-models|model-versions/.test(request.url) ? other.http.send(request) : fake.http.send(request),
    };
    await openWith({ http, config: { leaseSeconds: 0 } })
      .register(candidate(await sampleModel("two")))
      .catch(() => undefined);
    await expect(open().fetch(version)).resolves.toMatch(/./);
  });

  it("refuses a name that is a prompt's", async () => {
    const { fake, open } = await mlflowOnFake();
    const body = { name: "mail", tags: [{ key: "mlflow.prompt.is_prompt", value: "true" }] };
    await mlflowCall(fake.http, fake.address, "POST", "/mlflow/registered-models/create", body);
    await expect(open().register(candidate(await sampleModel("one")))).rejects.toMatchObject({ code: "name-taken" });
  });

  it("takes no tags that were changed for what it wrote, nor a path that leaves the model's folder", async () => {
    const changes: [string, (value: string) => string][] = [
      ["genai-mlops.manifest.0000", (value) => value.replace("model.gguf", "../../../etc/passwd")],
      ["genai-mlops.manifest.0000", (value) => value.replace("model.gguf", "other.gguf")],
      ["genai-mlops.manifest.0000", () => "{half"],
      ["genai-mlops.digest", () => `sha256:${"0".repeat(64)}`],
      ["genai-mlops.version", () => "3.0.0"],
      ["genai-mlops.metadata.0000", () => "{}"],
    ];
    for (const [key, change] of changes) {
      const { fake, open } = await mlflowOnFake();
      const { version } = await open().register(candidate(await sampleModel("one")));
      const { answer } = await mlflowCall(
        fake.http,
        fake.address,
        "GET",
        "/mlflow/model-versions/search?filter=name='mail'&max_results=9",
      );
      const { tags } = answer.model_versions[0] as { tags: { key: string; value: string }[] };
      const value = change(tags.find((tag) => tag.key === key)?.value ?? "");
      await mlflowCall(fake.http, fake.address, "POST", "/mlflow/model-versions/set-tag", {
        name: "mail",
        version: "1",
        key,
        value,
      });
      await expect(open().fetch(version)).rejects.toMatchObject({ code: "registry-corrupt" });
    }
  });

  it("fetches a cached model anew when somebody changed it", async () => {
    const { open } = await mlflowOnFake();
    const registry = open();
    const { version } = await registry.register(candidate(await sampleModel("one")));
    const folder = await registry.fetch(version);
    await writeFile(join(folder, "model.gguf"), "mine");
    expect(await registry.fetch(version)).toBe(folder);
    expect(await readFile(join(folder, "model.gguf"), "utf8")).toBe("gguf one");
  });

  it("refuses a record that MLflow would cut off", async () => {
    const { open } = await mlflowOnFake();
    const { version } = await open().register(candidate(await sampleModel("one")));
    const record = {
      time: "2026-01-02T03:04:05Z",
      version: version.version,
      digest: version.digest,
      previous: null,
      evidence: {},
      forced: "x".repeat(6000),
      actor: "a",
      run: "r",
    };
    await expect(open().recordPromotion("mail", record)).rejects.toMatchObject({ code: "record-too-long" });
    expect(await open().promotions("mail")).toEqual([]);
  });
});

describe("addresses of MLflow", () => {
  it("come from the input, or from MLflow's own variables", () => {
    const both = { MLFLOW_TRACKING_URI: "http://tracking/", MLFLOW_REGISTRY_URI: "http://registry" };
    expect(mlflowAddresses("http://said", fakeEnvironment(both))).toEqual({
      tracking: "http://said",
      registry: "http://said",
    });
    expect(mlflowAddresses(undefined, fakeEnvironment(both))).toEqual({
      tracking: "http://tracking",
      registry: "http://registry",
    });
    expect(mlflowAddresses(undefined, fakeEnvironment({ MLFLOW_TRACKING_URI: "http://tracking" }))).toEqual({
      tracking: "http://tracking",
      registry: "http://tracking",
    });
  });

  it("are http(s), without credentials", () => {
    for (const address of [undefined, "databricks", "sqlite:///m.db", "mlruns", "http://u:p@mlflow"])
      expect(() => mlflowAddresses(address, fakeEnvironment({}))).toThrow(/registry-uri/);
  });
});
