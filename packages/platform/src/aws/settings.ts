import { InputError } from "#contracts";
import type { Environment } from "../environment.ts";
import type { Platform } from "../platform.ts";
import { retryAfterMs } from "../retry.ts";
import { awsHeadersOf, isWorthAnotherTry } from "./errors.ts";
import { awsHandlerThrough } from "./http-handler.ts";

export type AwsPorts = Pick<Platform, "http" | "clock" | "random" | "secrets" | "log" | "environment">;

/** @throws InputError `no-region` */
export function awsRegionOf({ environment }: Pick<AwsPorts, "environment">, said: string | undefined): string {
  const region = said ?? environment.get("AWS_REGION") ?? environment.get("AWS_DEFAULT_REGION");
  if (region) return region;
  throw new InputError([{ where: "region", problem: "is missing", mend: "set AWS_REGION" }], "no-region");
}

/**
 * What a client of AWS is made of. Without keys in the environment it looks where AWS's tools do (web identity, profile).
 * @param service as in AWS_ENDPOINT_URL_<service>
 */
export function awsSettings(ports: AwsPorts, region: string, service: "SAGEMAKER" | "S3" | "CLOUDWATCH") {
  const { environment, http, secrets } = ports;
  const endpoint = environment.get(`AWS_ENDPOINT_URL_${service}`) ?? environment.get("AWS_ENDPOINT_URL");
  const credentials = credentialsOf(environment);
  secrets.mask(credentials?.secretAccessKey ?? "");
  secrets.mask(credentials?.sessionToken ?? "");
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    retryStrategy: retryBy(ports),
    requestHandler: awsHandlerThrough(http) as never,
  };
}

function credentialsOf(environment: Environment) {
  const accessKeyId = environment.get("AWS_ACCESS_KEY_ID");
  const secretAccessKey = environment.get("AWS_SECRET_ACCESS_KEY");
  const sessionToken = environment.get("AWS_SESSION_TOKEN");
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

const attempts = 5;

/** Our rules in the place of the clients' own: by data, in the platform's time, and as long as the service asks for. */
function retryBy({ clock, random, log }: AwsPorts) {
  const token = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => 0 });
  return {
    acquireInitialRetryToken: async () => token(0),
    async refreshRetryTokenForRetry(before: { getRetryCount(): number }, { error }: { error?: unknown }) {
      const count = before.getRetryCount() + 1;
      if (count >= attempts || !isWorthAnotherTry(error)) throw error;
      const backOff = Math.min(20_000, 500 * 2 ** (count - 1)) * (0.5 + random.uniform() / 2);
      const pauseMs = retryAfterMs(awsHeadersOf(error), clock.now()) ?? Math.round(backOff);
      log.info(`AWS: ${(error as Error).name}; attempt ${count + 1} follows in ${Math.round(pauseMs / 100) / 10} s`);
      await clock.sleep(pauseMs);
      return token(count);
    },
    recordSuccess: () => undefined,
  };
}
