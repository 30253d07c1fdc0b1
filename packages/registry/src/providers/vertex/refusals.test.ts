import { describe, expect, it } from "vitest";
import { fakeEnvironment, sampleMetadata, sampleModel, vertexUnderTest } from "#testing";
import { vertexAddress } from "./address.ts";

const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });
const failureOf = (work: Promise<unknown>) => work.then(() => undefined).catch((error) => error);

describe("access to Google Cloud", () => {
  it("that is refused is said at once, without the token", async () => {
    const { fake, openWith } = await vertexUnderTest();
    const failed = await failureOf(openWith({ environment: { GOOGLE_OAUTH_ACCESS_TOKEN: "ya29.wrong" } }).list("mail"));
    expect(failed).toMatchObject({ code: "vertex-unauthorized", provider: "vertex", status: 401, retryable: false });
    expect(failed.hint).toContain("google-github-actions/auth");
    expect(JSON.stringify(failed) + failed.stack).not.toContain("ya29");
    expect(fake.calls.length).toBeLessThan(3);
    await expect(openWith({ environment: {} }).list("mail")).rejects.toMatchObject({ code: "no-key" });
  });

  it("without a right names the role that is missing, and where", async () => {
    const { fake, open } = await vertexUnderTest();
    const model = await sampleModel("one");
    fake.tokens.set("ya29.fake-token", "read");
    expect(await open().list("mail")).toEqual([]);
    expect(await failureOf(open().register(candidate(model)))).toMatchObject({
      code: "vertex-forbidden",
      status: 403,
      retryable: false,
      hint: "grant the account roles/storage.objectAdmin on the bucket models",
    });
    fake.tokens.set("ya29.fake-token", "no-models");
    expect(await failureOf(open().register(candidate(model)))).toMatchObject({
      code: "vertex-forbidden",
      hint: "grant the account roles/aiplatform.user in the project mail-triage",
    });
  });
});

