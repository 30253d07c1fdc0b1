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

  /** When the engine is done with what it was told, or gave it up; as it is where that takes too long. */
  async function calm(): Promise<Seen> {
    const deadline = clock.monotonic() + config.switchSeconds * 1000;
    for (;;) {
      const now = await seen();
      const gaveUp = now.failed && !now.takenBack;
      if (now.settled || gaveUp || clock.monotonic() >= deadline) return now;
      await clock.sleep(lookPauseMs);
    }
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

  /** Git has another one. What the engine has not yet noticed is neither. */
  const replaces = ({ current }: Seen, server: string): boolean => current !== "" && current !== server;

  const none = (now: Seen, server: string): boolean => has(now, server, 0);

  return {
    seen,
    calm,
    /** Share of the requests to the server, which is the current one. More of them may take more pods of it. */
    weigh: (server: string, share: number, waiting?: () => Promise<void>): Promise<Seen> =>
      until({
        waiting,
        what: `${share * 100}% for ${server}`,
        // none is none, also where the server is in no state to settle
        holds: (now, sent) =>
          has(now, server, share) && (now.settled || replaces(now, server) || (share === 0 && sent > 0)),
        async send(now) {
          // none is asked for at once, also of an engine that has not yet noticed what a killed run asked for
          if (now.current === server || (now.current === "" && share === 0)) await workload.weigh(now, share);
          else if (replaces(now, server) && share > 0) throw replaced(server);
        },
        seconds: config.switchSeconds + (share > 0 ? config.startSeconds : 0),
      }),
    /** The server, which has all requests, is the only one for good. */
    finish: (server: string): Promise<Seen> =>
      until({
        what: `${server} alone`,
        // what Git told the engine since need not be settled
        holds: (now) =>
          (now.settled || replaces(now, server)) &&
          has(now, server, 1) &&
          (now.kept === undefined || now.kept === server),
        async send(now) {
          if (now.current === server) await workload.finish(now);
          else if (replaces(now, server)) throw replaced(server);
        },
        seconds: config.switchSeconds,
      }),
    /** The server can take the requests that it has. @throws ToolkitError `server-unhealthy` */
    async answers(server: string): Promise<void> {
      const deadline = clock.monotonic() + config.switchSeconds * 1000;
      for (;;) {
        const { healthy, reason } = await workload.health(server);
        if (healthy) return;
        if (clock.monotonic() >= deadline)
          throw new ToolkitError({
            code: "server-unhealthy",
            provider,
            message: ports.secrets.redact(`${server} has the requests, and does not serve: ${reason}`),
            hint: `kubectl describe pods --namespace ${config.namespace} says more`,
          });
        await clock.sleep(lookPauseMs);
      }
    },
    /** No requests to the current server, whatever state it is in; it ends where the engine can end it. */
    takeBack: (server: string): Promise<Seen> =>
      until({
        what: `${server} taken back`,
        holds: (now, sent) =>
          replaces(now, server) || (now.current === server && none(now, server) && (now.takenBack || sent > 0)),
        send: (now) => workload.takeBack(now),
        seconds: config.switchSeconds,
      }),
  };
}
