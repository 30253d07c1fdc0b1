import { appendFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import { type Http, nodeHttp } from "#platform";
import {
  dyingHub,
  type HubAnswer,
  type HubCall,
  hubUnderTest,
  releaseModel,
  sampleMetadata,
  sampleModel,
  serveHub,
} from "#testing";
import { huggingfaceRegistry } from "./index.ts";

async function prepared() {
  const registry = await hubUnderTest((ports, config) =>
    huggingfaceRegistry(ports, { ...config, card: ({ version, evaluation }) => `# ${version} ${evaluation}\n` }),
  );
  const [first, second] = [await sampleModel("one"), await sampleModel("two")];
  await registry.open().register({ name: "mail", folder: first, bump: "minor", metadata: sampleMetadata });
  await registry.open().setAlias("mail", "champion", "1.0.0", undefined);
  registry.hub.calls.length = 0;
  return { ...registry, model: second };
}

type Prepared = Awaited<ReturnType<typeof prepared>>;

/** What a release leaves, whatever happened on the way. */
async function requireReleased({ open, orphans, repository }: Prepared): Promise<void> {
  const left = await open().list("mail");
  expect(left.map(({ version, aliases }) => [version, aliases])).toEqual([["1.1.0", ["champion"]]]);
  expect(await open().promotions("mail")).toHaveLength(1);
  expect(await open().attached(left[0] as never, "evaluation.json")).toBe("{}");
  await open().fetch(left[0] as never);
  expect(await orphans()).toEqual([]);
  expect([...repository().branches.keys()].sort()).toEqual(["champion", "main"]);
}

const stepOf = ({ method, url }: HubCall): string => {
  const parts = url.pathname.replace(/\/(octo\/mail(\.git)?|storage)/g, "").split("/");
  return `${method} ${parts
    .slice(1, 4)
    .join("/")
    .replace(/[0-9a-f]{40,64}.*/, "")}`;
};

/** Makes each kind of call fail `times` times before it is let through. */
function failing(times: number, fail: (call: HubCall, proceed: () => Promise<HubAnswer>) => Promise<HubAnswer>) {
  const left = new Map<string, number>();
  return async (call: HubCall, proceed: () => Promise<HubAnswer>): Promise<HubAnswer> => {
    const still = left.get(stepOf(call)) ?? times;
    left.set(stepOf(call), still - 1);
    return still > 0 ? await fail(call, proceed) : await proceed();
  };
}

const answering = (status: number, body = "", headers: Record<string, string> = {}) => {
  return async (): Promise<HubAnswer> => ({ status, body, headers });
};

describe("a release at the Hub goes through", () => {
  const troubles: Record<string, Parameters<typeof failing>[1]> = {
    "500s": answering(500, "oops"),
    "an HTML page with 502": answering(502, "<html>bad gateway</html>", { "content-type": "text/html" }),
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
      registry.hub.interfere = failing(2, trouble);
      await releaseModel(registry.open(), registry.model);
      registry.hub.interfere = (_call, proceed) => proceed();
      await requireReleased(registry);
    });

  it.each([
    ["Retry-After", { "retry-after": "7" }],
    ["the Hub's RateLimit", { ratelimit: '"api";r=0;t=7' }],
  ])("429, and comes back when %s says", async (_name, headers) => {
    const registry = await prepared();
    const { hub, deps } = registry;
    hub.interfere = failing(1, answering(429, "slow down", headers));
    const before = deps.clock.now();
    await releaseModel(registry.open(), registry.model);
    const kinds = new Set(hub.calls.map(stepOf));
    expect(deps.clock.now() - before).toBe(7000 * kinds.size);
    expect(kinds.size).toBeGreaterThan(8);
    await requireReleased(registry);
  });

  it("a kill before every single call, reading ones too, when it is started again", async () => {
    let died = true;
    let calls = 0;
    while (died) {
      calls += 1;
      const registry = await prepared();
      died = await releaseModel(registry.openBy(dyingHub(registry.hub.http, calls, "calls")), registry.model).then(
        () => false,
        () => true,
      );
      await releaseModel(registry.openAfterDeath(), registry.model);
      await requireReleased(registry);
    }
    expect(calls).toBeGreaterThan(40);
  });

  it("a socket that is cut in the middle of an upload: the file is read and sent again", async () => {
    const registry = await prepared();
    const { hub, openBy } = registry;
    const served = await serveHub(hub);
    const folder = await sampleModel("x".repeat(6_000_000));
    let cut = 0;
    const proxy = createServer((socket) => {
      const upstream = connect(Number(new URL(served.url).port), "127.0.0.1");
      let passed = 0;
      let upload = false;
      socket.on("data", (chunk) => {
        upload ||= chunk.toString("latin1").startsWith("PUT ");
        passed += chunk.length;
        if (upload && passed > 1_000_000 && cut < 2) {
          cut += 1;
          socket.destroy();
          upstream.destroy();
        } else upstream.write(chunk);
      });
      upstream.pipe(socket);
      for (const end of [socket, upstream])
        end
          .on("error", () => {})
          .on("close", () => {
            socket.destroy();
            upstream.destroy();
          });
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    try {
      hub.storageUrl = `http://localhost:${(proxy.address() as AddressInfo).port}`;
      const registered = openBy(nodeHttp(), { endpoint: served.url }).register({
        name: "mail",
        folder,
        bump: "minor",
        metadata: sampleMetadata,
      });
      const { version } = await registered;
      expect(cut).toBe(2);
      await expect(openBy(nodeHttp(), { endpoint: served.url }).fetch(version)).resolves.toMatch(/./);
    } finally {
      proxy.close();
      await served.close();
    }
  });

  it("a connection that breaks off in the middle of a file, on the way down", async () => {
    const registry = await prepared();
    const [version] = await registry.open().list("mail");
    const broken = new Map<string, number>();
    const breaking: Http = {
      async send(request) {
        const response = await registry.hub.http.send(request);
        const times = broken.get(request.url) ?? 0;
        if (!request.url.includes("/storage/") || times >= 2) return response;
        broken.set(request.url, times + 1);
        return {
          ...response,
          body: (async function* () {
            yield Buffer.from("half");
            throw new ToolkitError({ code: "http-unreachable", retryable: true, message: "reset" });
          })(),
        };
      },
    };
    await expect(registry.openBy(breaking).fetch(version as never)).resolves.toMatch(/./);
    expect([...broken.values()]).toEqual([2, 2]);
    const always: Http = {
      send: (request) => {
        broken.clear();
        return breaking.send(request);
      },
    };
    await expect(registry.openBy(always).fetch(version as never)).rejects.toMatchObject({
      code: "huggingface-unreachable",
      retryable: true,
    });
  });

  it("commits of others between each look and each commit", async () => {
    const registry = await prepared();
    let others = 0;
    registry.hub.interfere = async (call, proceed) => {
      if (call.url.pathname.endsWith("/commit/main") && others < 6) {
        others += 1;
        const other = registry.openBy(registry.hub.http);
        registry.hub.interfere = (_call, go) => go();
        await other.attach((await other.find("mail@1.0.0")) as never, `note-${others}.json`, `${others}`);
      }
      return await proceed();
    };
    await releaseModel(registry.open(), registry.model);
    expect(others).toBeGreaterThan(0);
    await requireReleased(registry);
  });
});

describe("a release at the Hub fails at once and says why", () => {
  it("for a wrong token, which is nowhere to be seen", async () => {
    const registry = await prepared();
    const { hub, deps, openBy } = registry;
    const token = `hf_${"wrong".repeat(6)}`;
    hub.interfere = async ({ headers }) => ({
      status: 401,
      body: JSON.stringify({ error: `Invalid credentials: ${headers.get("authorization")}` }),
    });
    const failed = await releaseModel(openBy(hub.http, { token }), registry.model).catch((error) => error);
    expect(failed).toMatchObject({
      code: "huggingface-unauthorized",
      retryable: false,
      status: 401,
      hint: expect.stringContaining("HF_TOKEN"),
    });
    const shown = `${failed.stack} ${JSON.stringify(failed)} ${String(failed.cause)} ${deps.log.lines.join("\n")}`;
    expect(shown).not.toContain(token);
    expect(hub.calls).toHaveLength(1);
  });

  it("for a token that may only read, and changes nothing", async () => {
    const registry = await prepared();
    registry.hub.tokens.set(registry.hub.token, "read");
    const before = registry.repository().branches.get("main");
    await expect(releaseModel(registry.open(), registry.model)).rejects.toMatchObject({
      code: "huggingface-forbidden",
      retryable: false,
      message: expect.stringContaining("write access to octo/mail"),
    });
    expect(registry.repository().branches.get("main")).toBe(before);
  });

  it("for somebody else's namespace, where no repository can be made", async () => {
    const registry = await prepared();
    const other = registry.openBy(registry.hub.http, { namespace: "stranger" });
    await expect(releaseModel(other, registry.model)).rejects.toMatchObject({
      code: "huggingface-forbidden",
      message: expect.stringContaining('namespace "stranger"'),
    });
  });

  it("for a name that is taken by a repository which the token may not see", async () => {
    const registry = await prepared();
    registry.hub.interfere = async (call, proceed) => {
      const hidden = { "x-error-code": "RepoNotFound", "content-type": "application/json" };
      if (call.url.pathname.endsWith("/refs"))
        return { status: 404, body: '{"error":"Repository not found"}', headers: hidden };
      return await proceed();
    };
    await expect(releaseModel(registry.open(), registry.model)).rejects.toMatchObject({
      code: "huggingface-forbidden",
      message: expect.stringContaining("octo/mail is taken"),
    });
    expect(registry.hub.calls.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("for an address that is not the Hub's", async () => {
    for (const status of [200, 404]) {
      const registry = await prepared();
      const page = "<!doctype html><html>Welcome</html>";
      registry.hub.interfere = answering(status, page, { "content-type": "text/html" });
      const failed = await releaseModel(registry.open(), registry.model).catch((error) => error);
      expect(failed).toMatchObject({ code: "huggingface-not-there", hint: expect.stringContaining("HF_ENDPOINT") });
      expect(failed.message).not.toContain("doctype");
      expect(registry.hub.calls).toHaveLength(1);
    }
  });

  it("for every other 4xx, without another try", async () => {
    for (const status of [400, 402, 410, 422]) {
      const registry = await prepared();
      registry.hub.interfere = async (call, proceed) =>
        call.url.pathname.includes("/preupload/") ? { status, body: "no" } : await proceed();
      await expect(releaseModel(registry.open(), registry.model)).rejects.toMatchObject({ status, retryable: false });
      expect(registry.hub.calls.filter(({ url }) => url.pathname.includes("/preupload/"))).toHaveLength(1);
    }
  });

  it("for a quota that storage says by object", async () => {
    const registry = await prepared();
    registry.hub.interfere = async (call, proceed) => {
      if (!call.url.pathname.endsWith("/objects/batch")) return await proceed();
      const { objects } = JSON.parse(Buffer.from(call.body).toString()) as { objects: { oid: string; size: number }[] };
      const error = { code: 403, message: "Private repository storage limit reached" };
      return {
        status: 200,
        body: JSON.stringify({ transfer: "basic", objects: objects.map((one) => ({ ...one, error })) }),
      };
    };
    await expect(releaseModel(registry.open(), registry.model)).rejects.toMatchObject({
      code: "huggingface-refused",
      status: 403,
      message: expect.stringContaining("storage limit"),
    });
    expect(await registry.open().list("mail")).toHaveLength(1);
  });

  it("when the Hub stays away, after five tries, as something to try later", async () => {
    for (const trouble of [answering(500), answering(429), () => Promise.reject(new Error("ECONNREFUSED"))]) {
      const registry = await prepared();
      registry.hub.interfere = async (call, proceed) => (call.method === "PUT" ? await trouble() : await proceed());
      await expect(releaseModel(registry.open(), registry.model)).rejects.toMatchObject({
        code: "huggingface-unreachable",
        retryable: true,
      });
      expect(await registry.open().list("mail")).toHaveLength(1);
      registry.hub.interfere = (_call, proceed) => proceed();
      await releaseModel(registry.open(), registry.model);
      await requireReleased(registry);
    }
  });

  it("when a file of the model changes between its checksum and its upload", async () => {
    const registry = await prepared();
    const gguf = join(registry.model, "model.gguf");
    registry.hub.interfere = async (call, proceed) => {
      if (call.url.pathname.endsWith("/objects/batch")) await appendFile(gguf, "more");
      return await proceed();
    };
    await expect(releaseModel(registry.open(), registry.model)).rejects.toMatchObject({
      code: "model-changed",
      retryable: true,
      message: expect.stringContaining("model.gguf"),
    });
    expect(await registry.open().list("mail")).toHaveLength(1);
  });

  it("when bytes are bent on the way up: storage refuses them by their SHA-256", async () => {
    const registry = await prepared();
    registry.hub.interfere = async (call, proceed) => {
      if (call.method === "PUT") call.body[0] = 0;
      return await proceed();
    };
    await expect(releaseModel(registry.open(), registry.model)).rejects.toMatchObject({
      code: "huggingface-refused",
      message: expect.stringContaining("BadDigest"),
    });
    expect(await registry.open().list("mail")).toHaveLength(1);
  });

  it("when what comes down is cut or bent", async () => {
    const registry = await prepared();
    const [version] = await registry.open().list("mail");
    registry.hub.interfere = async (call, proceed) => {
      const answer = await proceed();
      return call.url.pathname.startsWith("/storage/") ? { ...answer, body: "short" } : answer;
    };
    await expect(registry.open().fetch(version as never)).rejects.toMatchObject({ code: "model-corrupt" });
  });
});
