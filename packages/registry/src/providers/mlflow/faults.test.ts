import { describe, expect, it } from "vitest";
import { maskedSecrets } from "#platform";
import { lostAnswers, type MlflowFault, mlflowOnFake, sampleMetadata, sampleModel } from "#testing";
import { refusal } from "./client.ts";

const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });

lostAnswers("MLflow", () => mlflowOnFake(), 40);

describe("MLflow that fails now and then", () => {
  it("sets an alias and takes it away the same when the answer to any one call is lost", async () => {
    const model = await sampleModel("one");
    for (const lost of ["before", "after"] as const) {
      let reached = true;
      for (let order = 1; reached; order += 1) {
        const { fake, open } = await mlflowOnFake();
        await open().register(candidate(model));
        const start = fake.calls.length;
        fake.fault = (_, count) => (count === start + order ? { lost } : undefined);
        await open().setAlias("mail", "champion", "1.0.0", undefined);
        expect((await open().find("mail@champion"))?.version).toBe("1.0.0");
        await open().removeAlias("mail", "champion", "1.0.0");
        reached = fake.calls.length - start >= order;
        fake.fault = () => undefined;
        expect(await open().find("mail@champion")).toBeUndefined();
      }
    }
  });

  it("is asked again when it said to come back, and not before", async () => {
    const { fake, clock, open } = await mlflowOnFake();
    const before = clock.now();
    let busy = 2;
    fake.fault = ({ method }) => {
      busy -= method === "PUT" ? 1 : 0;
      return method === "PUT" && busy >= 0 ? { status: 429, headers: { "retry-after": "7" } } : undefined;
    };
    await open().register(candidate(await sampleModel("one")));
    expect(clock.now() - before).toBe(14_000);
    fake.fault = (_, count) => (count % 2 === 0 ? { status: 429, headers: { "retry-after": "3" } } : undefined);
    await open().list("mail");
    expect((clock.now() - before) % 1000).toBe(0);
  });

  it("is given up after a storm, with what it said last", async () => {
    const { fake, open } = await mlflowOnFake();
    fake.fault = () => ({ status: 500, body: '{"error_code":"INTERNAL_ERROR","message":"database is locked"}' });
    const before = fake.calls.length;
    await expect(open().list("mail")).rejects.toMatchObject({
      code: "mlflow-refused",
      provider: "mlflow",
      status: 500,
      retryable: true,
      message: expect.stringContaining("database is locked"),
    });
    expect(fake.calls.length - before).toBe(5);
  });

  it("that cuts an upload gets the file again, and one that cuts a download goes on where it was", async () => {
    const { fake, open } = await mlflowOnFake();
    const faults: MlflowFault[] = [{ cutAfter: 2 }];
    fake.fault = ({ method }) => (method === "PUT" ? faults.pop() : undefined);
    const { version } = await open().register(candidate(await sampleModel("one")));
    const ranges: (string | undefined)[] = [];
    fake.fault = ({ url, headers }) => {
      if (!url.endsWith("model.gguf")) return undefined;
      ranges.push(headers?.["range"]);
      return ranges.length < 3 ? { cutAfter: 3 } : undefined;
    };
    await open().fetch(version);
    expect(ranges).toEqual([undefined, "bytes=3-", "bytes=6-"]);
  });

  it("that does not know ranges begins a download anew", async () => {
    const { fake, open, openWith } = await mlflowOnFake();
    const { version } = await open().register(candidate(await sampleModel("one")));
    let cut = false;
    fake.fault = ({ url }) => {
      const now = url.endsWith("model.gguf") && !cut;
      cut ||= now;
      return now ? { cutAfter: 3 } : undefined;
    };
    const http = {
      send: (request: Parameters<typeof fake.http.send>[0]) => fake.http.send({ ...request, headers: {} }),
    };
    await expect(openWith({ http }).fetch(version)).resolves.toMatch(/./);
  });

  it("or is full, or has a proxy before it that takes no such file, says so, and takes the model when there is room", async () => {
    const full: [MlflowFault, object][] = [
      [
        { status: 413, body: "<html><h1>413 Request Entity Too Large</h1></html>" },
        { code: "mlflow-too-large", hint: expect.stringContaining("client_max_body_size") },
      ],
      [
        { status: 507, body: "no space" },
        { code: "disk-full", hint: expect.stringContaining("artifacts") },
      ],
    ];
    for (const [fault, expected] of full) {
      const { fake, open, orphans } = await mlflowOnFake();
      const model = await sampleModel("one");
      let puts = 0;
      fake.fault = ({ method, url }) => {
        const refused = method === "PUT" && url.endsWith("model.gguf");
        puts += refused ? 1 : 0;
        return refused ? fault : undefined;
      };
      await expect(open().register(candidate(model))).rejects.toMatchObject({ retryable: false, ...expected });
      expect(puts).toBe(1);
      expect(await open().list("mail")).toEqual([]);
      expect(await orphans()).toEqual([]);
      fake.fault = () => undefined;
      expect(await open().register(candidate(model))).toMatchObject({ version: { version: "1.0.0" } });
    }
  });

  it("whose bucket is full says so", async () => {
    const { fake, open, orphans } = await mlflowOnFake({ partBytes: 3 });
    fake.fault = ({ url }) =>
      url.startsWith("http://bucket.example")
        ? { status: 507, body: "<Error><Code>XMinioStorageFull</Code></Error>" }
        : undefined;
    const refused = open().register(candidate(await sampleModel("one")));
    await expect(refused).rejects.toMatchObject({ code: "disk-full", status: 507, retryable: false });
    expect(await orphans()).toEqual([]);
  });

  it("leaves nothing behind when it breaks in the middle of an upload", async () => {
    const { fake, open, orphans } = await mlflowOnFake();
    fake.fault = ({ method, url }) =>
      method === "PUT" && url.endsWith("model.gguf") ? { status: 503, body: "<html>busy</html>" } : undefined;
    await expect(open().register(candidate(await sampleModel("one")))).rejects.toMatchObject({
      code: "mlflow-unreachable",
      status: 503,
    });
    expect(await orphans()).toEqual([]);
    expect(await open().list("mail")).toEqual([]);
  });
});

