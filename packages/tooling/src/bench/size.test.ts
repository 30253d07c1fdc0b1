import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../repository.ts";

/** Paths of the working tree that `.gitattributes` keeps out of the archive; a folder takes what is in it along. */
function left(paths: readonly string[]): string[] {
  const ways = paths.flatMap((path) => path.split("/").map((_, depth, parts) => parts.slice(0, depth + 1).join("/")));
  const input = [...new Set(ways)].join("\n");
  const said = execFileSync("git", ["check-attr", "--stdin", "export-ignore"], { cwd: root, input, encoding: "utf8" });
  const ignored = said.split("\n").flatMap((line) => /^(.*): export-ignore: set$/.exec(line)?.[1] ?? []);
  return paths.filter((path) => ignored.some((out) => path === out || path.startsWith(`${out}/`)));
}

const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));

describe("the archive that a runner downloads", () => {
  it("holds all of dist, every action's definition, licence and READMEs", () => {
    const needed = [...filesBelow("dist"), ...filesBelow("actions").filter((path) => /action\.yml$/.test(path))];
    expect(needed.length).toBeGreaterThan(50);
    expect(left([...needed, "LICENSE", "README.md", "README.ru.md", "dist/assets/x/packages/test/y.py"])).toEqual([]);
  });

  it("holds nothing that only developers need", () => {
    const ours = [
      ...["packages/tooling/src/checks.ts", "test/chain/caller.ts", "workflows/train.yml", "actions/evaluate/run.ts"],
      ...[".github/workflows/train.yml", ".ci/run", "package-lock.json", ".github/decisions/x.md"],
    ];
    expect(left(ours)).toEqual(ours);
  });
});
