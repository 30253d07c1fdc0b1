import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Http, HttpRequest } from "#platform";
import { type MlflowFault, mlflowOnFake, sampleMetadata, sampleModel } from "#testing";

const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });
const partBytes = 1000;
const onBucket = () => mlflowOnFake({ partBytes });
const largeModel = (weight = "w") => sampleModel(weight.repeat(10_000));

/** What a call of an upload by parts does; undefined for any other call. */
function verbOf({ method, url }: HttpRequest): string | undefined {
  const { host, pathname } = new URL(url);
  if (host === "bucket.example") return "part";
  if (/\/tags\/genai-mlops\.parts/.test(pathname)) return "ended";
  if (method === "PATCH" && pathname.endsWith("/tags")) return "begun";
  return /\/mpu\/(\w+)\//.exec(pathname)?.[1];
}

/** The fault for the n-th call of a verb. */
const once = (verb: string, fault: MlflowFault, order = 1) => {
  let count = 0;
  return (request: HttpRequest): MlflowFault | undefined => {
    if (verbOf(request) !== verb) return undefined;
    count += 1;
    return count === order ? fault : undefined;
  };
};

/** A process that is killed just before its n-th part. */
function dyingAtPart(http: Http, order: number): Http {
  let parts = 0;
  return {
    async send(request) {
      parts += verbOf(request) === "part" ? 1 : 0;
      if (parts >= order) throw new Error("killed");
      return await http.send(request);
    },
  };
}

describe("an upload by parts", () => {
  it("goes past the server, without its credentials, and keeps no mark when it has ended", async () => {
    const { fake, open, openWith } = await onBucket();
    const { version } = await openWith({ config: { username: "u", password: "p" } }).register(
      candidate(await largeModel()),
    );
    const past = fake.calls.filter((call) => call.startsWith("PUT /") && !call.includes("mlflow-artifacts"));
    expect(past).toHaveLength(21);
    expect(await readFile(join(await open().fetch(version), "model.gguf"), "utf8")).toBe(`gguf ${"w".repeat(10_000)}`);
    expect(fake.heldParts()).toEqual([]);
    expect(fake.calls.filter((call) => call.startsWith("DELETE ") && call.includes("/tags/"))).toHaveLength(2);
  });

  it("that was killed in the middle is dropped by the next run, whatever that one registers", async () => {
    const { fake, openWith, openAfterDeath, orphans } = await onBucket();
    const dying = openWith({ http: dyingAtPart(fake.http, 4) });
    await expect(dying.register(candidate(await largeModel()))).rejects.toThrow("killed");
    expect(fake.heldParts()).not.toEqual([]);
    expect(await orphans()).toContainEqual(expect.stringContaining("parts of"));
    await openAfterDeath().register(candidate(await sampleModel("small")));
    expect(fake.heldParts()).toEqual([]);
    expect(await orphans()).toEqual([]);
  });

  it("that was killed is left alone by a run that itself cannot drop it, and dropped by the one after", async () => {
    const { fake, openWith, openAfterDeath, orphans } = await onBucket();
    const dying = openWith({ http: dyingAtPart(fake.http, 4) });
    await expect(dying.register(candidate(await largeModel()))).rejects.toThrow("killed");
    fake.fault = (request) => (verbOf(request) === "abort" ? { status: 500 } : undefined);
    const small = candidate(await sampleModel("small"));
    await expect(openAfterDeath().register(small)).rejects.toMatchObject({ retryable: true, status: 500 });
    fake.fault = () => undefined;
    await openAfterDeath().register(small);
    expect(await orphans()).toEqual([]);
  });

  it("whose owner is slow and was taken for dead ends as abandoned", async () => {
    const { fake, clock, open, openWith, orphans } = await onBucket();
    let parts = 0;
    const http: Http = {
      async send(request) {
        const response = await fake.http.send(request);
        parts += verbOf(request) === "part" ? 1 : 0;
        // no file is read any more, which would be a sign of life
        if (verbOf(request) !== "part" || parts !== 12) return response;
        clock.advance(1_000_000);
        await open().register(candidate(await sampleModel("quick")));
        return response;
      },
    };
    const slow = openWith({ http }).register(candidate(await largeModel()));
    await expect(slow).rejects.toMatchObject({ code: "upload-abandoned", retryable: true });
    expect(await orphans()).toEqual([]);
  });

  it("is given up when one of them is refused", async () => {
    const { fake, open, orphans } = await onBucket();
    fake.fault = once("part", { status: 403, body: "<Error><Code>AccessDenied</Code></Error>" }, 3);
    await expect(open().register(candidate(await largeModel()))).rejects.toMatchObject({
      code: "mlflow-forbidden",
      status: 403,
      message: expect.stringContaining("AccessDenied"),
      hint: expect.stringContaining("the MLflow server's own credentials"),
    });
    expect(await orphans()).toEqual([]);
  });

  it("that outlives its addresses goes through the server, and leaves no parts", async () => {
    const { fake, clock, open, openWith, orphans } = await onBucket();
    let parts = 0;
    const http: Http = {
      send(request) {
        parts += verbOf(request) === "part" ? 1 : 0;
        if (parts === 5) clock.advance(3_601_000);
        return fake.http.send(request);
      },
    };
    const { version } = await openWith({ http, config: { leaseSeconds: 100_000 } }).register(
      candidate(await largeModel()),
    );
    expect(parts).toBeLessThan(21);
    expect(await readFile(join(await open().fetch(version), "model.gguf"), "utf8")).toBe(`gguf ${"w".repeat(10_000)}`);
    expect(await orphans()).toEqual([]);
  });

  it("is none where the store takes none, and no more than three files at once ask", async () => {
    for (const status of [404, 501]) {
      const { fake, open } = await onBucket();
      fake.fault = (request) => (verbOf(request) === "create" ? { status } : undefined);
      const { version } = await open().register(candidate(await largeModel()));
      await expect(open().fetch(version)).resolves.toMatch(/./);
      const asked = fake.calls.filter((call) => call.includes("/mpu/"));
      expect(asked.length).toBeLessThanOrEqual(3);
      expect(asked.every((call) => call.includes("/mpu/create/"))).toBe(true);
    }
  });
});

