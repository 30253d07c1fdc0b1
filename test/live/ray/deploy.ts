import { nodePlatform } from "#platform";
import { type Candidate, type RayServeConfig, servingProviders } from "#serving";

/** One deployment as a process of its own, to be killed. usage: node deploy.ts <config and candidate as JSON> */
const { config, candidate } = JSON.parse(process.argv[2] ?? "") as { config: RayServeConfig; candidate: Candidate };
const serving = await servingProviders["ray-serve"](nodePlatform(), { ...config, planOf: () => "" });
await serving.deploy(candidate, "all-at-once");
