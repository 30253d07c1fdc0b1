import type { Clock } from "./clock.ts";
import type { Environment } from "./environment.ts";
import type { Exec } from "./exec.ts";
import type { Files } from "./files.ts";
import type { Http } from "./http.ts";
import type { Log } from "./log.ts";
import type { Random } from "./random.ts";
import type { Secrets } from "./secrets.ts";

/** Everything outside the process, as ports. Take with `Pick` only what you need. */
export interface Platform {
  http: Http;
  exec: Exec;
  clock: Clock;
  random: Random;
  files: Files;
  log: Log;
  secrets: Secrets;
  environment: Environment;
}
