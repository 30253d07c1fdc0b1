/** Numbers for words, so that n-grams are made of integers and no strings are joined. */
export class Vocabulary {
  readonly #ids = new Map<string, number>();

  /** Forgets all words once they are many, so that memory does not grow with rows: numbers hold within a row only. */
  startRow(): void {
    if (this.#ids.size > 65_536) this.#ids.clear();
  }

  idsOf(tokens: readonly string[]): Int32Array {
    const ids = new Int32Array(tokens.length);
    for (let at = 0; at < tokens.length; at++) ids[at] = this.#idOf(tokens[at] as string);
    return ids;
  }

  #idOf(token: string): number {
    const known = this.#ids.get(token);
    if (known !== undefined) return known;
    this.#ids.set(token, this.#ids.size);
    return this.#ids.size - 1;
  }
}
