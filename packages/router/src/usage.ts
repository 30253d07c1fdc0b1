/** Longest end of an answer that is looked at; servers write their counts last. */
const tailBytes = 8192;

/**
 * Watches an answer go by for its token counts and for an error told within a stream; keeps only its end, as bytes in one
 * place: strings that grow with every token of a thousand streams would keep the garbage collector busy.
 */
export class UsageWatch {
  /** An answer that came in one piece is not copied. */
  #whole: Buffer | undefined;
  #tail: Buffer | undefined;
  #used = 0;

  see(chunk: Buffer): void {
    if (this.#whole === undefined && this.#tail === undefined) {
      this.#whole = chunk;
      return;
    }
    if (this.#tail === undefined) {
      this.#tail = Buffer.allocUnsafeSlow(2 * tailBytes);
      this.#keep(this.#tail, this.#whole as Buffer);
      this.#whole = undefined;
    }
    this.#keep(this.#tail, chunk);
  }

  /** Quotes within a JSON string are escaped, so that content cannot pass for a count. */
  get tokens(): { prompt: number | null; completion: number | null } {
    const text = this.#text();
    return { prompt: last('"prompt_tokens":', text), completion: last('"completion_tokens":', text) };
  }

  /** Servers whose status has gone out already tell of a failure as an event; content cannot begin a line. */
  get streamError(): boolean {
    return /(^|[\r\n])(data: ?\{\s*"error"|error: ?\{|event: ?error\b)/.test(this.#text());
  }

  #keep(tail: Buffer, chunk: Buffer): void {
    if (this.#used + chunk.length > tail.length) {
      const kept = Math.min(this.#used, tailBytes);
      tail.copyWithin(0, this.#used - kept, this.#used);
      this.#used = kept;
    }
    const from = Math.max(0, chunk.length - tailBytes);
    if (from > 0) this.#used = 0;
    this.#used += chunk.copy(tail, this.#used, from);
  }

  /** One character a byte. */
  #text(): string {
    if (this.#tail) return this.#tail.toString("latin1", 0, this.#used);
    return this.#whole?.toString("latin1", Math.max(0, this.#whole.length - tailBytes)) ?? "";
  }
}

function last(name: string, text: string): number | null {
  for (let at = text.lastIndexOf(name); at !== -1; at = at === 0 ? -1 : text.lastIndexOf(name, at - 1)) {
    count.lastIndex = at + name.length;
    const found = count.exec(text)?.[1];
    if (found !== undefined) return Number(found);
  }
  return null;
}

const count = /\s*(\d{1,9})/y;
