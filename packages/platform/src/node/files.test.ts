import { readFileSync } from "node:fs";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodeFiles } from "./files.ts";

const files = nodeFiles();
const newFolder = () => mkdtemp(join(tmpdir(), "files-"));

describe("nodeFiles", () => {
  it("replaces a file whole and leaves nothing beside it", async () => {
    const folder = await newFolder();
    await files.writeAtomic(join(folder, "deep/a.txt"), "one");
    await files.writeAtomic(join(folder, "deep/a.txt"), "two");
    expect(await files.readText(join(folder, "deep/a.txt"))).toBe("two");
    expect(await readdir(join(folder, "deep"))).toEqual(["a.txt"]);
  });

  it("keeps the old file when the stream of the new one breaks", async () => {
    const folder = await newFolder();
    await files.writeAtomic(join(folder, "a"), "old");
    const broken = (async function* () {
      yield Buffer.from("new");
      throw new Error("torn");
    })();
    await expect(files.writeStream(join(folder, "a"), broken)).rejects.toThrow();
    expect(await files.readText(join(folder, "a"))).toBe("old");
    expect(await files.list(folder)).toEqual(["a"]);
  });

  it("has what was appended in the file before the call returns", async () => {
    const folder = await newFolder();
    const end = await files.appender(join(folder, "deep/log"));
    end.append("Привет\n");
    expect(readFileSync(join(folder, "deep/log"), "utf8")).toBe("Привет\n");
    end.close();
    await expect(files.appender(folder)).rejects.toMatchObject({ code: "file-unreadable" });
  });

  it("creates exclusively once among many", async () => {
    const folder = await newFolder();
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, index) => files.createExclusive(join(folder, "lock"), String(index))),
    );
    expect(tries.filter(Boolean)).toHaveLength(1);
  });

  it("walks files in order, with their relative paths, and does not follow links", async () => {
    const folder = await newFolder();
    await files.writeAtomic(join(folder, "b/2"), "");
    await files.writeAtomic(join(folder, "a"), "");
    await files.symlink("/etc", join(folder, "link"));
    expect(await Array.fromAsync(files.walk(folder))).toEqual(["a", "b/2"]);
  });

  it("names a disk that is full", async () => {
    await expect(files.append("/dev/full", "x")).rejects.toMatchObject({
      code: "disk-full",
      message: "/dev/full: no space left on the disk",
    });
  });

  it("streams into one piece of memory when it is told to, from where it is told", async () => {
    const path = join(await newFolder(), "a");
    const content = Buffer.from("0123456789".repeat(60_000));
    await files.writeAtomic(path, content);
    const memories = new Set<ArrayBufferLike>();
    let seen = "";
    for await (const chunk of files.stream(path, { start: 5, reuse: true })) {
      memories.add(chunk.buffer);
      seen += Buffer.from(chunk).toString();
    }
    expect(seen).toBe(content.subarray(5).toString());
    expect(memories.size).toBe(1);
    const missing = Array.fromAsync(files.stream("/nowhere/at/all", { reuse: true }));
    await expect(missing).rejects.toMatchObject({ code: "file-missing" });
  });

  it("names a missing file", async () => {
    await expect(files.readText("/nowhere/at/all")).rejects.toMatchObject({ code: "file-missing" });
    expect(await files.stat("/nowhere/at/all")).toBeUndefined();
    expect(await files.list("/nowhere/at/all")).toEqual([]);
  });
});
