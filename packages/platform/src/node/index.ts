import type { Platform } from "../platform.ts";
import { nodeClock } from "./clock.ts";
import { nodeEnvironment } from "./environment.ts";
import { nodeExec } from "./exec.ts";
import { nodeFiles } from "./files.ts";
import { nodeHttp } from "./http.ts";
import { plainLog } from "./log.ts";
import { nodeRandom } from "./random.ts";
import { maskedSecrets } from "./secrets.ts";
import { terminationSignal } from "./termination.ts";

export {
  maskedSecrets,
  nodeClock,
  nodeEnvironment,
  nodeExec,
  nodeFiles,
  nodeHttp,
  nodeRandom,
  plainLog,
  terminationSignal,
};

/** The real thing, with a plain log. Actions replace `exec`, `log` and `secrets` by those of action-kit. */
export function nodePlatform(): Platform {
  const secrets = maskedSecrets();
  return {
    http: nodeHttp(),
    exec: nodeExec(),
    clock: nodeClock(),
    random: nodeRandom(),
    files: nodeFiles(),
    log: plainLog(secrets),
    secrets,
    environment: nodeEnvironment(),
  };
}
export * from "./free-port.ts";
export * from "./plain-http.ts";
