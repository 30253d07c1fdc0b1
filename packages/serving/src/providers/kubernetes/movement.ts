import { ToolkitError } from "#contracts";
import { isConflict, provider } from "./failures.ts";
import type { Home } from "./home.ts";
import type { Seen } from "./workload.ts";

const lookPauseMs = 1000;

/** Asking an engine, and waiting until it is seen; each wait has a deadline of its own. */
export function movementOf({ ports, config, workload }: Home) {
  const { clock } = ports;
  const { endpoint } = config;

  /** What the engine shows now. @throws ToolkitError `endpoint-gone` */
  async function seen(): Promise<Seen> {
    const found = await workload.look();
    if (found) return found;
    throw new ToolkitError({
      code: "endpoint-gone",
      provider,
      message: `${config.engine} has no ${endpoint} in namespace ${config.namespace} any more`,
      hint: "put its manifests back into Git, or delete its ConfigMap and deploy anew",
    });
  }

  interface Wish {
    what: string;
    /** @param sent times that it was asked for */
    holds(now: Seen, sent: number): boolean;
    send(now: Seen): Promise<void>;
    seconds: number;
    /** Is called now and then, as long as it takes. */
    waiting?: (() => Promise<void>) | undefined;
  }

  /** Sends until it holds; another writer's conflict is looked at again. @throws ToolkitError `weights-not-moved` */
  async function until({ what, holds, send, seconds, waiting }: Wish): Promise<Seen> {
    const deadline = clock.monotonic() + seconds * 1000;
    let told = clock.monotonic();
    for (let sent = 0; ; ) {
      const now = await seen();
      if (holds(now, sent)) return now;
      if (clock.monotonic() - told > config.switchSeconds * 500) {
        await waiting?.();
        told = clock.monotonic();
      }
      // an engine that is still at what it was told is not told again, but what is asked first is asked at once
      if (sent === 0 || now.settled) {
        if (sent === 3) throw notMoved(what, "somebody else moves it back");
        try {
          await send(now);
          sent += 1;
        } catch (error) {
          if (!isConflict(error)) throw error;
        }
      }
      if (clock.monotonic() >= deadline) throw notMoved(what, now.reason);
      await clock.sleep(lookPauseMs);
    }
  }

  const notMoved = (what: string, why: string): ToolkitError =>
    new ToolkitError({
      code: "weights-not-moved",
      provider,
      retryable: true,
      message: `${endpoint} is not as it was asked to be (${what}): ${ports.secrets.redact(why)}`,
      hint: "look at the engine's object in the cluster; an agent that heals itself must ignore what the engine changes",
    });

  const replaced = (server: string): ToolkitError =>
    new ToolkitError({
      code: "endpoint-changed",
      provider,
      message: `Git has another model for ${endpoint} than ${server}, so it can get no requests`,
      hint: "roll back, which forgets it, and deploy the model that is wanted",
    });

  const has = ({ traffic }: Seen, server: string, share: number): boolean =>
    Math.abs((traffic[server] ?? 0) - share) < 1e-6;

  const none = (now: Seen, server: string): boolean => has(now, server, 0);

  return {
    seen,
    /** Share of the requests to the server, which is the current one. More of them may take more pods of it. */
    weigh: (server: string, share: number, waiting?: () => Promise<void>): Promise<Seen> =>
      until({
        waiting,
        what: `${share * 100}% for ${server}`,
        // none is none, also where the server is in no state to settle
        holds: (now, sent) =>
          has(now, server, share) && (now.settled || now.current !== server || (share === 0 && sent > 0)),
        async send(now) {
          if (now.current === server) await workload.weigh(now, share);
          else if (now.current !== "" && share > 0) throw replaced(server);
        },
        seconds: config.switchSeconds + (share > 0 ? config.startSeconds : 0),
      }),
    /** The server, which has all requests, is the only one for good. */
    finish: (server: string): Promise<Seen> =>
      until({
        what: `${server} alone`,
        holds: (now) => now.settled && has(now, server, 1) && (now.kept === undefined || now.kept === server),
        send: (now) => workload.finish(now),
        seconds: config.switchSeconds,
      }),
    /** No requests to the current server, whatever state it is in; it ends where the engine can end it. */
    takeBack: (server: string): Promise<Seen> =>
      until({
        what: `${server} taken back`,
        holds: (now, sent) =>
          now.current === server ? none(now, server) && (now.takenBack || sent > 0) : now.current !== "",
        send: (now) => workload.takeBack(now),
        seconds: config.switchSeconds,
      }),
  };
}
