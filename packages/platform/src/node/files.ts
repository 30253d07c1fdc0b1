import { createHash, randomUUID } from "node:crypto";
import { closeSync, createReadStream, createWriteStream, openSync, writeSync } from "node:fs";
import * as fs from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ToolkitError } from "#contracts";
import type { Appender, FileStat, Files } from "../files.ts";

export function nodeFiles(): Files {
  return {
    readText: (path) => named(path, () => fs.readFile(path, "utf8")),
    readBytes: (path) => named(path, () => fs.readFile(path)),
    stream,
    writeAtomic,
    writeStream,
    append,
    appender,
    stat,
    list,
    walk,
    makeFolder: (path) => named(path, async () => void (await fs.mkdir(path, { recursive: true }))),
    remove: (path) => named(path, () => fs.rm(path, { recursive: true, force: true })),
    rename: (from, to) => named(from, () => fs.rename(from, to)),
    copy: (from, to) => named(from, () => fs.cp(from, to, { recursive: true, preserveTimestamps: true })),
    createExclusive,
    symlink: (target, path) => named(path, () => fs.symlink(target, path)),
    chmod: (path, mode) => named(path, () => fs.chmod(path, mode)),
    sha256,
    freeSpace,
    realPath: (path) => named(path, () => fs.realpath(path)),
  };
}

async function named<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw fileError(path, cause);
  }
}

function fileError(path: string, cause: unknown): ToolkitError {
  const reason = (cause as NodeJS.ErrnoException).code;
  if (reason === "ENOENT")
    return new ToolkitError({ code: "file-missing", message: `${path}: no such file or folder`, cause });
  if (reason === "ENOSPC")
    return new ToolkitError({ code: "disk-full", message: `${path}: no space left on the disk`, cause });
  return new ToolkitError({ code: "file-unreadable", message: `${path}: ${reason ?? String(cause)}`, cause });
}

/** Of a file that is read into one piece of memory. */
const chunkBytes = 256 * 1024;

async function* stream(path: string, options: { start?: number; reuse?: boolean } = {}): AsyncGenerator<Uint8Array> {
  if (options.reuse) return yield* streamInto(Buffer.allocUnsafeSlow(chunkBytes), path, options.start ?? 0);
  try {
    for await (const chunk of createReadStream(path, { start: options.start ?? 0, highWaterMark: 64 * 1024 }))
      yield chunk;
  } catch (cause) {
    throw fileError(path, cause);
  }
}

/** New memory for every chunk of a large file costs more time than reading it, and hundreds of megabytes. */
async function* streamInto(memory: Buffer, path: string, start: number): AsyncGenerator<Uint8Array> {
  const handle = await named(path, () => fs.open(path));
  try {
    for (let position = start; ; ) {
      const { bytesRead } = await named(path, () => handle.read(memory, 0, memory.length, position));
      if (bytesRead === 0) return;
      position += bytesRead;
      yield memory.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** A hidden neighbour, so that the rename stays on one file system. */
function neighbour(path: string): string {
  return join(dirname(path), `.${randomUUID()}.partial`);
}

async function writeAtomic(path: string, content: string | Uint8Array): Promise<void> {
  await replace(path, async (partial) => {
    const handle = await fs.open(partial, "wx");
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

async function writeStream(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  await replace(path, (partial) =>
    pipeline(Readable.from(chunks), createWriteStream(partial, { flags: "wx", flush: true })),
  );
}

async function replace(path: string, write: (partial: string) => Promise<void>): Promise<void> {
  const partial = neighbour(path);
  try {
    await fs.mkdir(dirname(path), { recursive: true });
    await write(partial);
    await fs.rename(partial, path);
  } catch (cause) {
    await fs.rm(partial, { force: true });
    throw cause instanceof ToolkitError ? cause : fileError(path, cause);
  }
}

async function append(path: string, content: string, options: { sync?: boolean } = {}): Promise<void> {
  await named(path, async () => {
    // the folder is made when it turns out to be missing: a log is appended to many times a second
    const handle = await fs.open(path, "a").catch(async (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      await fs.mkdir(dirname(path), { recursive: true });
      return await fs.open(path, "a");
    });
    try {
      await handle.appendFile(content);
      if (options.sync) await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

async function appender(path: string): Promise<Appender> {
  const file = await named(path, async () => {
    await fs.mkdir(dirname(path), { recursive: true });
    return openSync(path, "a");
  });
  return {
    append(content) {
      const bytes = Buffer.from(content);
      try {
        for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      } catch (cause) {
        throw fileError(path, cause);
      }
    },
    close: () => closeSync(file),
  };
}

async function stat(path: string): Promise<FileStat | undefined> {
  try {
    const found = await fs.lstat(path);
    const kind = found.isFile()
      ? "file"
      : found.isDirectory()
        ? "directory"
        : found.isSymbolicLink()
          ? "link"
          : "other";
    return { kind, size: found.size, modifiedAt: found.mtimeMs, changedAt: found.ctimeMs, inode: found.ino };
  } catch (cause) {
    if (isAbsent(cause)) return undefined;
    throw fileError(path, cause);
  }
}

function isAbsent(cause: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes((cause as NodeJS.ErrnoException).code ?? "");
}

async function list(path: string): Promise<string[]> {
  try {
    return (await fs.readdir(path)).sort();
  } catch (cause) {
    if (isAbsent(cause)) return [];
    throw fileError(path, cause);
  }
}

async function* walk(path: string, prefix = ""): AsyncGenerator<string> {
  const entries = await named(path, () => fs.readdir(path, { withFileTypes: true }));
  for (const entry of entries.sort((left, right) => (left.name < right.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* walk(join(path, entry.name), `${prefix}${entry.name}/`);
    else if (entry.isFile()) yield prefix + entry.name;
  }
}

/** Linked into place with its content: nobody ever sees the file empty. */
async function createExclusive(path: string, content: string): Promise<boolean> {
  const whole = join(dirname(path), `.${randomUUID()}.exclusive`);
  try {
    await fs.mkdir(dirname(path), { recursive: true });
    await fs.writeFile(whole, content, { flag: "wx", flush: true });
    await fs.link(whole, path);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw fileError(path, cause);
  } finally {
    await fs.rm(whole, { force: true });
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of stream(path, { reuse: true })) hash.update(chunk);
  return hash.digest("hex");
}

async function freeSpace(path: string): Promise<number> {
  let folder = resolve(path);
  while ((await stat(folder)) === undefined && dirname(folder) !== folder) folder = dirname(folder);
  const { bavail, bsize } = await named(folder, () => fs.statfs(folder));
  return bavail * bsize;
}
