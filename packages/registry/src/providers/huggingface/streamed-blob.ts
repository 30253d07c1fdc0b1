import { createHash } from "node:crypto";
import { ToolkitError } from "#contracts";
import type { Files } from "#platform";
import type { ModelFile } from "../../model-files.ts";

/**
 * A file as the Hub's library takes it, read when it is needed and never held. Whoever reads all of it has the bytes that
 * the checksum is of, or an error: the library takes checksums of its own, and the manifest has to be of the same bytes.
 */
export class StreamedBlob extends Blob {
  override readonly size: number;
  readonly #files: Files;
  readonly #path: string;
  readonly #file: ModelFile;
  readonly #start: number;

  constructor(files: Files, path: string, file: ModelFile, start = 0, end = file.bytes) {
    super([]);
    this.#files = files;
    this.#path = path;
    this.#file = file;
    this.#start = start;
    this.size = end - start;
  }

  override slice(start = 0, end = this.size): StreamedBlob {
    const within = (place: number): number =>
      this.#start + Math.min(this.size, place < 0 ? Math.max(0, this.size + place) : place);
    return new StreamedBlob(this.#files, this.#path, this.#file, within(start), Math.max(within(start), within(end)));
  }

  /** @param reuse whether all chunks are one piece of memory, each overwritten by the next */
  async *chunks(reuse = false): AsyncGenerator<Uint8Array> {
    const whole = this.size === this.#file.bytes;
    const hash = createHash("sha256");
    let left = this.size;
    let over = false;
    for await (const chunk of this.#files.stream(this.#path, { start: this.#start, reuse })) {
      over = chunk.length > left;
      const wanted = over ? chunk.subarray(0, left) : chunk;
      left -= wanted.length;
      if (whole) hash.update(wanted);
      if (left === 0 && whole && (over || `sha256:${hash.digest("hex")}` !== this.#file.digest)) throw this.#changed();
      if (wanted.length > 0) yield wanted;
      if (over || (left === 0 && !whole)) return;
    }
    if (left > 0) throw this.#changed();
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return ReadableStream.from(this.chunks()) as ReadableStream<Uint8Array<ArrayBuffer>>;
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    const found: Uint8Array[] = [];
    for await (const chunk of this.chunks()) found.push(chunk);
    return new Uint8Array(Buffer.concat(found));
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer;
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  #changed(): ToolkitError {
    return new ToolkitError({
      code: "model-changed",
      retryable: true,
      message: `${this.#file.path} is not what it was when its checksum was taken: something writes to it`,
    });
  }
}
