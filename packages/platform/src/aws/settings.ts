import { InputError } from "#contracts";
import type { Environment } from "../environment.ts";
import type { Platform } from "../platform.ts";
import { loggedRetries, retryAfterMs } from "../retry.ts";
import { awsHeadersOf, isWorthAnotherTry } from "./errors.ts";
import { awsHandlerThrough } from "./http-handler.ts";

/** As in AWS_ENDPOINT_URL_<service>. */
type AwsService = "APPLICATION_AUTO_SCALING" | "SAGEMAKER" | "SAGEMAKER_RUNTIME" | "S3" | "CLOUDWATCH";

export type AwsPorts = Pick<Platform, "http" | "clock" | "random" | "secrets" | "log" | "environment">;

/** @throws InputError `no-region` */
export function awsRegionOf({ environment }: Pick<AwsPorts, "environment">, said: string | undefined): string {
  const region = said ?? environment.get("AWS_REGION") ?? environment.get("AWS_DEFAULT_REGION");
  if (region) return region;
  throw new InputError([{ where: "region", problem: "is missing", mend: "set AWS_REGION" }], "no-region");
}

/** Where a service is called when that is not AWS itself. */
export const awsEndpointOf = (environment: Environment, service: AwsService): string | undefined =>
  environment.get(`AWS_ENDPOINT_URL_${service}`) ?? environment.get("AWS_ENDPOINT_URL");

/** What a client of AWS is made of; our rules of retrying with it. */
export function awsSettings(ports: AwsPorts, region: string, service: AwsService) {
  const { environment, http } = ports;
  const endpoint = awsEndpointOf(environment, service);
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...awsCredentials(ports),
    retryStrategy: retryBy(ports),
    requestHandler: awsHandlerThrough(http) as never,
  };
}

/**
 * The keys in the environment, masked. Without them a client looks where AWS's tools do (web identity, profile, instance).
 */
export function awsCredentials({ environment, secrets }: Pick<AwsPorts, "environment" | "secrets">) {
  const accessKeyId = environment.get("AWS_ACCESS_KEY_ID");
  const secretAccessKey = environment.get("AWS_SECRET_ACCESS_KEY");
  const sessionToken = environment.get("AWS_SESSION_TOKEN");
  if (!accessKeyId || !secretAccessKey) return {};
  secrets.mask(secretAccessKey);
  secrets.mask(sessionToken ?? "");
  return { credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) } };
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
      loggedRetries(log, "AWS")(count, (error as Error).name, pauseMs);
      await clock.sleep(pauseMs);
      return token(count);
    },
    recordSuccess: () => undefined,
  };
}
