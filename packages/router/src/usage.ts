/** Longest end of an answer that is looked at; servers write their counts last. */
const tailCharacters = 8192;

/** Watches an answer go by for its token counts and for an error told within a stream; keeps only its end. */
export class UsageWatch {
  #tail = "";

  see(chunk: Buffer): void {
    this.#tail = (this.#tail + chunk.toString("latin1")).slice(-tailCharacters);
  }

  /** Quotes within a JSON string are escaped, so that content cannot pass for a count. */
  get tokens(): { prompt: number | null; completion: number | null } {
    return {
      prompt: this.#last(/"prompt_tokens":\s*(\d{1,9})/g),
      completion: this.#last(/"completion_tokens":\s*(\d{1,9})/g),
    };
  }

  /** Servers whose status has gone out already tell of a failure as an event; content cannot begin a line. */
  get streamError(): boolean {
    return /(^|[\r\n])(data: ?\{\s*"error"|error: ?\{|event: ?error\b)/.test(this.#tail);
  }

  #last(pattern: RegExp): number | null {
    const found = [...this.#tail.matchAll(pattern)].at(-1)?.[1];
    return found === undefined ? null : Number(found);
  }
}
