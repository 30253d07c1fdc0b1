import { specificationRubric } from "#evaluation";
import { openResponseCache } from "#inference";
import { nodeRandom } from "#platform";
import { judgeRows } from "../../../../actions/judge-rows.ts";
import { openJudges } from "../../../../actions/open-judges.ts";
import { fakeDeps } from "../fake-deps.ts";
import { fakeEnvironment } from "../fake-environment.ts";

/** Judges as many rows as the third argument says by an OpenAI that listens at the second, its answers kept in the first. */
const [folder, baseUrl, count] = process.argv.slice(2) as [string, string, string];
const environment = fakeEnvironment({ OPENAI_API_KEY: "sk-fake", OPENAI_BASE_URL: baseUrl });
const deps = { ...(await fakeDeps()), environment, random: nodeRandom() };
const judges = await openJudges(deps, { models: [{ provider: "openai", model: "gpt-4o" }] });
const rows = Array.from({ length: Number(count) }, (_, index) => ({
  id: `r${index}`,
  messages: [{ role: "user" as const, content: `question ${index}` }],
  prediction: `answer ${index}`,
  references: [],
}));
const run = judgeRows(await openResponseCache(deps, folder), rows, {
  rubric: specificationRubric,
  judges,
  repeats: 1,
  temperature: 0,
  maxTokens: 64,
  panel: "mean",
  passAt: 0.5,
  concurrency: 4,
  budgetUsd: 10,
  signal: deps.signal,
});
await Array.fromAsync(run.rows);
process.stdout.write(JSON.stringify(run.totals()));
