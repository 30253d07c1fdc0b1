import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Http } from "#platform";
import type { ModelVersion } from "#registry";
import {
  addCommit,
  commitAt,
  hubUnderTest,
  lfsFile,
  registryConformance,
  regularFile,
  type StoredRepository,
  sampleMetadata,
  sampleModel,
  seededRandom,
  sha256Of,
} from "#testing";
import type { HuggingfaceConfig } from "./config.ts";
import { huggingfaceRegistry } from "./index.ts";

const newRegistry = (more: Partial<HuggingfaceConfig> = {}) =>
  hubUnderTest((ports, config) => huggingfaceRegistry(ports, { ...config, ...more }));

// our checksum, the library's own, the bytes; and 512 bytes to say what kind of file it is, which here is most of it
registryConformance("huggingface", () => newRegistry(), { reads: 4 });

const candidate = (folder: string, bump: "major" | "minor" | "patch" = "minor") => ({
  name: "mail",
  folder,
  bump,
  metadata: sampleMetadata,
});

/** Files of main that are neither records nor the Hub's. */
const shown = (repository: StoredRepository): string[] =>
  [...(commitAt(repository, "main")?.tree.keys() ?? [])]
    .filter((path) => !/^\.(genai-mlops\/|gitattributes$)/.test(path))
    .sort();
const textOf = (repository: StoredRepository, path: string): string | undefined => {
  const file = commitAt(repository, "main")?.tree.get(path);
  return file?.lfs === undefined ? file?.content.toString("utf8") : undefined;
};

