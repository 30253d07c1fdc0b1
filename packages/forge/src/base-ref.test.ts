import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodeExec, nodeFiles } from "#platform";
import { seededRandom } from "#testing";
import { fileAtCommit } from "./base-ref.ts";

const ports = { exec: nodeExec(), files: nodeFiles(), random: seededRandom(1) };
const binary = new Uint8Array([0xef, 0xbb, 0xbf, 13, 10, 0, 255, 254, 10, 10]);

/** A base with thresholds, and a head in a clone of its own that lowers them. */
function repository() {
  const home = mkdtempSync(join(tmpdir(), "base-ref-"));
  const git = (folder: string, ...parameters: string[]): string =>
    execFileSync("git", ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@example.com", ...parameters], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  const origin = join(home, "origin");
  mkdirSync(join(origin, "data"), { recursive: true });
  git(home, "init", "--quiet", "--initial-branch=main", origin);
  git(origin, "config", "uploadpack.allowAnySHA1InWant", "true");
  writeFileSync(join(origin, "thresholds.yaml"), "f1: 0.9\n");
  writeFileSync(join(origin, "data/test [1]*.jsonl"), binary);
  writeFileSync(join(origin, "data/large"), "x".repeat(3_000_000));
  symlinkSync("/etc/passwd", join(origin, "link"));
  git(origin, "add", ".");
  git(origin, "commit", "--quiet", "-m", "base");
  const base = git(origin, "rev-parse", "HEAD");
  git(origin, "checkout", "--quiet", "-b", "head");
  writeFileSync(join(origin, "thresholds.yaml"), "f1: 0.1\n");
  git(origin, "commit", "--quiet", "-am", "lower the bar");
  const clone = (...options: string[]): string => {
    const folder = mkdtempSync(join(home, "clone-"));
    git(home, "clone", "--quiet", ...options, "--branch=head", `file://${origin}`, folder);
    return folder;
  };
  return { home, origin, base, clone, git };
}

const read = (folder: string, sha: string, path: string, more: object = {}) =>
  fileAtCommit(ports, { folder, tempFolder: join(folder, ".."), ...more }, { sha, path, limitBytes: 4_000_000 });
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe("fileAtCommit", () => {
  it("reads the base's thresholds, not those that the pull request brings: in a whole clone, and in a shallow one", async () => {
    const { base, clone, git } = repository();
    for (const options of [[], ["--depth=1"]]) {
      const folder = clone(...options);
      expect(text(await read(folder, base, "thresholds.yaml"))).toBe("f1: 0.9\n");
      expect(git(folder, "show", "HEAD:thresholds.yaml")).toBe("f1: 0.1");
      expect(git(folder, "status", "--porcelain")).toBe("");
    }
  });

  it("leaves a whole clone whole when it has to fetch", async () => {
    const { origin, clone, git } = repository();
    const folder = clone();
    git(origin, "checkout", "--quiet", "main");
    writeFileSync(join(origin, "thresholds.yaml"), "f1: 0.95\n");
    git(origin, "commit", "--quiet", "-am", "raise the bar");
    const newer = git(origin, "rev-parse", "HEAD");
    expect(text(await read(folder, newer, "thresholds.yaml"))).toBe("f1: 0.95\n");
    expect(git(folder, "rev-parse", "--is-shallow-repository")).toBe("false");
  });

  it("gives every byte, of names with signs and of large files, and leaves nothing behind", async () => {
    const { home, base, clone } = repository();
    const folder = clone();
    const before = readdirSync(home);
    expect(new Uint8Array((await read(folder, base, "data/test [1]*.jsonl")) ?? [])).toEqual(binary);
    expect((await read(folder, base, "./data/large"))?.length).toBe(3_000_000);
    expect(readdirSync(home)).toEqual(before);
  });

  it("tells a file that is not there from one that is none or too large", async () => {
    const { base, clone } = repository();
    const folder = clone();
    for (const path of ["missing", "data/missing", "thresholds.yaml/x", "data/test *", ":(glob)**"])
      expect(await read(folder, base, path)).toBeUndefined();
    for (const path of ["data", "link"])
      await expect(read(folder, base, path)).rejects.toMatchObject({ code: "not-a-file" });
    const limited = fileAtCommit(
      ports,
      { folder, tempFolder: folder },
      { sha: base, path: "data/large", limitBytes: 9 },
    );
    await expect(limited).rejects.toMatchObject({ code: "file-too-large" });
  });

  it("refuses paths out of the repository, and commits by anything but their hash", async () => {
    const { base, clone } = repository();
    const folder = clone();
    for (const path of ["../x", "/etc/passwd", "a/../../x", "", "C:/x", "a\\..\\x", ".git/config", "x\0y"])
      await expect(read(folder, base, path)).rejects.toMatchObject({ code: "bad-path" });
    for (const sha of ["main", "--upload-pack=x", base.slice(0, 39), "", `${base}^`])
      await expect(read(folder, sha, "thresholds.yaml")).rejects.toThrow("no full hash");
  });

  it("asks the forge where the commit cannot be fetched, and says so where there is none", async () => {
    const { clone } = repository();
    const folder = clone();
    const gone = "f".repeat(40);
    const reader = { fileAt: async () => new TextEncoder().encode("f1: 0.9\n") };
    expect(text(await read(folder, gone, "thresholds.yaml", { reader }))).toBe("f1: 0.9\n");
    await expect(read(folder, gone, "thresholds.yaml")).rejects.toMatchObject({
      code: "base-ref-unreachable",
      hint: expect.stringContaining("contents: read"),
    });
  });
});
