/** Something that ends by itself when nothing happens for too long. */
export interface Timed {
  /** In milliseconds of the clock that `now` reads; moved on whenever something happens. */
  deadline: number;
  expire(): void;
}

/**
 * Looks through all that is under way a few times a second. A timer for each request would be set anew with every piece
 * that passes; here a piece costs an assignment.
 */
export class Deadlines {
  readonly #timed = new Set<Timed>();
  readonly #timer: NodeJS.Timeout;

  constructor(now: () => number, everyMs: number) {
    this.#timer = setInterval(() => {
      const at = now();
      for (const timed of this.#timed) if (at >= timed.deadline) timed.expire();
    }, everyMs);
    this.#timer.unref();
  }

  add(timed: Timed): void {
    this.#timed.add(timed);
  }

  delete(timed: Timed): void {
    this.#timed.delete(timed);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
