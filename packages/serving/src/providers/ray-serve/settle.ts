import { ToolkitError } from "#contracts";
import type { Platform } from "#platform";
import type { Dashboard } from "./dashboard.ts";
import type { RayDetails } from "./schema.ts";

type Application = RayDetails["applications"][string];

/** Whether all of it runs as the last config says. */
export const settled = (application: Application | undefined): boolean =>
  application?.status === "RUNNING" &&
  Object.values(application.deployments).every(({ status }) => status === "HEALTHY");

/**
 * Whether Serve is merely applying a config: any PUT, also somebody else's, does so with every application for a moment,
 * and its replicas answer meanwhile. One that fails its health checks says UNHEALTHY, of itself or of a deployment.
 */
export const applying = (application: Application | undefined): boolean =>
  application?.status === "DEPLOYING" &&
  Object.values(application.deployments).every(({ status }) => /^(HEALTHY|UPDATING|UPSCALING)$/.test(status));

/** What Serve says of it, in a few lines. */
export function reasonOf(application: Application | undefined): string {
  if (!application) return "Serve does not know it";
  const lines = [application.message, ...Object.values(application.deployments).map(({ message }) => message)];
  const said = [...new Set(lines)].filter(Boolean).join("\n").trim();
  return said ? `${application.status}: ${said}` : application.status;
}

/**
 * Waits until the applications run. PUT takes a config that can never start, so that only their status tells.
 * @throws ToolkitError `server-unhealthy` with what Serve says: at once when it gave up, else at the deadline
 */
export async function waitSettled(
  { clock, secrets }: Pick<Platform, "clock" | "secrets">,
  dashboard: Dashboard,
  names: readonly string[],
  seconds: number,
): Promise<void> {
  const deadline = clock.monotonic() + seconds * 1000;
  for (;;) {
    const { applications } = (await dashboard.details()).details;
    const left = names.filter((name) => !settled(applications[name]));
    if (left.length === 0) return;
    const failed = left.find((name) => applications[name]?.status === "DEPLOY_FAILED");
    if (failed ?? clock.monotonic() >= deadline) {
      const name = failed ?? (left[0] as string);
      const reason = secrets.redact(reasonOf(applications[name]).slice(-3000));
      throw new ToolkitError({
        code: "server-unhealthy",
        provider: "ray-serve",
        message: failed ? `${name} does not start: ${reason}` : `${name} does not run after ${seconds} s: ${reason}`,
        hint: "what Serve says is above; a cluster without room for the replica, or an import that fails, ends like this",
      });
    }
    await clock.sleep(250);
  }
}

/** Waits until none of them is there any more. @throws ToolkitError `drain-timeout` */
export async function waitGone(
  { clock }: Pick<Platform, "clock">,
  dashboard: Dashboard,
  names: readonly string[],
  seconds: number,
): Promise<void> {
  const deadline = clock.monotonic() + seconds * 1000;
  for (;;) {
    const { applications } = (await dashboard.details()).details;
    const left = names.filter((name) => applications[name]);
    if (left.length === 0) return;
    if (clock.monotonic() >= deadline)
      throw new ToolkitError({
        code: "drain-timeout",
        provider: "ray-serve",
        retryable: true,
        message: `${left.join(", ")} did not end within ${seconds} s`,
        hint: "it gets no traffic; Serve ends it when its last request is done",
      });
    await clock.sleep(250);
  }
}