describe("MLflow that refuses", () => {
  const users = { "ci-writer": "correct horse battery", "ci-reader": "staple" };

  it("users that it does not know, once, with how to mend it and without the password", async () => {
    const { fake, openWith } = await mlflowOnFake({ users });
    for (const config of [{}, { username: "ci-writer", password: "s3cret-wrong" }, { token: "t0ken-wrong" }]) {
      const before = fake.calls.length;
      const error = await openWith({ http: fake.http, config })
        .list("mail")
        .catch((thrown) => thrown);
      expect(error).toMatchObject({
        code: "mlflow-unauthorized",
        provider: "mlflow",
        status: 401,
        retryable: false,
        hint: expect.stringContaining("MLFLOW_TRACKING_TOKEN"),
      });
      expect(JSON.stringify(error) + error.message).not.toMatch(/s3cret|t0ken/);
      expect(fake.calls.length - before).toBe(1);
    }
  });

  it("users who may only read, when they register", async () => {
    const { fake, openWith } = await mlflowOnFake({ users });
    const reader = openWith({ http: fake.http, config: { username: "ci-reader", password: "staple" } });
    expect(await reader.list("mail")).toEqual([]);
    await expect(reader.register(candidate(await sampleModel("one")))).rejects.toMatchObject({
      code: "mlflow-forbidden",
      status: 403,
      message: expect.stringContaining("Permission denied"),
      hint: expect.stringContaining("EDIT"),
    });
    const config = { username: "ci-writer", password: "correct horse battery" };
    const writer = openWith({ http: fake.http, config });
    await expect(writer.register(candidate(await sampleModel("one")))).resolves.toMatchObject({ created: true });
  });

  it("a host that it was not told of", async () => {
    const { fake, open } = await mlflowOnFake();
    fake.fault = () => ({ status: 403, body: "Invalid Host header - possible DNS rebinding attack detected" });
    await expect(open().list("mail")).rejects.toMatchObject({ hint: expect.stringContaining("--allowed-hosts") });
  });

  it("or is something else altogether", async () => {
    const { fake, open } = await mlflowOnFake();
    const page = "<!doctype html><title>Sign in</title>";
    for (const fault of [
      { status: 200, body: page },
      { status: 302, headers: { location: "https://login.example" } },
      { status: 404, body: page },
      { status: 200, body: '{"models":[]}' },
    ]) {
      fake.fault = () => fault;
      await expect(open().list("mail")).rejects.toMatchObject({ code: "mlflow-not-there", provider: "mlflow" });
    }
    fake.fault = () => ({ lost: "before" });
    await expect(open().list("mail")).rejects.toMatchObject({ code: "mlflow-unreachable", retryable: true });
  });

  it("says nothing that is masked", async () => {
    const secrets = maskedSecrets();
    secrets.mask("hunter2-hunter2");
    const answer = { status: 500, headers: new Map(), body: (async function* () {})(), json: async () => ({}) };
    for (const body of ["oops hunter2-hunter2", '{"error_code":"X","message":"hunter2-hunter2"}'])
      expect((await refusal({ secrets }, { ...answer, text: async () => body }, "GET")).message).not.toMatch(/hunter2/);
  });
});
