import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { root } from "../repository.ts";

export const title = "What a runner downloads of this commit, packed";

const goalMegabytes = 3;

/** The archive that GitHub makes: without what `.gitattributes` of the commit marks `export-ignore`. */
export function* lines(): Generator<string> {
  yield `${megabytes(packed("HEAD"))} MB of ${goalMegabytes}`;
  for (const folder of ["dist", "actions"]) yield `${folder} ${megabytes(packed("HEAD", folder))} MB`;
}

function packed(...parameters: string[]): number {
  const archive = execFileSync("git", ["archive", "--format=tar", ...parameters], { cwd: root, maxBuffer: 1e9 });
  return gzipSync(archive, { level: 9 }).length;
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(2);
