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

  /** Sends until it holds; another writer's conflict is looked at again. @throws ToolkitError `weights-not-moved` */
  async function until(holds: (now: Seen) => boolean, send: (now: Seen) => Promise<void>, what: string): Promise<Seen> {
    const deadline = clock.monotonic() + config.switchSeconds * 1000;
    for (let sent = 0; ; ) {
      const now = await seen();
      if (holds(now)) return now;
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

  const has = ({ traffic }: Seen, server: string, share: number): boolean =>
    Math.abs((traffic[server] ?? 0) - share) < 1e-6;

  return {
    seen,
    /** Share of the requests to the server, which is the current one. */
    weigh: (server: string, share: number): Promise<Seen> =>
      until(
        (now) => has(now, server, share) && (now.settled || now.current !== server),
        async (now) => {
          if (now.current === server) await workload.weigh(now, share);
        },
        `${share * 100}% for ${server}`,
      ),
    /** The server, which has all requests, is the only one for good. */
    finish: (server: string): Promise<Seen> =>
      until(
        (now) => now.settled && has(now, server, 1) && (now.kept === undefined || now.kept === server),
        (now) => workload.finish(now),
        `${server} alone`,
      ),
    /** The current server, which has no requests, ends where the engine can end it. */
    async withdraw(server: string): Promise<void> {
      const now = await seen();
      if (now.current !== server || now.failed || now.kept === undefined || now.kept === server) return;
      await until(
        (later) => later.failed || later.current !== server,
        (later) => workload.withdraw(later),
        `${server} taken back`,
      );
    },
  };
}
