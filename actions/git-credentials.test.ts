import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { nodeExec } from "#platform";
import { type FakeDeps, fakeDeps, fakeEnvironment, fileRegistryInputs, type ServedGit, serveGit } from "#testing";
import { openRegistry } from "./open-registry.ts";
import { openState } from "./open-state.ts";

const token = "ghs_planted-5d2f7a";
const credentials = Buffer.from(`x-access-token:${token}`).toString("base64");
const open: ServedGit[] = [];
afterEach(async () => {
  for (const served of open.splice(0)) await served.close();
});

/** A clone without credentials, of a server that asks for them. */
async function world(): Promise<{ deps: FakeDeps; served: ServedGit; git(...words: string[]): string }> {
  const root = mkdtempSync(join(tmpdir(), "git-credentials-"));
  execFileSync("git", ["init", "--quiet", "--bare", join(root, "mail.git")]);
  const served = await serveGit(root);
  open.push(served);
  const wanted = `Basic ${credentials}`.toLowerCase();
  served.interfere = async (_call, proceed, headers) =>
    String(headers.authorization).toLowerCase() === wanted
      ? await proceed()
      : { status: 401, body: "", headers: { "www-authenticate": 'Basic realm="GitHub"' } };
  const clone = join(root, "clone");
  mkdirSync(clone);
  const git = (...words: string[]): string =>
    execFileSync("git", ["-C", clone, ...words], { encoding: "utf8", stdio: "pipe" });
  git("init", "--quiet");
  git("remote", "add", "origin", served.url("mail.git"));
  const first = await fakeDeps({ exec: nodeExec() });
  const environment = fakeEnvironment({ PATH: process.env["PATH"] ?? "", GIT_TERMINAL_PROMPT: "0", HOME: root });
  const serverUrl = new URL(served.url("")).origin;
  const random = { ...first.random, uuid: () => crypto.randomUUID() };
  return {
    deps: { ...first, random, environment, workspace: clone, github: { ...first.github, serverUrl } },
    served,
    git,
  };
}

const store = { "state-store": "git-ref", "state-dir": undefined } as const;

describe("git in a checkout that kept no credentials", () => {
  it("reaches the repository by the job's token, which is left nowhere", async () => {
    const { deps, git } = await world();
    const state = await openState({ ...store, "github-token": token }, deps);
    const version = await state.write("promotion/mail-intent", { held: true }, undefined);
    expect(await state.read("promotion/mail-intent")).toEqual({ version, value: { held: true } });
    expect(git("config", "--list")).not.toContain(credentials);
    expect(deps.secrets.redact(`${token} ${credentials}`)).toBe("*** ***");
    const registry = await openRegistry(
      { ...fileRegistryInputs, registry: "git", "state-dir": "kept", language: "en", "github-token": token },
      deps,
    );
    expect(await registry.list("mail")).toEqual([]);
  });

  it("is refused without a token, and gives it to no other server", async () => {
    const { deps, served } = await world();
    const without = await openState(store, deps);
    await expect(without.read("promotion/mail-intent")).rejects.toMatchObject({ code: "state-unreachable" });
    const elsewhere = { ...deps, github: { ...deps.github, serverUrl: "https://github.com" } };
    let sent: string | undefined;
    served.interfere = async (_call, _proceed, headers) => {
      sent ??= headers.authorization;
      return { status: 401, body: "" };
    };
    const other = await openState({ ...store, "github-token": token }, elsewhere);
    await expect(other.read("promotion/mail-intent")).rejects.toMatchObject({ code: "state-unreachable" });
    expect(sent).toBeUndefined();
  });

  it("leaves the credentials alone that a checkout kept", async () => {
    const { deps, git, served } = await world();
    git("config", `http.${new URL(served.url("")).origin}/.extraheader`, `AUTHORIZATION: basic ${credentials}`);
    const state = await openState({ ...store, "github-token": "ghs_another" }, deps);
    expect(await state.write("promotion/mail-intent", {}, undefined)).toBeDefined();
  });
});
