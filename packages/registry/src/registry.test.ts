import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Files, nodeClock, nodeExec } from "#platform";
import { dyingFiles, fakeClock, fakeDeps, registryConformance, sampleMetadata, sampleModel } from "#testing";
import { contentDigest } from "./model-files.ts";
import { fileRegistry } from "./providers/file/index.ts";
import { nextVersion } from "./version.ts";

async function newRegistry() {
  const deps = await fakeDeps({ clock: nodeClock() });
  const folder = join(deps.workspace, "registry");
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  // the process that a lock or a staging names is this one; to the next client it is dead
  const exec = { ...deps.exec, isAlive: () => false };
  return {
    deps,
    folder,
    open: (files: Files = deps.files) => fileRegistry({ ...deps, random, files }, { folder }),
    openDying: (calls: number) => fileRegistry({ ...deps, random, files: dyingFiles(deps.files, calls) }, { folder }),
    openAfterDeath: () => fileRegistry({ ...deps, random, exec }, { folder }),
    damage: (version: string) => writeFile(join(folder, "mail/versions", version, "files/model.gguf"), "other"),
    smuggle: (version: string) => writeFile(join(folder, "mail/versions", version, "files/merged/modeling.py"), "x"),
    async orphans() {
      const owned = ["aliases.json", "promotions.jsonl", "removed.json", "versions"];
      return (await readdir(join(folder, "mail"))).filter((entry) => !owned.includes(entry));
    },
  };
}

const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });

registryConformance("file", newRegistry);

