import type { VariantName } from "#contracts";

/** Where and when a request was answered. */
export interface Routed {
  variant: VariantName;
  time: string;
}

type Generation = Record<VariantName, Map<string, string>>;

const newGeneration = (): Generation => ({ baseline: new Map(), canary: new Map() });

/**
 * The variants of the last requests, by their ids: at least `least` of them and at most twice as many. Two generations
 * take turns, since taking the oldest out one by one makes the table be built anew again and again; times alone are
 * kept, since an object for each request is what the garbage collector would copy about.
 */
export class Remembered {
  readonly #least: number;
  #young = newGeneration();
  #old = newGeneration();

  constructor(least: number) {
    this.#least = least;
  }

  /** The latest one of an id counts. */
  add(requestId: string, { variant, time }: Routed): void {
    const { baseline, canary } = this.#young;
    if (baseline.size + canary.size >= this.#least) {
      this.#old = this.#young;
      this.#young = newGeneration();
    }
    this.#young[variant].set(requestId, time);
    this.#young[variant === "canary" ? "baseline" : "canary"].delete(requestId);
  }

  find(requestId: string): Routed | undefined {
    for (const generation of [this.#young, this.#old])
      for (const variant of ["baseline", "canary"] as const) {
        const time = generation[variant].get(requestId);
        if (time !== undefined) return { variant, time };
      }
    return undefined;
  }
}
