import * as module from "node:module";
import { fileURLToPath } from "node:url";

module.enableCompileCache?.();
const { start } = await import("../bundle/index.js");
await start("canary-gate", fileURLToPath(new URL("..", import.meta.url)));