describe("a registry folder", () => {
  it("that is corrupt is named, not passed over", async () => {
    const damages: [string, (folder: string) => Promise<unknown>][] = [
      ["manifest.json", (folder) => writeFile(join(folder, "versions/1.0.0/manifest.json"), "{half")],
      ["manifest.json", (folder) => rm(join(folder, "versions/1.0.0/manifest.json"))],
      ["manifest.json", (folder) => changeManifest(folder, (manifest) => ({ ...manifest, version: "1.0.1" }))],
      ["aliases.json", (folder) => writeFile(join(folder, "aliases.json"), "[]")],
      ["which is not there", (folder) => writeFile(join(folder, "aliases.json"), '{"champion":"7.0.0"}')],
    ];
    for (const [named, damage] of damages) {
      const { folder, open } = await newRegistry();
      await open().register(candidate(await sampleModel("one")));
      await damage(join(folder, "mail"));
      await expect(open().find("mail@champion")).rejects.toMatchObject({
        code: "registry-corrupt",
        message: expect.stringContaining(named),
      });
    }
  });

  it("hands out no bytes whose manifest was changed with them", async () => {
    const { folder, open, damage } = await newRegistry();
    const { version } = await open().register(candidate(await sampleModel("one")));
    await damage("1.0.0");
    const other = "sha256:d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa";
    const change = (manifest: Stored): Stored => ({
      ...manifest,
      files: manifest.files.map((file) => (file.path === "model.gguf" ? { ...file, digest: other } : file)),
    });
    await changeManifest(join(folder, "mail"), change);
    await expect(open().fetch(version)).rejects.toMatchObject({ code: "registry-corrupt" });
    await changeManifest(join(folder, "mail"), (manifest) => ({ ...manifest, digest: contentDigest(manifest.files) }));
    await expect(open().fetch(version)).rejects.toMatchObject({ code: "registry-corrupt" });
    expect(await open().find(version.modelRef)).toBeUndefined();
  });

  it("refuses a manifest whose paths leave the model's folder", async () => {
    for (const path of ["../../../../etc/passwd", "/etc/passwd", "merged/../../x", "a\\b", "a//b", "./a"]) {
      const { folder, open } = await newRegistry();
      const { version } = await open().register(candidate(await sampleModel("one")));
      await changeManifest(join(folder, "mail"), (manifest) => ({
        ...manifest,
        files: manifest.files.map((file) => ({ ...file, path })),
      }));
      await expect(open().fetch(version)).rejects.toMatchObject({ code: "registry-corrupt" });
    }
  });

  it("that another run holds is named with who holds it since when, and how to mend it", async () => {
    const { deps, folder } = await newRegistry();
    await mkdir(join(folder, "mail"), { recursive: true });
    const holder = { pid: process.ppid, since: "2026-01-01T00:00:00Z", id: "x" };
    await writeFile(join(folder, "mail/.lock"), JSON.stringify(holder));
    const registry = fileRegistry({ ...deps, clock: fakeClock() }, { folder });
    await expect(registry.register(candidate(await sampleModel("one")))).rejects.toMatchObject({
      code: "locked",
      message: expect.stringMatching(new RegExp(`${process.ppid} since 2026-01-01T00:00:00Z`)),
      hint: expect.stringContaining("end its process"),
    });
    expect(await readdir(join(folder, "mail"))).toEqual([".lock"]);
  });

  it("is not held by a run that was killed, and keeps nothing of what it had begun", async () => {
    const { folder, open, orphans } = await newRegistry();
    const dead = 2 ** 22 + 1;
    await mkdir(join(folder, `mail/.${dead}.x.staged/files`), { recursive: true });
    await mkdir(join(folder, `mail/.${process.ppid}.y.staged/files`), { recursive: true });
    await writeFile(join(folder, "mail/.lock"), JSON.stringify({ pid: dead, since: "2026-01-01T00:00:00Z", id: "z" }));
    expect(await open().list("mail")).toEqual([]);
    await open().register(candidate(await sampleModel("one")));
    expect(await orphans()).toEqual([`.${process.ppid}.y.staged`]);
  });

  it("that hosts share keeps what a run on another host is writing, and clears away what it left an hour ago", async () => {
    const { deps, folder, open, orphans } = await newRegistry();
    const elsewhere = [
      `.${2 ** 22 + 1}-0123456789abcdef-7.live.staged`,
      `.${process.pid}-0123456789abcdef-.dead.staged`,
    ];
    for (const name of elsewhere) {
      await mkdir(join(folder, "mail", name, "files"), { recursive: true });
      await writeFile(join(folder, "mail", name, "files/model.gguf"), "half");
    }
    const before = new Date(Date.now() - 7_200_000);
    for (const path of ["files/model.gguf", "files", ""])
      for (const name of path === "files/model.gguf" ? elsewhere.slice(1) : elsewhere)
        await utimes(join(folder, "mail", name, path), before, before);
    // of this host, with this id, but a process before this one
    const mine = nodeExec().self();
    await mkdir(join(folder, "mail", `.${mine.pid}-${mine.host}-1.reused.staged/files`), { recursive: true });
    await fileRegistry({ ...deps, exec: nodeExec() }, { folder }).register(candidate(await sampleModel("one")));
    expect(await orphans()).toEqual(elsewhere.slice(0, 1));
    expect(await open().list("mail")).toHaveLength(1);
  });

  it("has a version wholly after a real kill -9 in the middle of a copy, or not at all", async () => {
    const { folder, open, orphans } = await newRegistry();
    const model = await sampleModel("one");
    await truncate(join(model, "merged/model.safetensors"), 2 ** 30);
    const program = join(import.meta.dirname, "../../testing/src/programs/register-model.ts");
    const child = spawn(process.execPath, [program, folder, model], { stdio: "ignore" });
    const ended = once(child, "exit");
    while (!(await readdir(join(folder, "mail")).catch(() => [])).some((entry) => entry.endsWith(".staged")))
      await sleep(5);
    child.kill("SIGKILL");
    await ended;
    expect(await open().list("mail")).toEqual([]);
    expect(await orphans()).toHaveLength(1);
    await truncate(join(model, "merged/model.safetensors"), 2 ** 20);
    expect(await open().register(candidate(model))).toMatchObject({ created: true });
    expect(await orphans()).toEqual([]);
  });

  it("reads a new model once, a known one once, and writes nothing for the known one", async () => {
    const { deps, open } = await newRegistry();
    const read: string[] = [];
    const wrote: string[] = [];
    const counting: Files = {
      ...deps.files,
      stream: (path, options) => {
        read.push(path);
        return deps.files.stream(path, options);
      },
      sha256: (path) => {
        read.push(path);
        return deps.files.sha256(path);
      },
      writeStream: (path, chunks) => {
        wrote.push(path);
        return deps.files.writeStream(path, chunks);
      },
    };
    const model = await sampleModel("one");
    for (const writes of [3, 0]) {
      await open(counting).register(candidate(model));
      expect(read.splice(0).filter((path) => path.startsWith(model))).toHaveLength(3);
      expect(wrote.splice(0)).toHaveLength(writes);
    }
    await open(counting).register(candidate(await sampleModel("two")));
    expect(read.filter((path) => path.startsWith(model))).toEqual([]);
  });

  it("refuses a model that does not fit on the disk before the first byte, and one that changes meanwhile", async () => {
    const { deps, open, orphans } = await newRegistry();
    const model = await sampleModel("one");
    const full = open({ ...deps.files, freeSpace: async () => 3 });
    await expect(full.register(candidate(model))).rejects.toMatchObject({ code: "disk-full" });
    const growing = open({
      ...deps.files,
      async *stream(path) {
        yield* deps.files.stream(path);
        yield Buffer.from("more");
      },
    });
    await expect(growing.register(candidate(model))).rejects.toMatchObject({ code: "model-changed", retryable: true });
    expect(await open().list("mail")).toEqual([]);
    expect(await orphans()).toEqual([]);
  });

  it("adds nothing to promotions that are damaged", async () => {
    const { folder, open } = await newRegistry();
    const { version } = await open().register(candidate(await sampleModel("one")));
    await writeFile(join(folder, "mail/promotions.jsonl"), '{"time":');
    const promotion = {
      time: "2026-01-02T03:04:05Z",
      version: version.version,
      digest: version.digest,
      previous: null,
      evidence: {},
      forced: null,
      actor: "a",
      run: "r",
    };
    await expect(open().recordPromotion("mail", promotion)).rejects.toMatchObject({
      code: "registry-corrupt",
      message: expect.stringContaining("promotions.jsonl:1"),
    });
  });

  it("says where artifacts lie, by addresses that exist, for every kind of model", async () => {
    const { open } = await newRegistry();
    const plain = await sampleModel("plain");
    await rm(join(plain, "model.gguf"));
    await rm(join(plain, "merged"), { recursive: true });
    await writeFile(join(plain, "model.safetensors"), "w");
    for (const model of [await sampleModel("one"), plain]) {
      const { version } = await open().register(candidate(model));
      const { artifacts } = await open().metadata(version);
      for (const address of Object.values(artifacts)) if (address) await stat(new URL(address));
      expect(artifacts.checkpoint).not.toBeNull();
    }
  });
});

describe("the next version", () => {
  it("comes after the greatest one by numbers, not by letters", () => {
    expect(nextVersion([], "patch")).toBe("1.0.0");
    expect(nextVersion(["1.9.0", "1.10.0", "1.2.9"], "minor")).toBe("1.11.0");
    expect(nextVersion(["1.9.0", "1.10.3"], "patch")).toBe("1.10.4");
    expect(nextVersion(["1.10.3"], "major")).toBe("2.0.0");
  });
});

interface Stored {
  digest: string;
  version: string;
  files: { path: string; digest: string; bytes: number }[];
}

async function changeManifest(home: string, change: (manifest: Stored) => Stored): Promise<void> {
  const path = join(home, "versions/1.0.0/manifest.json");
  await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, "utf8")) as Stored)));
}