describe("models at the Hub", () => {
  it("are what users load: the newest on main, each by its tag, and by the branch of its alias", async () => {
    const { open, repository } = await newRegistry();
    await open().register(candidate(await sampleModel("one")));
    await open().register(candidate(await sampleModel("two")));
    await open().setAlias("mail", "champion", "1.0.0", undefined);
    const held = repository();
    expect(held.visibility).toBe("private");
    expect(shown(held)).toEqual(["merged/model.safetensors", "merged/tokenizer.json", "model.gguf"]);
    expect([...held.tags.keys()]).toEqual(["v1.0.0", "v1.1.0"]);
    expect(held.branches.get("champion")).toBe(held.tags.get("v1.0.0"));
    expect(commitAt(held, "champion")?.tree.get("model.gguf")?.lfs).toBe(sha256Of(Buffer.from("gguf one")));
    await open().setAlias("mail", "champion", "1.1.0", "1.0.0");
    expect(repository().branches.get("champion")).toBe(held.tags.get("v1.1.0"));
  });

  it("move no bytes and make no commit when the same ones are registered again, nor files that did not change", async () => {
    const { open, hub, repository } = await newRegistry();
    const folder = await sampleModel("one");
    await open().register(candidate(folder));
    const head = repository().branches.get("main");
    hub.calls.length = 0;
    expect(await open().register(candidate(folder))).toMatchObject({ created: false });
    expect(new Set(hub.calls.map(({ method }) => method))).toEqual(new Set(["GET"]));
    expect(repository().branches.get("main")).toBe(head);

    const second = await mkdtemp(join(tmpdir(), "model-"));
    await cp(folder, second, { recursive: true });
    await writeFile(join(second, "model.gguf"), "changed");
    hub.calls.length = 0;
    await open().register(candidate(second));
    const sent = hub.calls.filter(({ method }) => method === "PUT").map(({ body }) => Buffer.from(body).toString());
    expect(sent).toEqual(["changed"]);
  });

  it("go up in parts where the Hub wants that, as it does of files over 5 GB", async () => {
    const { open, hub } = await newRegistry();
    hub.partBytes = 100_000;
    const folder = await sampleModel("0123456789".repeat(25_000));
    const { version } = await open().register(candidate(folder));
    const parts = hub.calls.filter(({ url }) => url.pathname.includes("/parts/"));
    expect(parts.map(({ body }) => body.length).sort()).toEqual(
      [100_000, 100_000, 100_000, 100_000, 50_000, 50_005].sort(),
    );
    await expect(open().fetch(version)).resolves.toMatch(/./);
  });

  it("are one version when several machines register the same bytes in the same moment", async () => {
    const { open, orphans } = await newRegistry();
    const folder = await sampleModel("one");
    const made = await Promise.all([1, 2, 3].map(() => open().register(candidate(folder))));
    expect(made.filter(({ created }) => created)).toHaveLength(1);
    expect(await open().list("mail")).toHaveLength(1);
    expect(await orphans()).toEqual([]);
  });

  it("let one of many releases move an alias, however their calls fall between each other", async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { open, hub, orphans } = await newRegistry();
      for (const weight of ["one", "two", "three", "four"]) await open().register(candidate(await sampleModel(weight)));
      await open().setAlias("mail", "champion", "1.0.0", undefined);
      const random = seededRandom(seed);
      hub.interfere = async (_call, proceed) => {
        for (let turns = random.uniform() * 6; turns > 0; turns--) await turn();
        return await proceed();
      };
      const targets = ["1.1.0", "1.2.0", "1.3.0"];
      const moved = await Promise.allSettled(
        targets.map((version) => open().setAlias("mail", "champion", version, "1.0.0")),
      );
      const won = targets.filter((_, index) => moved[index]?.status === "fulfilled");
      expect([seed, won.length]).toEqual([seed, 1]);
      expect((await open().find("mail@champion"))?.version).toBe(won[0]);
      expect([seed, await orphans()]).toEqual([seed, []]);
    }
  });

  it("are read whole, by as many pages as the Hub makes of them", async () => {
    const { open, hub } = await newRegistry();
    hub.pageSize = 2;
    for (const weight of ["one", "two", "three"]) await open().register(candidate(await sampleModel(weight)));
    expect((await open().list("mail")).map(({ version }) => version)).toEqual(["1.0.0", "1.1.0", "1.2.0"]);
    await open().fetch((await open().find("mail@1.0.0")) as ModelVersion);
  });

  it("leave main with the page before, when the newest goes", async () => {
    const { open, repository } = await newRegistry({ card: ({ version }) => `# ${version}\n` });
    await open().register(candidate(await sampleModel("one")));
    const { version } = await open().register(candidate(await sampleModel("two")));
    expect(textOf(repository(), "README.md")).toBe("# 1.1.0\n");
    await open().remove(version);
    expect(shown(repository())).toEqual(["README.md"]);
    expect(textOf(repository(), "README.md")).toBe("# 1.0.0\n");
    await open().remove((await open().find("mail@1.0.0")) as ModelVersion);
    expect(shown(repository())).toEqual([]);
  });
});