describe("a store that takes parts and fails now and then", () => {
  const verbs = ["create", "begun", "part", "complete", "ended"];

  it("gets no upload taken for whole whose end it refused", async () => {
    for (const status of [404, 501, 400]) {
      const { fake, open, orphans } = await onBucket();
      fake.fault = (request) => (verbOf(request) === "complete" ? { status } : undefined);
      await expect(open().register(candidate(await largeModel()))).rejects.toMatchObject({
        provider: "mlflow",
        status,
      });
      fake.fault = () => undefined;
      expect(await open().list("mail")).toEqual([]);
      expect(await orphans()).toEqual([]);
    }
  });

  it.each(verbs)("may lose the answer to any one %s, before or after it had effect", async (verb) => {
    for (const lost of ["before", "after"] as const) {
      const { fake, open, openAfterDeath, orphans } = await onBucket();
      const model = await largeModel();
      fake.fault = once(verb, { lost });
      expect(await open().register(candidate(model))).toMatchObject({ version: { version: "1.0.0" } });
      fake.fault = () => undefined;
      const again = await openAfterDeath().register(candidate(model));
      expect(again.created).toBe(false);
      await expect(open().fetch(again.version)).resolves.toMatch(/./);
      expect(await orphans()).toEqual([]);
    }
  });

  it.each(verbs)("may answer 429, 500, 503 or nothing to a %s, and is asked again when it says so", async (verb) => {
    const faults: [MlflowFault, number][] = [
      [{ status: 429, headers: { "retry-after": "7" } }, 7000],
      [{ status: 500, body: "oops" }, 1],
      [{ status: 503, body: "<Error><Code>SlowDown</Code></Error>" }, 1],
      [{ cutAfter: 10 }, 1],
    ];
    for (const [fault, pause] of faults) {
      const { fake, clock, open, orphans } = await onBucket();
      if ("cutAfter" in fault && verb !== "part") continue;
      const before = clock.now();
      fake.fault = once(verb, fault);
      const { version } = await open().register(candidate(await largeModel()));
      expect(clock.now() - before).toBeGreaterThanOrEqual(pause);
      await expect(open().fetch(version)).resolves.toMatch(/./);
      expect(await orphans()).toEqual([]);
    }
  });

  it.each(["create", "part", "complete"])(
    "and never takes the %s is given up as something to try later",
    async (verb) => {
      const { fake, open, openAfterDeath, orphans } = await onBucket();
      const model = await largeModel();
      fake.fault = (request) => (verbOf(request) === verb ? { status: 500, body: "oops" } : undefined);
      await expect(open().register(candidate(model))).rejects.toMatchObject({ retryable: true, status: 500 });
      fake.fault = () => undefined;
      expect(await openAfterDeath().register(candidate(model))).toMatchObject({ version: { version: "1.0.0" } });
      expect(await orphans()).toEqual([]);
    },
  );
});
