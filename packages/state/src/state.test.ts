import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Exec, nodeClock, nodeExec } from "#platform";
import { dyingExec, dyingFiles, fakeDeps, seededRandom, stateConformance } from "#testing";
import { fileState } from "./providers/file/index.ts";
import { gitRefState } from "./providers/git-ref/index.ts";

stateConformance("file", async () => {
  const deps = await fakeDeps({ clock: nodeClock() });
  const folder = join(deps.workspace, "records");
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  // the process that a lock names is this one; to the next client it is dead
  const exec = { ...deps.exec, isAlive: () => false };
  return {
    open: () => fileState({ ...deps, random }, { folder }),
    openDying: (calls) => fileState({ ...deps, random, files: dyingFiles(deps.files, calls) }, { folder }),
    openAfterDeath: () => fileState({ ...deps, random, exec }, { folder }),
    async corrupt(key) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${key}.json`), "{half");
    },
  };
});

const random = { ...seededRandom(1), uuid: () => crypto.randomUUID() };

function bareRepository(): { remote: string; clone(): string; git(...parameters: string[]): string } {
  const home = mkdtempSync(join(tmpdir(), "git-ref-"));
  const remote = join(home, "remote.git");
  let clones = 0;
  const git = (...parameters: string[]): string =>
    execFileSync("git", parameters, { encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] }).trim();
  git("init", "--quiet", "--bare", remote);
  return {
    remote,
    git,
    clone() {
      clones += 1;
      const folder = join(home, `clone-${clones}`);
      git("clone", "--quiet", remote, folder);
      return folder;
    },
  };
}

stateConformance("git-ref", async () => {
  const { remote, clone, git } = bareRepository();
  const open = (exec: Exec = nodeExec()) => gitRefState({ exec, random }, { folder: clone(), remote: "origin" });
  return {
    open: () => open(),
    openDying: (calls) => open(dyingExec(nodeExec(), calls)),
    openAfterDeath: () => open(),
    async corrupt(key) {
      const file = join(remote, "half.json");
      await writeFile(file, "{half");
      const blob = git("-C", remote, "hash-object", "-w", file);
      const tree = execFileSync("git", ["-C", remote, "mktree"], {
        input: `100644 blob ${blob}\tstate.json\n`,
        encoding: "utf8",
      }).trim();
      const author = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
      const commit = git("-C", remote, ...author, "commit-tree", tree, "-m", "x");
      git("-C", remote, "update-ref", `refs/genai-mlops/${key}`, commit);
    },
  };
});

describe("references of a repository", () => {
  it("tell one of two writers of the same value in the same instant that it lost", async () => {
    const { clone } = bareRepository();
    const other = gitRefState({ exec: nodeExec(), random }, { folder: clone(), remote: "origin" });
    const exec = nodeExec();
    let won: string | undefined;
    const late = gitRefState(
      {
        random,
        exec: {
          ...exec,
          async run(command, parameters, options) {
            if (parameters.includes("push")) won = await other.write("lock", { held: true }, undefined);
            return await exec.run(command, parameters, options);
          },
        },
      },
      { folder: clone(), remote: "origin" },
    );
    expect(await late.write("lock", { held: true }, undefined)).toBeUndefined();
    expect(won).toBeDefined();
  });

  it("take a version that another clone wrote", async () => {
    const { clone } = bareRepository();
    const open = () => gitRefState({ exec: nodeExec(), random }, { folder: clone(), remote: "origin" });
    const early = open();
    const version = await open().write("key", 1, undefined);
    expect(await early.write("key", 2, version)).toBeDefined();
  });

  it("say why they cannot be reached, without the credentials of the address", async () => {
    const { clone, git } = bareRepository();
    const folder = clone();
    git("-C", folder, "remote", "set-url", "origin", "http://robot:hidden-word@127.0.0.1:1/x.git");
    const failed = await gitRefState({ exec: nodeExec(), random }, { folder, remote: "origin" })
      .read("key")
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "state-unreachable", retryable: true });
    expect(String(failed)).not.toContain("hidden-word");
  });
});