describe("a person at the Hub", () => {
  it("keeps the page that he wrote; the version's card lies beside its records all the same", async () => {
    const { open, hub, repository } = await newRegistry({
      card: ({ version, evaluation }) => `# ${version} ${evaluation}\n`,
    });
    const { version } = await open().register(candidate(await sampleModel("one")));
    expect(textOf(repository(), "README.md")).toBe("# 1.0.0 undefined\n");
    await open().attach(version, "evaluation.json", '{"verdict":"pass"}');
    expect(textOf(repository(), "README.md")).toBe('# 1.0.0 {"verdict":"pass"}\n');
    const tree = new Map(commitAt(repository(), "main")?.tree);
    tree.set("README.md", regularFile(Buffer.from("# By hand")));
    addCommit(hub.state, repository(), "main", { title: "page", message: "", date: "", tree });
    await open().register(candidate(await sampleModel("two")));
    expect(textOf(repository(), "README.md")).toBe("# By hand");
    expect(textOf(repository(), ".genai-mlops/versions/1.1.0/README.md")).toBe("# 1.1.0 undefined\n");
  });

  it("keeps his branches and tags, whose numbers are taken", async () => {
    const { open, repository, deps } = await newRegistry();
    await open().register(candidate(await sampleModel("one")));
    const first = [...repository().commits.keys()][0] as string;
    repository().branches.set("staging", first);
    repository().tags.set("v1.1.0", first);
    const { version } = await open().register(candidate(await sampleModel("two")));
    expect(version.version).toBe("1.2.0");
    await open().setAlias("mail", "staging", "1.2.0", undefined);
    expect(repository().branches.get("staging")).toBe(first);
    expect((await open().find("mail@staging"))?.version).toBe("1.2.0");
    expect(deps.log.lines.join("\n")).toContain("a person's own");
  });

  it("finds a repository that he filled left alone", async () => {
    const { open, hub, repository } = await newRegistry();
    await open().register(candidate(await sampleModel("one")));
    const tree = new Map([["model.safetensors", regularFile(Buffer.from("his"))]]);
    addCommit(hub.state, repository(), "main", { title: "reset", message: "", date: "", tree });
    await expect(open().register(candidate(await sampleModel("two")))).rejects.toMatchObject({
      code: "foreign-version",
    });
    expect(shown(repository())).toEqual(["model.safetensors"]);
  });

  it("who moved a version's tag, or its bytes with it, hands out nothing", async () => {
    const { open, hub, repository } = await newRegistry();
    const { version } = await open().register(candidate(await sampleModel("one")));
    await open().register(candidate(await sampleModel("two")));
    repository().tags.set("v1.0.0", repository().tags.get("v1.1.0") as string);
    await expect(open().fetch(version)).rejects.toMatchObject({ code: "model-corrupt" });

    const other = Buffer.from("gguf evil");
    repository().objects.set(sha256Of(other), other);
    const tree = new Map(commitAt(repository(), "v1.1.0")?.tree);
    tree.set("model.gguf", lfsFile(sha256Of(other), other.length));
    const { id } = addCommit(hub.state, repository(), "person", { title: "x", message: "", date: "", tree });
    repository().tags.set("v1.1.0", id);
    await expect(open().fetch((await open().find("mail@1.1.0")) as ModelVersion)).rejects.toMatchObject({
      code: "model-corrupt",
      message: expect.stringContaining("model.gguf is not the registered file"),
    });
  });

  it("who changed the records is named: a path that leaves the model, an alias of nothing", async () => {
    const changes: [string, (text: string) => string][] = [
      ["versions/1.0.0/manifest.json", (text) => text.replace("model.gguf", "../../../../etc/passwd")],
      ["versions/1.0.0/manifest.json", (text) => text.replace("model.gguf", "/etc/passwd")],
      ["versions/1.0.0/manifest.json", (text) => text.replace("model.gguf", "other.gguf")],
      ["versions/1.0.0/manifest.json", () => "{half"],
      ["aliases.json", () => '{"champion":"7.0.0"}'],
      ["aliases.json", () => "[]"],
    ];
    for (const [path, change] of changes) {
      const { open, hub, repository } = await newRegistry();
      const { version } = await open().register(candidate(await sampleModel("one")));
      const whole = `.genai-mlops/${path}`;
      const tree = new Map(commitAt(repository(), "main")?.tree);
      tree.set(whole, regularFile(Buffer.from(change(textOf(repository(), whole) ?? ""))));
      addCommit(hub.state, repository(), "main", { title: "x", message: "", date: "", tree });
      await expect(open().fetch(version)).rejects.toMatchObject({
        code: "registry-corrupt",
        message: expect.stringContaining(path.split("/").at(-1) as string),
      });
    }
  });
});

