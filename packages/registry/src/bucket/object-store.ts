/** A file to send: its size, and its bytes from the start as often as they are asked for. */
export interface Source {
  bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

/** What has to be so at the moment of writing: nothing is there, or exactly what was seen. */
export type Condition = { absent: true } | { tag: string };

/**
 * A bucket or container of a vendor, below some prefix of ours. Keys are relative, parted by /. Writers agree by conditions,
 * which the store decides for all (generations of Google Cloud Storage, ETags of Azure): it is the one thing at these
 * vendors that only one of several writers can win.
 */
export interface ObjectStore {
  /** For people, and for the vendor's model registry: `gs://…`, `azureml://…`. */
  address(key: string): string;
  /** A small object, whole, with the tag that a condition names; undefined when there is none. */
  get(key: string): Promise<{ content: Uint8Array; tag: string } | undefined>;
  /**
   * Writes a small object. The same call again is no conflict with itself, so contents have to be unique to their writer
   * where that matters.
   * @returns false when the condition does not hold
   */
  put(key: string, content: Uint8Array, condition?: Condition): Promise<boolean>;
  /** Sends a large one by blocks; one block is held in memory. What was cut goes on, or begins anew. */
  upload(key: string, source: Source): Promise<void>;
  /** Goes on where it was cut. @throws ToolkitError `object-missing` */
  read(key: string): AsyncIterable<Uint8Array>;
  /** Keys that begin so, in order of code units. */
  list(prefix: string): AsyncIterable<string>;
  /** Nothing happens when it is gone. */
  remove(key: string): Promise<void>;
  /** Milliseconds since 1970 by the store's clock, as its last answer said: runners' clocks differ. */
  now(): number;
}

/** Under the prefix, all of it. */
export async function removeAll(store: ObjectStore, prefix: string): Promise<void> {
  for await (const key of store.list(prefix)) await store.remove(key);
}
