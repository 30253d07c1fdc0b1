import type { ActionDeps } from "#action-kit";
import { ToolkitError } from "#contracts";
import type { Serving } from "#serving";

export interface BusyInputs {
  "on-busy": "wait" | "refuse";
  /** Seconds. */
  "busy-timeout": number;
}

/** Somebody else changes the endpoint: on this machine, or from another one. */
const busy = new Set(["locked", "endpoint-contested", "deployment-raced", "deployment-pending"]);
const pauseMs = 5000;

/**
 * The same endpoint whose changes wait until another change is done. Each verb finds what it did before, so that one that
 * was told in the middle is simply done again.
 * @throws ToolkitError `endpoint-busy` naming who was there: at once with `refuse`, else after the time
 */
export function onceFree(
  serving: Serving,
  { "on-busy": onBusy, "busy-timeout": seconds }: BusyInputs,
  { clock, log, signal }: Pick<ActionDeps, "clock" | "log" | "signal">,
): Serving {
  async function free<Result>(work: () => Promise<Result>): Promise<Result> {
    const deadline = clock.monotonic() + seconds * 1000;
    for (let told = false; ; told = true) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof ToolkitError) || !busy.has(error.code)) throw error;
        if (onBusy === "refuse" || clock.monotonic() >= deadline) throw busyError(error, onBusy, seconds);
        if (!told) log.info(`waiting, at most ${seconds} s: ${error.message}`);
        await clock.sleep(pauseMs, signal);
      }
    }
  }

  const { submit, collect } = serving;
  return {
    ...serving,
    ...(submit && { submit: (candidate, strategy) => free(() => submit(candidate, strategy)) }),
    ...(collect && { collect: (candidate, strategy) => free(() => collect(candidate, strategy)) }),
    deploy: (candidate, strategy) => free(() => serving.deploy(candidate, strategy)),
    promote: (bakeSeconds) => free(() => serving.promote(bakeSeconds)),
    switchOver: () => free(() => serving.switchOver()),
    endBake: (bakeSeconds) => free(() => serving.endBake(bakeSeconds)),
    rollback: () => free(() => serving.rollback()),
  };
}

const busyError = (cause: ToolkitError, onBusy: BusyInputs["on-busy"], seconds: number): ToolkitError =>
  new ToolkitError({
    code: "endpoint-busy",
    provider: cause.provider,
    retryable: true,
    message: `another change of this endpoint is going on${onBusy === "wait" ? ` after ${seconds} s` : ""}: ${cause.message}`,
    hint: onBusy === "wait" ? "see what hangs, or give busy-timeout more" : "take on-busy: wait, or run it again later",
    cause,
  });
