import { seededUniform } from "#statistics";

/** Random draws from one seed. */
export interface Draw {
  uniform(): number;
  normal(): number;
  /** Events among n, each with probability p: jumps from event to event, so that rare ones cost little. */
  binomial(n: number, p: number): number;
  /** Beta(a, b) for small a (Jöhnk 1964). */
  beta(a: number, b: number): number;
  /** Gamma of mean 1 with this squared coefficient of variation, which is at most 1 (Marsaglia and Tsang 2000). */
  gamma(cv2: number): number;
}

export function drawFrom(seed: number): Draw {
  const uniform = seededUniform(seed);
  const positive = (): number => 1 - uniform();
  const normal = (): number => Math.sqrt(-2 * Math.log(positive())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    normal,
    binomial(n, p) {
      if (p <= 0) return 0;
      if (p >= 1) return n;
      const scale = Math.log1p(-p);
      let events = 0;
      for (let at = jump(); at < n; at += 1 + jump()) events += 1;
      return events;
      function jump(): number {
        return Math.floor(Math.log(positive()) / scale);
      }
    },
    beta(a, b) {
      for (;;) {
        const [x, y] = [positive() ** (1 / a), positive() ** (1 / b)];
        if (x + y > 0 && x + y <= 1) return x / (x + y);
      }
    },
    gamma(cv2) {
      const shift = 1 / cv2 - 1 / 3;
      for (;;) {
        const deviate = normal();
        const cube = (1 + deviate / Math.sqrt(9 * shift)) ** 3;
        if (cube <= 0) continue;
        if (Math.log(positive()) < deviate ** 2 / 2 + shift * (1 - cube + Math.log(cube))) return shift * cube * cv2;
      }
    },
  };
}