describe("Vertex AI refuses", () => {
  it("names and aliases by its own rule, before anything is sent", async () => {
    const { fake, open } = await vertexUnderTest();
    const model = await sampleModel("one");
    for (const name of ["mail.v2", "7mail", "m".repeat(64)])
      expect(await failureOf(open().register({ ...candidate(model), name }))).toMatchObject({
        code: "bad-name",
        message: expect.stringContaining("at Vertex AI"),
      });
    for (const alias of ["default", "a", "a_b", "ends-"])
      expect(await failureOf(open().setAlias("mail", alias, "1.0.0", undefined))).toMatchObject({
        code: "bad-alias",
        message: expect.stringContaining("at Vertex AI"),
      });
    expect(fake.calls).toEqual([]);
  });

  it("a version without an image: said before a byte is sent", async () => {
    const { fake, openWith } = await vertexUnderTest();
    const model = await sampleModel("one");
    for (const servingImage of [undefined, "vllm"])
      expect(await failureOf(openWith({ config: { servingImage } }).register(candidate(model)))).toMatchObject({
        code: "no-serving-image",
      });
    expect(fake.calls).toEqual([]);
  });

  it("when its quota is reached, and goes on without sending bytes when there is room", async () => {
    const { fake, open } = await vertexUnderTest();
    const model = await sampleModel("one");
    fake.registry.quota = 0;
    expect(await failureOf(open().register(candidate(model)))).toMatchObject({ code: "vertex-quota" });
    expect(await open().list("mail")).toEqual([]);
    fake.registry.quota = 10;
    const before = fake.calls.length;
    expect(await open().register(candidate(model))).toMatchObject({ version: { version: "1.0.0" } });
    // the record twice, and metadata.yaml
    expect(fake.calls.slice(before).filter((call) => call.startsWith("POST /upload"))).toHaveLength(3);
  });

  it("to remove what is deployed, and the version is whole afterwards", async () => {
    const { fake, open } = await vertexUnderTest();
    const { version } = await open().register(candidate(await sampleModel("one")));
    const stored = fake.registry.models.get("mail")?.versions[0];
    stored?.deployedModels.push({ endpoint: "projects/p/locations/l/endpoints/1", deployedModelId: "2" });
    expect(await failureOf(open().remove(version))).toMatchObject({ code: "version-in-use" });
    expect(await open().fetch(version)).toMatch(/./);
    stored?.deployedModels.pop();
    await open().remove(version);
    expect(fake.registry.models.size).toBe(0);
  });

  it("nothing of a name that another tool uses: its versions are left alone, and its aliases are said", async () => {
    const { fake, open } = await vertexUnderTest();
    const theirs = {
      versionId: "1",
      versionAliases: ["default", "champion"],
      labels: {},
      artifactUri: "gs://theirs/m",
    };
    fake.registry.models.set("mail", {
      versions: [{ ...theirs, displayName: "mail", deployedModels: [] }],
      next: 2,
    });
    const seen = { version: "1", digest: null, aliases: ["champion"], foreign: true };
    expect(await open().watch?.("mail")).toEqual([seen]);
    const { version } = await open().register(candidate(await sampleModel("one")));
    expect(version).toMatchObject({ version: "1.0.0", uri: expect.stringMatching(/@2$/) });
    expect(await open().watch?.("mail")).toEqual([version, seen]);
    expect(await failureOf(open().find("mail@champion"))).toMatchObject({ code: "foreign-version" });
    await open().remove(version);
    expect(fake.registry.models.get("mail")?.versions).toHaveLength(1);
  });

  it("or takes too long for an operation: the next run ends it, once", async () => {
    const { fake, clock, open, openWith, openAfterDeath, orphans } = await vertexUnderTest();
    const model = await sampleModel("one");
    fake.registry.operationMs = 100_000;
    const impatient = openWith({ config: { operationSeconds: 20 } });
    expect(await failureOf(impatient.register(candidate(model)))).toMatchObject({ code: "vertex-timeout" });
    clock.advance(100_000);
    expect(await open().register(candidate(model))).toMatchObject({ created: false, version: { version: "1.0.0" } });
    await openAfterDeath().register(candidate(model));
    expect(await orphans()).toEqual([]);
  });

  it("to hurry: who registers the same bytes meanwhile waits for the first, and both have one version", async () => {
    const { fake, open, orphans } = await vertexUnderTest();
    fake.registry.operationMs = 900_000;
    const model = await sampleModel("one");
    const made = await Promise.all([open(), open()].map((registry) => registry.register(candidate(model))));
    expect(made.map(({ version }) => version.version)).toEqual(["1.0.0", "1.0.0"]);
    expect(made.map(({ created }) => created).sort()).toEqual([false, true]);
    expect(fake.registry.operations.size).toBe(1);
    expect(await orphans()).toEqual([]);
  });

  it("an operation at its end with what was wrong", async () => {
    const { fake, open } = await vertexUnderTest();
    fake.fault = ({ url }) =>
      url.pathname.includes("/operations/")
        ? {
            status: 200,
            body: JSON.stringify({
              name: "projects/mail-triage/locations/europe-west4/operations/1",
              done: true,
              error: { code: 7, message: "the service agent cannot read gs://models" },
            }),
          }
        : undefined;
    expect(await failureOf(open().register(candidate(await sampleModel("one"))))).toMatchObject({
      code: "vertex-forbidden",
      message: expect.stringContaining("service agent cannot read"),
    });
  });

  it("or is something else, or has no such bucket: never an empty registry", async () => {
    const { fake, open, openWith } = await vertexUnderTest();
    const elsewhere = openWith({ config: { bucket: "not-there" } });
    expect(await failureOf(elsewhere.list("mail"))).toMatchObject({ code: "vertex-no-bucket" });
    fake.fault = () => ({ status: 404, body: "<html>Not Found</html>" });
    expect(await failureOf(open().list("mail"))).toMatchObject({ code: "vertex-not-there" });
    fake.fault = () => undefined;
    await open().register(candidate(await sampleModel("one")));
    fake.fault = ({ url }) =>
      url.pathname.startsWith("/v1/") ? { status: 200, body: "<html>Sign in</html>" } : undefined;
    expect(await failureOf(open().list("mail"))).toMatchObject({ code: "vertex-not-there" });
    fake.fault = ({ url }) => (url.pathname.startsWith("/v1/") ? { status: 404, body: "<html>404</html>" } : undefined);
    expect(await failureOf(open().list("mail"))).toMatchObject({ code: "vertex-not-there" });
  });

  it("more than one change of an object in a second: writers wait, and all come through", async () => {
    const { fake, open } = await vertexUnderTest();
    fake.bucket.onePerSecond = true;
    const models = await Promise.all(["a", "b", "c"].map(sampleModel));
    const made = await Promise.all(models.map((folder) => open().register(candidate(folder))));
    expect(made.map(({ version }) => version.version).sort()).toEqual(["1.0.0", "1.1.0", "1.2.0"]);
  });
});

