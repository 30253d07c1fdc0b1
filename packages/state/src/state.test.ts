import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeClock, nodeExec } from "#platform";
import { fakeDeps, stateConformance } from "#testing";
import { fileState } from "./providers/file/index.ts";
import { gitRefState } from "./providers/git-ref/index.ts";

stateConformance("file", async () => {
  const deps = await fakeDeps({ clock: nodeClock() });
  const folder = join(deps.workspace, "records");
  return {
    open: () => fileState({ ...deps, random: { ...deps.random, uuid: () => crypto.randomUUID() } }, { folder }),
    async corrupt(key) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${key}.json`), "{half");
    },
  };
});

stateConformance("git-ref", async () => {
  const home = await mkdtemp(join(tmpdir(), "git-ref-"));
  const [remote, clone] = [join(home, "remote.git"), join(home, "clone")];
  const git = (...parameters: string[]): string =>
    execFileSync("git", parameters, { encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] }).trim();
  git("init", "--quiet", "--bare", remote);
  git("-C", remote, "config", "uploadpack.allowAnySHA1InWant", "true");
  git("clone", "--quiet", remote, clone);
  return {
    open: () => gitRefState({ exec: nodeExec() }, { folder: clone, remote: "origin" }),
    async corrupt(key) {
      const blob = execFileSync("git", ["-C", remote, "hash-object", "-w", "--stdin"], {
        input: "{half",
        encoding: "utf8",
      }).trim();
      const tree = execFileSync("git", ["-C", remote, "mktree"], {
        input: `100644 blob ${blob}\tstate.json\n`,
        encoding: "utf8",
      }).trim();
      const commit = git(
        "-C",
        remote,
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.com",
        "commit-tree",
        tree,
        "-m",
        "x",
      );
      git("-C", remote, "update-ref", `refs/genai-mlops/${key}`, commit);
    },
  };
});
