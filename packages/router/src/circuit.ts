export interface CircuitSettings {
  /** Failures in a row that open it. */
  failures: number;
  /** Milliseconds that it stays open until one request may try again. */
  openMs: number;
}

/** How a request may go: as always, or as the one that tries whether the server is back. */
export type Pass = "closed" | "probe";

/**
 * Keeps requests off a server that failed several times in a row; after a while one request tries it, and by that one it
 * closes or stays open. Answers that only say that the server works badly (a 500) are the gate's to judge, not failures
 * here.
 */
export class Circuit {
  readonly #settings: () => CircuitSettings;
  #inRow = 0;
  /** Undefined while it is closed. */
  #openedAt: number | undefined;
  #probing = false;

  constructor(settings: () => CircuitSettings) {
    this.#settings = settings;
  }

  /** @returns undefined when nothing may go; whoever gets a pass settles it by one of the three methods below */
  enter(now: number): Pass | undefined {
    if (this.#openedAt === undefined) return "closed";
    if (this.#probing || now - this.#openedAt < this.#settings().openMs) return undefined;
    this.#probing = true;
    return "probe";
  }

  /** An answer of a request that went off before it opened says nothing of now: only the probe closes it. */
  succeeded(pass: Pass): void {
    if (this.#openedAt !== undefined && pass !== "probe") return;
    this.#inRow = 0;
    this.#openedAt = undefined;
    this.#probing = false;
  }

  failed(pass: Pass, now: number): void {
    if (pass === "probe") this.#probing = false;
    this.#inRow += 1;
    if (pass === "probe" || (this.#openedAt === undefined && this.#inRow >= this.#settings().failures))
      this.#openedAt = now;
  }

  /** The client left before anything was known. */
  unknown(pass: Pass): void {
    if (pass === "probe") this.#probing = false;
  }

  state(now: number): "closed" | "open" | "half-open" {
    if (this.#openedAt === undefined) return "closed";
    return now - this.#openedAt < this.#settings().openMs ? "open" : "half-open";
  }
}

/** One circuit for each server's address; what stands under another address begins with a closed one. */
export class Circuits {
  readonly #settings: () => CircuitSettings;
  readonly #circuits = new Map<string, Circuit>();

  constructor(settings: () => CircuitSettings) {
    this.#settings = settings;
  }

  of(url: string): Circuit {
    const known = this.#circuits.get(url);
    if (known) return known;
    const circuit = new Circuit(this.#settings);
    this.#circuits.set(url, circuit);
    return circuit;
  }

  /** Forgets those of other addresses. */
  keep(urls: readonly string[]): void {
    for (const url of this.#circuits.keys()) if (!urls.includes(url)) this.#circuits.delete(url);
  }
}
