import type { KubernetesEngine } from "#infrastructure";
import type { Clock } from "#platform";
import type { MortalServing } from "../conformance/serving-deaths.ts";
import { dyingExec, dyingFiles, type Life } from "../dying.ts";
import { lazyServing } from "../lazy-serving.ts";
import { kubernetesServingUnderTest } from "./serving-under-test.ts";

const reads = ([verb]: readonly string[]): boolean => verb === "get";

/** Ends with the change before the n-th: a run that waits for what comes of a change is killed before any of it came. */
function lifeUpTo(calls: number): Life {
  let left = calls - 1;
  const check = (): void => {
    if (left <= 0) throw new Error("killed");
  };
  return {
    check,
    spend() {
      check();
      left -= 1;
    },
  };
}

/**
 * The endpoint `mail` on a cluster for runs that are killed, each right after a change by kubectl, of a manifest or of the
 * state folder. The agent and the engine's controller are no part of the run, and no kill of ours reaches them: they go on
 * with what they were told as the clock does. Who looks at once finds them at the beginning of it, who looks later at its
 * end; a suite that does both has seen what a kill during the waiting between can leave.
 */
export async function mortalKubernetes(engine: KubernetesEngine): Promise<MortalServing> {
  const { cluster, candidate, clock, deps, exec: live, open } = await kubernetesServingUnderTest(engine);
  // whoever comes after a killed run finds its lock
  const exec = { ...live, isAlive: () => false };
  return {
    open: () => lazyServing(() => open({}, { exec })),
    dying(calls) {
      const life = lifeUpTo(calls);
      const sleep: Clock["sleep"] = async (ms, signal) => {
        life.check();
        await clock.sleep(ms, signal);
      };
      const around = {
        exec: dyingExec(exec, life, reads),
        files: dyingFiles(deps.files, life),
        clock: { ...clock, sleep },
      };
      return lazyServing(() => open({}, around));
    },
    candidate,
    answering: () => Object.keys(cluster.answering()).sort().join(" and ") || "nothing",
    pass: (seconds) => clock.sleep(seconds * 1000),
  };
}
