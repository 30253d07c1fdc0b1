import { checks } from "../checks.ts";
import { main, runSteps } from "../steps.ts";

await main(() => runSteps(checks));
