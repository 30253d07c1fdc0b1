import * as module from "node:module";
import { fileURLToPath } from "node:url";

module.enableCompileCache?.();
const { start } = await import("../bundle/index.js");
await start("registry-event", fileURLToPath(new URL("..", import.meta.url)));
