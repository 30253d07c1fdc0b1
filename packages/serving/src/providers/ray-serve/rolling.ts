import { ToolkitError } from "#contracts";
import type { Platform } from "#platform";
import type { rayCluster } from "./cluster.ts";
import { switchSeconds } from "./cluster.ts";
import type { Dashboard } from "./dashboard.ts";
import type { RayApplication } from "./schema.ts";
import { applying, reasonOf, settled, waitSettled } from "./settle.ts";

type Cluster = Pick<ReturnType<typeof rayCluster>, "add" | "edit" | "look">;

export const withReplicas = (application: RayApplication, replicas: number): RayApplication => ({
  ...application,
  deployments: (application.deployments ?? []).map((each) => ({ ...each, num_replicas: replicas })),
});

/**
 * One instance after the other: it starts, gets its share of the traffic, and is watched for a while. Those of the model
 * before stay until the last one serves, so that the way back is at once. The share is a lease: a run that dies gives it
 * back.
 */
export function instanceByInstance(
  ports: Pick<Platform, "clock" | "secrets" | "log">,
  dashboard: Dashboard,
  { add, edit, look }: Cluster,
  { startSeconds, waitSeconds }: { startSeconds: number; waitSeconds: number },
) {
  const { clock, secrets, log } = ports;

  /** @throws ToolkitError `server-unhealthy` as soon as Serve says so, or where it does not come to rest */
  async function watch(name: string): Promise<void> {
    const deadline = clock.monotonic() + waitSeconds * 1000;
    for (;;) {
      const application = (await look()).details.applications[name];
      if (!settled(application) && !applying(application))
        throw new ToolkitError({
          code: "server-unhealthy",
          provider: "ray-serve",
          message: `${name} fell ill under traffic: ${secrets.redact(reasonOf(application).slice(-3000))}`,
          hint: "what Serve says is above; the model from before has all traffic again",
        });
      if (clock.monotonic() >= deadline) return await waitSettled(ports, dashboard, [name], startSeconds);
      await clock.sleep(1000);
    }
  }

  /** @throws ToolkitError `server-unhealthy`; the share that was given so far is the caller's to take */
  return async (application: RayApplication, replicas: number): Promise<void> => {
    for (let instance = 1; instance <= replicas; instance++) {
      await add(withReplicas(application, instance));
      await waitSettled(ports, dashboard, [application.name], startSeconds);
      const share = instance / replicas;
      const leaseSeconds = waitSeconds + startSeconds + switchSeconds;
      await edit((_, headTime) => ({ canary: share, leaseSeconds, grantedAt: headTime }));
      log.info(`instance ${instance} of ${replicas} serves ${Math.round(100 * share)} % of the requests`);
      await watch(application.name);
    }
  };
}
