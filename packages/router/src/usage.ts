/** Longest end of an answer that is looked at; servers write their counts last. */
const tailCharacters = 8192;

/** Watches an answer go by for its token counts and for an error told within a stream; keeps only its end. */
export class UsageWatch {
  #tail = "";

  see(chunk: Buffer): void {
    this.#tail += chunk.toString("latin1");
    // cut seldom: each cut copies the end
    if (this.#tail.length > 4 * tailCharacters) this.#tail = this.#tail.slice(-tailCharacters);
  }

  /** Quotes within a JSON string are escaped, so that content cannot pass for a count. */
  get tokens(): { prompt: number | null; completion: number | null } {
    return { prompt: this.#last('"prompt_tokens":'), completion: this.#last('"completion_tokens":') };
  }

  /** Servers whose status has gone out already tell of a failure as an event; content cannot begin a line. */
  get streamError(): boolean {
    return /(^|[\r\n])(data: ?\{\s*"error"|error: ?\{|event: ?error\b)/.test(this.#tail);
  }

  #last(name: string): number | null {
    for (let at = this.#tail.lastIndexOf(name); at !== -1; at = at === 0 ? -1 : this.#tail.lastIndexOf(name, at - 1)) {
      count.lastIndex = at + name.length;
      const found = count.exec(this.#tail)?.[1];
      if (found !== undefined) return Number(found);
    }
    return null;
  }
}

const count = /\s*(\d{1,9})/y;
