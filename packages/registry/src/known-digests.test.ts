import { rename, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bytesReadBelow, fakeDeps } from "#testing";
import { knownDigests } from "./known-digests.ts";

const one = "sha256:7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";

async function world() {
  const { files, workspace } = await fakeDeps();
  const path = join(workspace, "model.gguf");
  await writeFile(path, "one");
  return { files, path, workspace, digests: knownDigests(files) };
}

describe("known checksums", () => {
  it("are of a file that was read once, whoever asks", async () => {
    const { digests, path, workspace } = await world();
    expect(await digests.held(path)).toBeUndefined();
    for (const _asked of [1, 2]) expect(await digests.of(path)).toBe(one);
    expect(await digests.held(path)).toBe(one);
    expect(bytesReadBelow(workspace)).toBe(3);
  });

  it.each<[string, (path: string) => Promise<void>]>([
    ["has other bytes of the same size, and its old time again", (path) => sameTime(path, "two")],
    ["is another size", (path) => writeFile(path, "three")],
    [
      "is another file of the same size and time",
      async (path) => {
        await writeFile(`${path}.new`, "six");
        await utimes(`${path}.new`, 1, 1);
        await utimes(path, 1, 1);
        await rename(`${path}.new`, path);
      },
    ],
  ])("are none of a file that %s", async (_, change) => {
    const { digests, path } = await world();
    await digests.of(path);
    // the clock of a file system may tick as seldom as a hundred times a second
    await new Promise((resolve) => setTimeout(resolve, 20));
    await change(path);
    expect(await digests.held(path)).toBeUndefined();
    expect(await digests.of(path)).not.toBe(one);
  });

  it("that were taken on the way count only when the file stayed what it was meanwhile", async () => {
    const { digests, path, files } = await world();
    const before = await files.stat(path);
    await digests.learn(path, one, before);
    expect(await digests.held(path)).toBe(one);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await writeFile(path, "two");
    await digests.learn(path, one, before);
    expect(await digests.held(path)).toBeUndefined();
  });

  it("are none of a file that is not there", async () => {
    const { digests, path } = await world();
    await expect(digests.of(`${path}.gone`)).rejects.toMatchObject({ code: "file-missing" });
    await digests.learn(`${path}.gone`, one, undefined);
    expect(await digests.held(`${path}.gone`)).toBeUndefined();
  });
});

async function sameTime(path: string, content: string): Promise<void> {
  await utimes(path, 1, 1);
  await writeFile(path, content);
  await utimes(path, 1, 1);
}
