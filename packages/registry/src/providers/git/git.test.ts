import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ModelVersion } from "#registry";
import { gitRegistryUnderTest, registryConformance, sampleMetadata, sampleModel } from "#testing";
import { requireBranch, requireRemote } from "./config.ts";
import { gitRegistry } from "./index.ts";

const newRegistry = () => gitRegistryUnderTest(gitRegistry);

registryConformance("git", newRegistry);

const branch = "genai-mlops/registry";
const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });
const promotionOf = ({ version, digest }: ModelVersion) => ({
  time: "2026-01-02T03:04:05Z",
  version,
  digest,
  previous: null,
  evidence: {},
  forced: null,
  actor: "a",
  run: "r",
});

describe("records on a branch", () => {
  it("are files in the file registry's layout, a commit a change, and no byte of a model", async () => {
    const { open, server, git } = await newRegistry();
    const { version } = await open().register(candidate(await sampleModel("one")));
    await open().attach(version, "evaluation.json", '{"text":"a\\r\\nb"}');
    await open().setAlias("mail", "champion", "1.0.0", undefined);
    const listed = (await git("-C", server, "ls-tree", "-r", "--name-only", branch)).split("\n");
    expect(listed.map((path) => path.replace(/[0-9a-f]{64}$/, "<digest>"))).toEqual([
      "mail/aliases.json",
      "mail/versions/1.0.0/evidence-archive/<digest>",
      "mail/versions/1.0.0/evidence/evaluation.json",
      "mail/versions/1.0.0/manifest.json",
      "mail/versions/1.0.0/metadata.yaml",
    ]);
    expect((await git("-C", server, "log", "--format=%s", branch)).split("\n")).toEqual([
      "mail: Move champion from nowhere to 1.0.0",
      "mail: Attach evaluation.json to 1.0.0",
      "mail: Register 1.0.0",
    ]);
  });

  it("leave the clone that they go through as it is: no branch, no index, no file, not even FETCH_HEAD", async () => {
    const { open, clone, git } = await newRegistry();
    await writeFile(join(clone, "work.txt"), "mine");
    await git("-C", clone, "add", "work.txt");
    const state = async () => [
      await git("-C", clone, "status", "--porcelain=v2", "--branch"),
      await git("-C", clone, "for-each-ref"),
      (await readdir(join(clone, ".git"))).sort(),
      await git("-C", clone, "rev-parse", "--is-shallow-repository"),
    ];
    const before = await state();
    const { version } = await open().register(candidate(await sampleModel("one")));
    await open().setAlias("mail", "champion", version.version, undefined);
    await open().remove((await open().register(candidate(await sampleModel("two")))).version);
    expect(await state()).toEqual(before);
  });

  it("are one history for clones that know nothing of each other, a shallow one too", async () => {
    const { openWith, server, git, clone } = await newRegistry();
    await git("-C", clone, "commit", "--allow-empty", "--quiet", "-m", "one");
    await git("-C", clone, "commit", "--allow-empty", "--quiet", "-m", "two");
    await git("-C", clone, "push", "--quiet", "origin", "HEAD:refs/heads/main");
    const home = await mkdtemp(join(tmpdir(), "clones-"));
    const clones = await Promise.all(
      ["a", "b", "c"].map(async (name) => {
        const made = join(home, name);
        await git("clone", "--quiet", "--depth=1", "--branch=main", `file://${server}`, made);
        return openWith({}, { clone: made, cacheFolder: join(home, `${name}-cache`) });
      }),
    );
    const models = await Promise.all(["a", "b", "c"].map(sampleModel));
    const made = await Promise.all(clones.map((one, index) => one.register(candidate(models[index] as string))));
    expect(made.map(({ version }) => version.version).sort()).toEqual(["1.0.0", "1.1.0", "1.2.0"]);
    const moved = await Promise.allSettled(
      clones.map((one, index) => one.setAlias("mail", "champion", `1.${index}.0`, undefined)),
    );
    expect(moved.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const seen = await Promise.all(clones.map((one) => one.find("mail@champion")));
    expect(new Set(seen.map((one) => one?.version)).size).toBe(1);
  });

  it("of two models do not stand in each other's way", async () => {
    const { open, orphans } = await newRegistry();
    const folder = await sampleModel("one");
    await Promise.all(["mail", "chat"].map((name) => open().register({ ...candidate(folder), name })));
    await Promise.all(["mail", "chat"].map((name) => open().setAlias(name, "champion", "1.0.0", undefined)));
    expect((await open().find("chat@champion"))?.name).toBe("chat");
    await open().remove((await open().register({ ...candidate(await sampleModel("x")), name: "chat" })).version);
    expect(await open().list("mail")).toHaveLength(1);
    expect(await orphans()).toEqual([]);
  });

  it("that somebody changed are named, and a commit of a person in between is no conflict", async () => {
    const { open, server, git } = await newRegistry();
    const { version } = await open().register(candidate(await sampleModel("one")));
    const person = join(await mkdtemp(join(tmpdir(), "person-")), "clone");
    await git("clone", "--quiet", "--branch", branch, server, person);
    const push = async (path: string, text: string): Promise<void> => {
      await git("-C", person, "pull", "--quiet", "--rebase", "origin", branch);
      await writeFile(join(person, path), text);
      await git("-C", person, "add", "-A");
      await git("-C", person, "commit", "--quiet", "-m", "by hand");
      await git("-C", person, "push", "--quiet", "origin", `HEAD:${branch}`);
    };
    await push("ünï ☃.md", "a note");
    await open().setAlias("mail", "champion", "1.0.0", undefined);
    expect(await git("-C", server, "show", `${branch}:ünï ☃.md`)).toBe("a note");
    await push("mail/aliases.json", '{"champion":"7.0.0"}');
    await expect(open().find("mail@champion")).rejects.toMatchObject({ code: "registry-corrupt" });
    await push("mail/aliases.json", "{}");
    await push("mail/versions/1.0.0/manifest.json", '{"schemaVersion":1}');
    await expect(open().fetch(version)).rejects.toMatchObject({
      code: "registry-corrupt",
      message: expect.stringContaining("manifest.json"),
    });
  });
});

describe("a version's tag", () => {
  const tags = async ({ git, server }: Pick<Awaited<ReturnType<typeof newRegistry>>, "git" | "server">) =>
    (await git("-C", server, "for-each-ref", "--format=%(refname) %(objecttype) %(*objectname)", "refs/tags")).split(
      "\n",
    );

  it("is annotated, on the commit that registers it, once, and outlives the version", async () => {
    const registry = await newRegistry();
    const { open, git, server } = registry;
    const folder = await sampleModel("one");
    for (const _time of [1, 2]) await open().register(candidate(folder));
    const first = await git("-C", server, "rev-parse", branch);
    const { version } = await open().register(candidate(await sampleModel("two")));
    const second = await git("-C", server, "rev-parse", branch);
    await open().remove(version);
    expect(await tags(registry)).toEqual([`refs/tags/mail/v1.0.0 tag ${first}`, `refs/tags/mail/v1.1.0 tag ${second}`]);
    expect(await git("-C", server, "cat-file", "tag", "mail/v1.0.0")).toContain("mail 1.0.0");
  });

  it("is made with the records or not at all: another's tag of that name or folder is told, and can be gone round", async () => {
    for (const taken of ["mail/v1.0.0", "mail"]) {
      const { open, openWith, git, server } = await newRegistry();
      const person = await git(
        "-C",
        server,
        "commit-tree",
        await git("-C", server, "hash-object", "-t", "tree", "-w", "/dev/null"),
        "-m",
        "x",
      );
      await git("-C", server, "tag", taken, person);
      const folder = await sampleModel("one");
      await expect(open().register(candidate(folder))).rejects.toMatchObject({
        code: "tag-taken",
        message: expect.stringMatching(new RegExp(`the tag ${taken} is in the repository already, at ${person}`)),
        hint: expect.stringContaining("git-tags: false"),
      });
      expect(await open().list("mail")).toEqual([]);
      expect(await openWith({}, { tags: false }).register(candidate(folder))).toMatchObject({ created: true });
      expect(await git("-C", server, "rev-parse", `refs/tags/${taken}`)).toBe(person);
    }
  });

  it("says nothing to the registry: a version whose tag a person deleted is the same", async () => {
    const { open, git, server } = await newRegistry();
    const { version } = await open().register(candidate(await sampleModel("one")));
    await git("-C", server, "tag", "-d", "mail/v1.0.0");
    expect(await open().list("mail")).toEqual([version]);
    expect(await open().register(candidate(await sampleModel("one")))).toMatchObject({ created: false });
  });
});

describe("mode: pull-request", () => {
  const mode = { mode: "pull-request" };
  const move = { name: "mail", alias: "champion", version: "1.0.0", seen: undefined };
  const proposed = "genai-mlops/promote/mail/champion-1.0.0";
  const recordOf = (version: ModelVersion, id: string) => ({
    ...promotionOf(version),
    id,
    event: "promoted" as const,
    alias: "champion",
  });

  it("proposes a move with its record as one commit on a branch, moves nothing itself, and says so", async () => {
    const { open, openWith, server, git } = await newRegistry();
    const { version } = await open().register(candidate(await sampleModel("one")));
    expect(open().propose).toBeUndefined();
    const registry = openWith({}, mode);
    await expect(registry.setAlias("mail", "champion", "1.0.0", undefined)).rejects.toMatchObject({
      code: "moves-by-merge",
    });
    const first = recordOf(version, "first");
    expect(await registry.propose?.(move, first)).toEqual({ branch: proposed, base: branch, promotion: first });
    expect(await open().find("mail@champion")).toBeUndefined();
    expect(await open().promotions("mail")).toEqual([]);
    expect(await git("-C", server, "log", "--format=%s", `${branch}..${proposed}`)).toBe(
      "mail: Move champion from nowhere to 1.0.0",
    );

    // another run finds what waits, with the record of the first
    const tip = await git("-C", server, "rev-parse", proposed);
    expect(await openWith({}, mode).propose?.(move, recordOf(version, "second"))).toMatchObject({ promotion: first });
    expect(await git("-C", server, "rev-parse", proposed)).toBe(tip);

    await git("-C", server, "update-ref", `refs/heads/${branch}`, tip);
    expect((await open().find("mail@champion"))?.version).toBe("1.0.0");
    expect(await open().promotions("mail")).toEqual([first]);
    expect(await openWith({}, mode).propose?.(move)).toBeUndefined();
  });

  it("makes the branch anew when the records went on, keeps the record, and refuses what is no longer so", async () => {
    const { open, openWith, server, git } = await newRegistry();
    const { version } = await open().register(candidate(await sampleModel("one")));
    const first = recordOf(version, "first");
    await openWith({}, mode).propose?.(move, first);
    const { version: other } = await open().register(candidate(await sampleModel("two")));
    await open().setAlias("mail", "staging", "1.0.0", undefined);
    expect(await openWith({}, mode).propose?.(move, recordOf(version, "second"))).toMatchObject({ promotion: first });
    expect(await git("-C", server, "merge-base", branch, proposed)).toBe(await git("-C", server, "rev-parse", branch));
    expect(JSON.parse(await git("-C", server, "show", `${proposed}:mail/aliases.json`))).toEqual({
      staging: "1.0.0",
      champion: "1.0.0",
    });
    expect(JSON.parse(await git("-C", server, "show", `${proposed}:mail/promotions.jsonl`))).toEqual(first);
    await open().setAlias("mail", "champion", other.version, undefined);
    await expect(openWith({}, mode).propose?.(move, first)).rejects.toMatchObject({ code: "alias-moved" });
  });

  it("is a new proposal when the alias came back to where it was since the last one was merged", async () => {
    const { open, openWith, server, git } = await newRegistry();
    const { version } = await open().register(candidate(await sampleModel("one")));
    await open().register(candidate(await sampleModel("two")));
    await open().setAlias("mail", "champion", "1.1.0", undefined);
    const back = { ...move, seen: "1.1.0" };
    const record = (id: string) => ({ ...recordOf(version, id), previous: "1.1.0" });
    await openWith({}, mode).propose?.(back, record("first"));
    const merged = await git("-C", server, "rev-parse", proposed);
    await git("-C", server, "update-ref", `refs/heads/${branch}`, merged);
    await open().setAlias("mail", "champion", "1.1.0", "1.0.0");
    const again = await openWith({}, mode).propose?.(back, record("second"));
    expect(again?.promotion?.id).toBe("second");
  });
});

describe("names that git forbids", () => {
  it("are named with its rule", async () => {
    for (const bad of ["a..b", "-a", "a b", "a.lock", ".a", "a/.b", "a~1", "a@{0}", "@", "HEAD", "a/", ""])
      expect(() => requireBranch(bad)).toThrow(/is no branch.*legal/);
    for (const good of ["main", "genai-mlops/registry", "a.b/c_d"]) expect(requireBranch(good)).toBe(good);
    expect(() => requireRemote("--upload-pack=touch /tmp/x")).toThrow(/no remote/);
    expect(() => requireRemote("https://octo:secret@github.com/a/b")).toThrow(/carries a password/);
    const { openWith } = await newRegistry();
    expect(() => openWith({}, { branch: "a..b" })).toThrow(/registry-branch/);
  });
});
