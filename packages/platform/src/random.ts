/** Randomness of the outer world (ids, ports, jitter). Statistics use the seeded generator of `#statistics`. */
export interface Random {
  uuid(): string;
  bytes(length: number): Uint8Array;
  /** Uniform in [0, 1). */
  uniform(): number;
}
