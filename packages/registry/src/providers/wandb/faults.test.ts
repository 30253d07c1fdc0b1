import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import {
  dyingWandb,
  releaseModel,
  sampleMetadata,
  sampleModel,
  type WandbAnswer,
  type WandbCall,
  wandbUnderTest,
} from "#testing";
import { wandbRegistry } from "./index.ts";

const newRegistry = () => wandbUnderTest(wandbRegistry);

/** What a release leaves, whatever happened on the way. */
async function requireReleased({ open, orphans }: Awaited<ReturnType<typeof newRegistry>>): Promise<void> {
  const left = await open().list("mail");
  expect(left.map(({ version, aliases }) => [version, aliases])).toEqual([["1.1.0", ["champion"]]]);
  expect(await open().promotions("mail")).toHaveLength(1);
  expect(await open().attached(left[0] as never, "evaluation.json")).toBe("{}");
  expect(await orphans()).toEqual([]);
}

async function prepared() {
  const registry = await newRegistry();
  const models = [await sampleModel("one"), await sampleModel("two")] as const;
  const first = { name: "mail", folder: models[0], bump: "minor" as const, metadata: sampleMetadata };
  await registry.open().register(first);
  await registry.open().setAlias("mail", "champion", "1.0.0", undefined);
  registry.fake.calls.length = 0;
  return { ...registry, model: models[1] };
}

const stepOf = ({ operation, method, url }: WandbCall): string =>
  operation ?? `${method} ${url.pathname.split("/")[1]}`;

/** Makes each kind of call fail `times` times before it is let through. */
function failing(times: number, fail: (call: WandbCall, proceed: () => Promise<WandbAnswer>) => Promise<WandbAnswer>) {
  const left = new Map<string, number>();
  return async (call: WandbCall, proceed: () => Promise<WandbAnswer>): Promise<WandbAnswer> => {
    const still = left.get(stepOf(call)) ?? times;
    left.set(stepOf(call), still - 1);
    return still > 0 ? await fail(call, proceed) : await proceed();
  };
}

const answering =
  (status: number, body = "", headers: Record<string, string> = {}) =>
  async (): Promise<WandbAnswer> => ({
    status,
    body,
    headers,
  });

describe("a release at W&B goes through", () => {
  const troubles: Record<string, Parameters<typeof failing>[1]> = {
    "500s": answering(500, "oops"),
    "an HTML page with 502": answering(502, "<html>bad gateway</html>", { "content-type": "text/html" }),
    "two transactions in each other's way": answering(409, '{"errors":[{"message":"conflict"}]}'),
    timeouts: async () => {
      throw new ToolkitError({ code: "http-timeout", retryable: true, message: "no answer" });
    },
    resets: async () => {
      throw new Error("ECONNRESET");
    },
    "answers that are lost after the work": async (_call, proceed) => {
      await proceed();
      throw new Error("ECONNRESET");
    },
  };
  for (const [name, trouble] of Object.entries(troubles))
    it(name, async () => {
      const registry = await prepared();
      registry.fake.interfere = failing(2, trouble);
      await releaseModel(registry.open(), registry.model);
      await requireReleased(registry);
    });

  it("429, and comes back when it is told to", async () => {
    const registry = await prepared();
    const { fake, deps } = registry;
    fake.interfere = failing(1, answering(429, "slow down", { "retry-after": "7" }));
    const before = deps.clock.now();
    await releaseModel(registry.open(), registry.model);
    const kinds = new Set(fake.calls.map(stepOf));
    expect(deps.clock.now() - before).toBe(7000 * kinds.size);
    expect(kinds.size).toBeGreaterThan(12);
    await requireReleased(registry);
  });

  it("addresses that ran out before the upload began", async () => {
    const registry = await prepared();
    let expired = false;
    registry.fake.interfere = async (call, proceed) => {
      if (call.method === "PUT" && !expired) {
        expired = true;
        registry.fake.storage.expire();
      }
      return await proceed();
    };
    await releaseModel(registry.open(), registry.model);
    expect(expired).toBe(true);
    await requireReleased(registry);
  });

  it("a kill before every single call, reading ones too, when it is started again", async () => {
    let died = true;
    let calls = 0;
    while (died) {
      calls += 1;
      const registry = await prepared();
      died = await releaseModel(registry.openBy(dyingWandb(registry.fake.http, calls, "calls")), registry.model).then(
        () => false,
        () => true,
      );
      await releaseModel(registry.openAfterDeath(), registry.model);
      await requireReleased(registry);
    }
    expect(calls).toBeGreaterThan(40);
  });
});

