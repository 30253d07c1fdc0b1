import { InputError, type Problem } from "#contracts";
import type { Environment } from "#platform";

export interface MlflowConfig {
  /** Address of the server that keeps experiments, logged models and artifacts. */
  tracking: string;
  /** Of the one that keeps registered models; nearly always the same. */
  registry: string;
  /** For `--app-name basic-auth`. */
  username?: string | undefined;
  password?: string | undefined;
  /** For a proxy in front that wants a bearer; username and password go first, as in MLflow's own client. */
  token?: string | undefined;
  /** Folder that fetched models are kept in, by digest. */
  cacheFolder: string;
  /** How long an upload may show no life until the next run takes it for dead, and clears it away; 600 unless told, 0: at once. */
  leaseSeconds?: number | undefined;
  /** Bytes of a part where the store takes parts; 16 MiB unless told. A larger file than two of them goes by parts. */
  partBytes?: number | undefined;
}

/**
 * Addresses by MLflow's own variables; what was said here wins over both.
 * @throws InputError `bad-registry-uri` for what is no http(s) address
 */
export function mlflowAddresses(
  said: string | undefined,
  environment: Environment,
): Pick<MlflowConfig, "tracking" | "registry"> {
  const named = (name: string): [string, string] | undefined => {
    const value = environment.get(name);
    return value === undefined ? undefined : [name, value];
  };
  const input: [string, string] | undefined = said === undefined ? undefined : ["registry-uri", said];
  const tracking = input ?? named("MLFLOW_TRACKING_URI");
  const registry = input ?? named("MLFLOW_REGISTRY_URI") ?? tracking;
  if (!registry || !tracking) {
    const mend = "give the address of the MLflow server, as http://mlflow:5000, or set MLFLOW_TRACKING_URI";
    throw new InputError([{ where: "registry-uri", problem: "is needed by registry: mlflow", mend }], badAddress);
  }
  const problems = [tracking, registry].flatMap(([where, address]) => problemOf(where, address));
  if (problems[0]) throw new InputError([problems[0]], badAddress);
  return { tracking: tracking[1].replace(/\/+$/, ""), registry: registry[1].replace(/\/+$/, "") };
}

const badAddress = "bad-registry-uri";

function problemOf(where: string, address: string): Problem[] {
  const parsed = URL.canParse(address) ? new URL(address) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    const mend = "start a server with `mlflow server`, and give its address";
    return [{ where, problem: "is no address of an MLflow server", legal: "http://… or https://…", mend }];
  }
  if (parsed.username === "" && parsed.password === "") return [];
  const mend = "pass them by MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD";
  return [{ where, problem: "carries credentials", mend }];
}
