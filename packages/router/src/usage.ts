/** Watches an answer go by for its token counts; keeps only its end. */
export class UsageWatch {
  #tail = "";

  see(chunk: Buffer): void {
    this.#tail = (this.#tail + chunk.toString("latin1")).slice(-4096);
  }

  /** Quotes within a JSON string are escaped, so that content cannot pass for a count. */
  get tokens(): { prompt: number | null; completion: number | null } {
    return {
      prompt: this.#last(/"prompt_tokens":\s*(\d{1,9})/g),
      completion: this.#last(/"completion_tokens":\s*(\d{1,9})/g),
    };
  }

  #last(pattern: RegExp): number | null {
    const found = [...this.#tail.matchAll(pattern)].at(-1)?.[1];
    return found === undefined ? null : Number(found);
  }
}
