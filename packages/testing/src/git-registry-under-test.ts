import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, type Exec, type Files, nodeClock, nodeExec, type Platform } from "#platform";
import type { Registry } from "#registry";
import { dyingFiles } from "./dying.ts";
import { type FakeDeps, fakeDeps } from "./fake-deps.ts";
import type { RegistryUnderTest } from "./registry-under-test.ts";

export interface GitRegistryConfigUnderTest {
  clone: string;
  storeFolder: string;
  cacheFolder: string;
}

export interface GitRegistryUnderTest<Opened extends Registry> extends RegistryUnderTest {
  deps: FakeDeps;
  /** The bare repository that the clone's remote `origin` is. */
  server: string;
  clone: string;
  storeFolder: string;
  /** git, with the parameters; its output. */
  git(...parameters: string[]): Promise<string>;
  openWith(ports?: Partial<Platform>, config?: object): Opened;
}

/** A registry on a branch of a real git repository of this machine. */
export async function gitRegistryUnderTest<Opened extends Registry>(
  open: (ports: FakeDeps, config: GitRegistryConfigUnderTest) => Opened,
): Promise<GitRegistryUnderTest<Opened>> {
  const exec = nodeExec();
  const git = async (...parameters: string[]): Promise<string> => {
    // a machine that nobody has set up for git commits as well
    const person = ["-c", "user.name=person", "-c", "user.email=person@example.org"];
    const { exitCode, stdout, stderr } = await exec.run("git", [...person, ...parameters]);
    if (exitCode !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  const home = await mkdtemp(join(tmpdir(), "git-registry-"));
  const [server, clone, storeFolder] = [join(home, "server.git"), join(home, "clone"), join(home, "store")];
  await git("init", "--quiet", "--bare", server);
  await git("init", "--quiet", clone);
  await git("-C", clone, "remote", "add", "origin", server);
  const deps = await fakeDeps({ clock: hastyClock() });
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  const config = { clone, storeFolder, cacheFolder: join(home, "cache") };
  const openWith = (ports: Partial<Platform> = {}, more: object = {}): Opened =>
    open({ ...deps, random, ...ports } as FakeDeps, { ...config, ...more });
  const stored = async (version: string, path: string): Promise<string> => {
    const found = await openWith().find(`mail@${version}`);
    return join(storeFolder, "mail", (found?.digest ?? "").replace(":", "-"), path);
  };

  return {
    deps,
    server,
    clone,
    storeFolder,
    git,
    openWith,
    open: () => openWith(),
    openDying: (calls) => openWith(dyingTogether(deps, storeFolder, calls)),
    // the process that a lock or a staging names is this one; to the next client it is dead
    openAfterDeath: () => openWith({ exec: { ...deps.exec, isAlive: () => false } }),
    damage: async (version) => await writeFile(await stored(version, "model.gguf"), "other"),
    smuggle: async (version) => await writeFile(await stored(version, "merged/modeling.py"), "x"),
    async orphans() {
      const kept = (await openWith().list("mail")).map(({ digest }) => digest.replace(":", "-"));
      // the lock of a dead run is nobody's, and holds nobody up
      return (await readdir(join(storeFolder, "mail"))).filter((entry) => entry !== ".lock" && !kept.includes(entry));
    },
  };
}

/** Real time, since git takes some, and short pauses: a lock that a living writer holds is waited for as long as it takes. */
function hastyClock(): Clock {
  const clock = nodeClock();
  return { ...clock, sleep: (ms, signal) => clock.sleep(Math.min(ms, 30), signal) };
}

/**
 * Files and processes of one process that is killed just before its n-th change of the store or of the server. What it
 * reads, and loose objects in its own clone, change nothing.
 */
function dyingTogether({ files, exec }: Platform, store: string, calls: number): { files: Files; exec: Exec } {
  let left = calls;
  const count = (): void => {
    left -= 1;
    if (left <= 0) throw new Error("killed");
  };
  const mortal = dyingFiles(files, Number.POSITIVE_INFINITY);
  const counted = Object.entries(mortal).map(([verb, work]) => {
    if (files[verb as keyof Files] === work) return [verb, work];
    const mortalWork = async (path: string, ...more: unknown[]): Promise<unknown> => {
      if (path.startsWith(store)) count();
      return await (work as (...parameters: unknown[]) => Promise<unknown>)(path, ...more);
    };
    return [verb, mortalWork];
  });
  return {
    files: Object.fromEntries(counted) as unknown as Files,
    exec: {
      ...exec,
      async run(command, parameters, options) {
        if (parameters.includes("push")) count();
        if (left <= 0) throw new Error("killed");
        return await exec.run(command, parameters, options);
      },
    },
  };
}
