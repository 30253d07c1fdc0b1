import type { SageMakerClientConfig } from "@aws-sdk/client-sagemaker";
import { InputError } from "#contracts";
import { type Environment, type Platform, retryAfterMs } from "#platform";
import { headersOf, isWorthAnotherTry } from "./failures.ts";
import { awsHandlerThrough } from "./http-handler.ts";

export type Ports = Pick<Platform, "http" | "clock" | "random" | "secrets" | "log" | "files" | "environment" | "exec">;

/** @throws InputError `no-region` */
export function regionOf({ environment }: Ports, said: string | undefined): string {
  const region = said ?? environment.get("AWS_REGION") ?? environment.get("AWS_DEFAULT_REGION");
  if (region) return region;
  throw new InputError([{ where: "region", problem: "is missing", mend: "set AWS_REGION" }], "no-region");
}

/** What the client is made of. Without keys in the environment it looks where AWS's tools do (web identity, profile). */
export function awsSettings(ports: Ports, region: string) {
  const { environment, http, secrets } = ports;
  const endpoint = environment.get("AWS_ENDPOINT_URL_SAGEMAKER") ?? environment.get("AWS_ENDPOINT_URL");
  const credentials = credentialsOf(environment);
  secrets.mask(credentials?.secretAccessKey ?? "");
  secrets.mask(credentials?.sessionToken ?? "");
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    retryStrategy: retryBy(ports),
    requestHandler: awsHandlerThrough(http) as never,
  } satisfies SageMakerClientConfig;
}

function credentialsOf(environment: Environment) {
  const accessKeyId = environment.get("AWS_ACCESS_KEY_ID");
  const secretAccessKey = environment.get("AWS_SECRET_ACCESS_KEY");
  const sessionToken = environment.get("AWS_SESSION_TOKEN");
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

const attempts = 5;

/** Our rules in the place of the client's own: by data, in the platform's time, and as long as the service asks for. */
function retryBy({ clock, random, log }: Ports) {
  const token = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => 0 });
  return {
    acquireInitialRetryToken: async () => token(0),
    async refreshRetryTokenForRetry(before: { getRetryCount(): number }, { error }: { error?: unknown }) {
      const count = before.getRetryCount() + 1;
      if (count >= attempts || !isWorthAnotherTry(error)) throw error;
      const backOff = Math.min(20_000, 500 * 2 ** (count - 1)) * (0.5 + random.uniform() / 2);
      const pauseMs = retryAfterMs(headersOf(error), clock.now()) ?? Math.round(backOff);
      log.info(`AWS: ${(error as Error).name}; attempt ${count + 1} follows in ${Math.round(pauseMs / 100) / 10} s`);
      await clock.sleep(pauseMs);
      return token(count);
    },
    recordSuccess: () => undefined,
  };
}
