import { nodeClock, nodeEnvironment, nodeExec, nodeFiles } from "#platform";
import { supervise } from "./supervise.ts";

/** The supervisor as a program of its own. usage: node supervisor <folder of the deployment> */
await supervise(
  { exec: nodeExec(), files: nodeFiles(), clock: nodeClock(), environment: nodeEnvironment() },
  process.argv[2] ?? ".",
);
process.exit(0);
