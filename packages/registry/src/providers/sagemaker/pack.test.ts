import { execFileSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { packed, packedBytes } from "./pack.ts";
import { UnpackError, unpacked } from "./unpack.ts";

const fileOf = (path: string, content: string | Uint8Array) => {
  const bytes = Buffer.from(content);
  return {
    path,
    bytes: bytes.length,
    async *open() {
      for (let start = 0; start < bytes.length; start += 70_000) yield bytes.subarray(start, start + 70_000);
    },
  };
};

const all = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => Buffer.concat(await Array.fromAsync(chunks));
/** The whole of it; each piece with the checksum that it has. */
async function archiveOf(model: Parameters<typeof packed>[0]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const { bytes, crc } of packed(model)) {
    expect(crc).toBe(crc32(bytes));
    pieces.push(Buffer.from(bytes));
  }
  return Buffer.concat(pieces);
}
const once = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 999) yield bytes.subarray(start, start + 999);
};

async function contents(chunks: AsyncIterable<Uint8Array>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { path, kind, body } of unpacked(chunks))
    if (kind === "file") found[path] = (await all(body)).toString();
  return found;
}

const deep = `${"folder-".repeat(20)}/${"x".repeat(100)}.bin`;
const files = [
  fileOf("empty.txt", ""),
  fileOf("merged/имя.json", "{}"),
  fileOf(deep, "deep"),
  fileOf("merged/model.safetensors", Buffer.alloc(200_000, "w")),
  fileOf("round.bin", Buffer.alloc(1024, "r")),
];

describe("model.tar.gz", () => {
  it("is taken by tar and gzip themselves, and has about the size that was told before", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pack-"));
    const archive = await archiveOf(files);
    execFileSync("gzip", ["-t"], { input: archive });
    execFileSync("tar", ["-xz", "-C", folder], { input: archive });
    for (const file of files) expect(await readFile(join(folder, file.path))).toEqual(await all(file.open()));
    expect((await readdir(folder, { recursive: true })).filter((path) => path.endsWith(".bin"))).toHaveLength(2);
    expect(archive.length).toBeLessThanOrEqual(packedBytes(files));
    expect(archive.length).toBeGreaterThan(packedBytes(files) * 0.9);
  });

  it("is the same for the same files", async () => {
    expect(await archiveOf(files)).toEqual(await archiveOf(files));
  });

  it("is read again, file by file, whatever of it is passed over", async () => {
    const archive = await archiveOf(files);
    const found = await contents(once(archive));
    expect(Object.keys(found)).toEqual(files.map(({ path }) => path));
    expect(found[deep]).toBe("deep");
    const seen: string[] = [];
    for await (const { path } of unpacked(once(archive))) seen.push(path);
    expect(seen).toEqual(files.map(({ path }) => path));
  });

  it("is read as GNU's tar and pax write it, with folders, links and long names", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pack-"));
    await mkdir(dirname(join(folder, deep)), { recursive: true });
    await writeFile(join(folder, deep), "deep");
    execFileSync("ln", ["-s", "/etc/hostname", join(folder, "link")]);
    for (const format of ["gnu", "pax", "ustar"]) {
      const path = join(await mkdtemp(join(tmpdir(), "tar-")), "a.tar.gz");
      const named = format === "ustar" ? ["link"] : ["."];
      execFileSync("tar", ["-cz", `--format=${format}`, "-f", path, "-C", folder, ...named]);
      const kinds: string[] = [];
      for await (const { path: entry, kind } of unpacked(createReadStream(path))) kinds.push(`${kind} ${entry}`);
      expect(kinds).toContain("other link");
      if (format !== "ustar") expect(kinds).toContain(`file ${deep}`);
    }
  });

  it("that is damaged, cut or none is refused, and a failing source fails as itself", async () => {
    const archive = await archiveOf(files);
    const bent = Buffer.from(archive);
    bent[20] = (bent[20] ?? 0) ^ 1;
    for (const bytes of [bent, archive.subarray(0, 100_000), Buffer.from("<html>"), Buffer.alloc(0)])
      await expect(contents(once(bytes))).rejects.toBeInstanceOf(UnpackError);
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield archive.subarray(0, 1000);
      throw new RangeError("reset");
    };
    await expect(contents(failing())).rejects.toThrow(new RangeError("reset"));
  });
});