describe("names that the Hub forbids", () => {
  it("are named with its rule before anything is sent", async () => {
    const { open, openBy, hub } = await newRegistry();
    const folder = await sampleModel("one");
    for (const name of ["a--b", "mail.git", "mail-", "mail."])
      await expect(open().register({ ...candidate(folder), name })).rejects.toMatchObject({
        code: "bad-name",
        message: expect.stringContaining("the Hub's rule"),
      });
    await expect(open().register({ ...candidate(folder), name: "m".repeat(95) })).rejects.toMatchObject({
      code: "bad-name",
    });
    await expect(open().setAlias("mail", "main", "1.0.0", undefined)).rejects.toMatchObject({ code: "bad-alias" });
    const plain = await mkdtemp(join(tmpdir(), "model-"));
    await writeFile(join(plain, ".gitattributes"), "* text\n");
    await expect(open().register(candidate(plain))).rejects.toMatchObject({ code: "bad-model-file" });
    expect(hub.calls.every(({ url }) => url.pathname === "/api/whoami-v2")).toBe(true);
    expect(() => openBy(hub.http, { token: "" })).toThrow(/HF_TOKEN: is empty/);
    expect(() => openBy(hub.http, { token: "sk-1" })).toThrow(/hf_/);
    expect(() => openBy(hub.http, { endpoint: "huggingface" })).toThrow(/HF_ENDPOINT/);
    expect(() => openBy(hub.http, { namespace: "a/b" })).toThrow(/namespace/);
  });

  it("do not keep a model from bringing a page of its own", async () => {
    const { open, repository } = await newRegistry({ card: () => "# Ours\n" });
    const plain = await mkdtemp(join(tmpdir(), "model-"));
    await writeFile(join(plain, "README.md"), "# The model's");
    await writeFile(join(plain, "model.safetensors"), "x");
    const { version } = await open().register(candidate(plain));
    expect(textOf(repository(), "README.md")).toBe("# The model's");
    expect(await readFile(join(await open().fetch(version), "README.md"), "utf8")).toBe("# The model's");
  });
});

describe("a trusted publisher", () => {
  const request = { url: "https://token.actions.test/id?api-version=2", token: "request-token-of-the-job" };

  it("needs no secret: the job's identity is exchanged, and again before the hour ends", async () => {
    const { hub, openBy, open, deps } = await newRegistry();
    await open().register(candidate(await sampleModel("one")));
    let identities = 0;
    const http: Http = {
      async send(sent) {
        const url = new URL(sent.url);
        if (url.host !== "token.actions.test") return await hub.http.send(sent);
        expect(url.searchParams.get("audience")).toBe(hub.baseUrl);
        expect(sent.headers?.["authorization"]).toBe(`Bearer ${request.token}`);
        identities += 1;
        hub.publishers.set(`identity-${identities}`, "octo/mail");
        return await inline({ value: `identity-${identities}` });
      },
    };
    const registry = openBy(http, { token: undefined, trustedPublisher: { resource: "octo/mail", request } });
    await registry.register(candidate(await sampleModel("two")));
    expect(identities).toBe(1);
    deps.clock.sleep(3_400_000);
    await registry.setAlias("mail", "champion", "1.1.0", undefined);
    expect(identities).toBe(2);
    await expect(registry.register({ ...candidate(await sampleModel("x")), name: "other" })).rejects.toMatchObject({
      code: "bad-name",
      message: expect.stringContaining("trusted publisher of octo/mail, not of octo/other"),
    });
    expect(deps.secrets.redact("identity-2 hf_jwt_2-for-octo-mail request-token-of-the-job")).toBe("*** *** ***");
  });

  it("whom the Hub does not trust is told so, and one without an identity, how to get one", async () => {
    const { hub, openBy } = await newRegistry();
    const resource = "octo/mail";
    const unknown = openBy(hub.http, { token: undefined, trustedPublisher: { resource, idToken: "unknown" } });
    await expect(unknown.list("mail")).rejects.toMatchObject({ code: "huggingface-refused", status: 400 });
    await expect(openBy(hub.http, { token: undefined, trustedPublisher: { resource } }).list("mail")).rejects.toThrow(
      /id-token: write/,
    );
  });
});

const inline = async (value: unknown) => {
  const text = JSON.stringify(value);
  return {
    status: 200,
    headers: new Map([["content-type", "application/json"]]),
    body: (async function* () {
      yield Buffer.from(text);
    })(),
    text: async () => text,
    json: async () => value,
  };
};
