export interface FileStat {
  kind: "file" | "directory" | "link" | "other";
  /** Bytes. */
  size: number;
  /** Milliseconds since the epoch. */
  modifiedAt: number;
  /** The same, of any change to bytes, name or rights; no program sets it back. */
  changedAt: number;
  /** Number of the file in its file system: another file at the same path has another one. */
  inode: number;
}

/** The open end of a file. */
export interface Appender {
  /** With the system when the call returns, without waiting for the disk: what a killed process wrote is there. */
  append(content: string): void;
  close(): void;
}

/** The file system. Missing files throw ToolkitError `file-missing` (except where said), others `file-unreadable`. */
export interface Files {
  readText(path: string): Promise<string>;
  readBytes(path: string): Promise<Uint8Array>;
  /**
   * Chunks of the file, for what may be large; `start` skips that many bytes. With `reuse` all chunks are one piece of
   * memory, each overwritten by the next: for who is done with a chunk before asking for another.
   */
  stream(path: string, options?: { start?: number; reuse?: boolean }): AsyncIterable<Uint8Array>;
  /** Writes to a neighbour, syncs and renames: a reader sees the old or the new whole file. Makes the folder. */
  writeAtomic(path: string, content: string | Uint8Array): Promise<void>;
  /** Streams to a neighbour, then renames. Makes the folder. */
  writeStream(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
  /** Adds to the end, syncing when asked; makes file and folder. */
  append(path: string, content: string, options?: { sync?: boolean }): Promise<void>;
  /** For many small pieces; makes file and folder. */
  appender(path: string): Promise<Appender>;
  /** undefined when nothing is there. Does not follow a link at the end of the path. */
  stat(path: string): Promise<FileStat | undefined>;
  /** Names in the folder, sorted by code unit; empty when there is no folder. */
  list(path: string): Promise<string[]>;
  /** Relative paths (with /) of all regular files below, sorted; links are not followed. */
  walk(path: string): AsyncIterable<string>;
  makeFolder(path: string): Promise<void>;
  remove(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Copies a file or a folder; reflink or hard link is not used, so the copy is independent. */
  copy(from: string, to: string): Promise<void>;
  /** Creates the file with the content only if nothing is there; false when something is. The base of locks. */
  createExclusive(path: string, content: string): Promise<boolean>;
  symlink(target: string, path: string): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  /** Lower-case hex SHA-256 of the file's bytes, streamed. */
  sha256(path: string): Promise<string>;
  /** Free bytes on the file system that holds the path (of its nearest existing parent). */
  freeSpace(path: string): Promise<number>;
  /** Real path with links resolved. */
  realPath(path: string): Promise<string>;
}