describe("aliases at Vertex AI", () => {
  it("are its own, and who moves one there by hand is heard", async () => {
    const { fake, open } = await vertexUnderTest();
    for (const weight of ["one", "two"]) await open().register(candidate(await sampleModel(weight)));
    await open().setAlias("mail", "champion", "1.0.0", undefined);
    const [first, second] = fake.registry.models.get("mail")?.versions ?? [];
    expect(first?.versionAliases).toContain("champion");
    if (!first || !second) throw new Error("two versions");
    first.versionAliases = ["default"];
    second.versionAliases = ["champion"];
    expect((await open().find("mail@champion"))?.version).toBe("1.1.0");
    expect(await failureOf(open().setAlias("mail", "champion", "1.1.0", "1.0.0"))).toBeUndefined();
    await open().setAlias("mail", "champion", "1.0.0", "1.1.0");
    expect(first.versionAliases.sort()).toEqual(["champion", "default"]);
  });
});

describe("an address at Vertex AI", () => {
  const variables = { GOOGLE_CLOUD_PROJECT: "mail-triage", GOOGLE_CLOUD_LOCATION: "europe-west4" };
  it("is a bucket, and a project and region by variables", () => {
    expect(vertexAddress("gs://models/some/folder/", fakeEnvironment(variables))).toMatchObject({
      project: "mail-triage",
      location: "europe-west4",
      bucket: "models",
      prefix: "some/folder/",
    });
    expect(vertexAddress("gs://models", fakeEnvironment(variables)).prefix).toBe("");
  });

  it("is refused with all that is wrong", () => {
    expect(() => vertexAddress(undefined, fakeEnvironment({ GOOGLE_CLOUD_LOCATION: "global" }))).toThrow(
      /GOOGLE_CLOUD_PROJECT[\s\S]*GOOGLE_CLOUD_LOCATION[\s\S]*registry-uri/,
    );
    for (const bad of ["s3://models", "gs://m/../x", "gs://Models"])
      expect(() => vertexAddress(bad, fakeEnvironment(variables))).toThrow(/registry-uri/);
  });
});

describe("a move that Vertex AI refuses to show", () => {
  it("can be taken back all the same: the record agreed to it first", async () => {
    const { fake, open } = await vertexUnderTest();
    for (const weight of ["one", "two"]) await open().register(candidate(await sampleModel(weight)));
    const refused = { status: 403, headers: { "content-type": "application/json" }, body: denied };
    const refusing = async (work: () => Promise<void>): Promise<void> => {
      fake.fault = ({ url }) => (url.pathname.endsWith(":mergeVersionAliases") ? refused : undefined);
      await expect(work()).rejects.toMatchObject({ code: "vertex-forbidden" });
    };
    await refusing(() => open().setAlias("mail", "champion", "1.0.0", undefined));
    await open().removeAlias("mail", "champion", "1.0.0");
    expect(await open().find("mail@champion")).toBeUndefined();
    fake.fault = () => undefined;
    await open().setAlias("mail", "champion", "1.0.0", undefined);
    await refusing(() => open().setAlias("mail", "champion", "1.1.0", "1.0.0"));
    await open().setAlias("mail", "champion", "1.0.0", "1.1.0");
    expect((await open().find("mail@champion"))?.version).toBe("1.0.0");
  });
});

const denied = JSON.stringify({ error: { code: 403, status: "PERMISSION_DENIED", message: "no" } });