describe("a release at W&B fails at once and says why", () => {
  it("for a wrong key, which is nowhere to be seen", async () => {
    const registry = await prepared();
    const { fake, deps } = registry;
    const key = "wrong-key-".repeat(5);
    fake.interfere = (call, proceed) => (call.operation === "Viewer" ? echo(call) : proceed());
    const echo = async ({ headers }: WandbCall): Promise<WandbAnswer> => ({
      status: 401,
      body: JSON.stringify({ errors: [{ message: `no user for ${key} (${headers.get("authorization")})` }] }),
    });
    const config = { apiKey: key, baseUrl: fake.baseUrl, project: "llm", cacheFolder: join(deps.workspace, "c") };
    const failed = await releaseModel(wandbRegistry({ ...deps, http: fake.http }, config), registry.model).catch(
      (e) => e,
    );
    expect(failed).toMatchObject({ code: "wandb-unauthorized", retryable: false, status: 401 });
    const shown = `${failed.stack} ${JSON.stringify(failed)} ${String(failed.cause)} ${deps.log.lines.join("\n")}`;
    expect(shown).not.toContain(key);
    expect(shown).not.toContain(Buffer.from(`api:${key}`).toString("base64"));
    expect(fake.calls).toHaveLength(1);
  });

  it("for a key that may only read, and changes nothing", async () => {
    const registry = await prepared();
    registry.fake.readOnly.add("ent");
    await expect(releaseModel(registry.open(), registry.model)).rejects.toMatchObject({
      code: "wandb-forbidden",
      retryable: false,
      hint: expect.stringContaining("settings at W&B"),
    });
    expect(registry.fake.calls.filter(({ changes }) => changes)).toHaveLength(1);
    expect(await registry.open().list("mail")).toHaveLength(1);
  });

  it("for an address that is not W&B's API", async () => {
    for (const status of [200, 404]) {
      const registry = await prepared();
      registry.fake.interfere = answering(status, "<!doctype html><html>Welcome</html>", {
        "content-type": "text/html",
      });
      const failed = await releaseModel(registry.open(), registry.model).catch((error) => error);
      expect(["wandb-not-there", "wandb-refused"]).toContain(failed.code);
      expect(failed.message).not.toContain("doctype");
      expect(registry.fake.calls).toHaveLength(1);
    }
  });

  it("for every other 4xx, without another try", async () => {
    for (const status of [400, 403, 404, 410, 422]) {
      const registry = await prepared();
      registry.fake.interfere = async (call, proceed) =>
        call.operation === "CreateArtifact" ? { status, body: "no" } : await proceed();
      await expect(releaseModel(registry.open(), registry.model)).rejects.toMatchObject({ status, retryable: false });
      expect(registry.fake.calls.filter(({ operation }) => operation === "CreateArtifact")).toHaveLength(1);
    }
  });

  it("when W&B stays away, after five tries, as something to try later", async () => {
    for (const trouble of [answering(500), answering(429), () => Promise.reject(new Error("ECONNREFUSED"))]) {
      const registry = await prepared();
      registry.fake.interfere = async (call, proceed) => (call.method === "PUT" ? await trouble() : await proceed());
      await expect(releaseModel(registry.open(), registry.model)).rejects.toMatchObject({
        code: "wandb-unreachable",
        retryable: true,
      });
      expect(await registry.open().list("mail")).toHaveLength(1);
      registry.fake.interfere = (_call, proceed) => proceed();
      await releaseModel(registry.open(), registry.model);
      await requireReleased(registry);
    }
  });

  it("when a file of the model changes between its checksum and its upload, in length or not", async () => {
    for (const content of ["short", "gguf 222"]) {
      const registry = await prepared();
      const gguf = join(registry.model, "model.gguf");
      registry.fake.interfere = async (call, proceed) => {
        if (call.operation === "CreateArtifactFiles") await writeFile(gguf, content);
        return await proceed();
      };
      await expect(releaseModel(registry.open(), registry.model)).rejects.toMatchObject({
        code: "model-changed",
        retryable: true,
        message: expect.stringContaining("model.gguf"),
      });
      expect(await registry.open().list("mail")).toHaveLength(1);
    }
  });

  it("when bytes are bent on the way up: the store refuses them by their MD5", async () => {
    const registry = await prepared();
    registry.fake.interfere = async (call, proceed) => {
      if (call.method === "PUT" && call.url.pathname.includes("artifacts")) call.body[0] = 0;
      return await proceed();
    };
    await expect(releaseModel(registry.open(), registry.model)).rejects.toMatchObject({
      code: "model-changed",
      message: expect.stringContaining("bent on the way"),
    });
    expect(await registry.open().list("mail")).toHaveLength(1);
  });

  it("when the name is taken by artifacts of another type, or W&B has no room", async () => {
    const registry = await prepared();
    const collection = registry.artifact("1.0.0").sequence;
    collection.type = "dataset";
    await expect(releaseModel(registry.open(), registry.model)).rejects.toMatchObject({
      code: "wandb-refused",
      message: expect.stringContaining("already exists with type dataset"),
    });
    collection.type = "model";
    const quota = { data: null, errors: [{ message: "storage limit of the organization is reached" }] };
    registry.fake.interfere = async (call, proceed) =>
      call.operation === "CreateArtifactFiles" ? { status: 200, body: JSON.stringify(quota) } : await proceed();
    await expect(releaseModel(registry.open(), registry.model)).rejects.toMatchObject({
      code: "wandb-refused",
      retryable: false,
      message: expect.stringContaining("storage limit"),
    });
    registry.fake.interfere = (_call, proceed) => proceed();
    await releaseModel(registry.open(), registry.model);
    await requireReleased(registry);
  });
});

it("asks anew whose the key is, when the first answer was none", async () => {
  const { open, fake } = await newRegistry();
  const registry = open();
  fake.interfere = answering(401, "no");
  await expect(registry.list("mail")).rejects.toMatchObject({ code: "wandb-unauthorized" });
  fake.interfere = (_call, proceed) => proceed();
  expect(await registry.list("mail")).toEqual([]);
});
