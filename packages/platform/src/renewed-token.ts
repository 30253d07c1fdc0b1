import type { Clock } from "./clock.ts";

export interface Token {
  value: string;
  /** Milliseconds since 1970. */
  endsAt: number;
}

/** A token is renewed this long before its end, or at half its life when that is shorter. */
const slackMs = 300_000;

export interface RenewedToken {
  /** The token; fetched when there is none, or when it is about to end. Callers at the same time share one fetch. */
  current(): Promise<string>;
  /** Forgets this token, because somebody refused it; the next caller gets a new one. */
  refused(value: string): void;
}

/** Keeps a token until shortly before its end. A failed fetch is not kept. */
export function renewedToken(clock: Clock, fetchToken: () => Promise<Token>): RenewedToken {
  let held: { token: Promise<Token>; renewAt: number } | undefined;
  let last: string | undefined;
  return {
    async current() {
      if (!held || held.renewAt <= clock.now()) {
        const begun = clock.now();
        const mine = { token: fetchToken(), renewAt: Number.POSITIVE_INFINITY };
        held = mine;
        mine.token.then(
          ({ endsAt }) => {
            mine.renewAt = Math.max(endsAt - slackMs, begun + (endsAt - begun) / 2);
          },
          () => {
            if (held === mine) held = undefined;
          },
        );
      }
      last = (await held.token).value;
      return last;
    },
    refused(value) {
      if (value === last) held = undefined;
    },
  };
}
