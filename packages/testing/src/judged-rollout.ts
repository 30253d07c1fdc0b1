import { readFileSync } from "node:fs";
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CanaryState, type ChatMessage, canaryStateSchema } from "#contracts";
import { nodeHttp } from "#platform";
import { closeLater } from "./close-later.ts";
import { fakeClock } from "./fake-clock.ts";
import { type FakeDeps, fakeDeps } from "./fake-deps.ts";
import { fakeEnvironment } from "./fake-environment.ts";
import { fakeJudge } from "./fake-judge.ts";
import { countRequests, type FakeTarget, fakePrometheus } from "./fake-prometheus.ts";
import { fakeAws } from "./sagemaker/fake-aws.ts";
import { awsEnvironment } from "./sagemaker/under-test.ts";
import { chatCompletionsVendor } from "./vendors/chat-completions.ts";
import { type Recorded, vendorServer } from "./vendors/vendor-server.ts";

const fixture = "../../inference/src/providers/openai/__fixtures__/chat-completion.json";
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, fixture), "utf8")) as Recorded;

/** What a workflow gives that judges the answers in traces.jsonl. */
const inputs = {
  "metric-source": "prometheus",
  target: "none",
  "prometheus-dialect": "llm",
  "prometheus-url": "http://prometheus.test/prom",
  endpoint: "mail",
  "quality-source": "traces",
  answers: "traces.jsonl",
  "judge-sample": 50,
  "judge-concurrency": 4,
  "judge-seed": 7,
  "look-interval": 300,
  "max-duration": 7200,
  tau: 0.5,
  "tau-window": 3600,
  "warm-up": 100,
  alpha: 0.05,
  "min-requests": 50,
  null: "any",
  rule: "evidence",
  assignment: "request",
  state: "state/canary-state.json",
  "on-inconclusive": "hold",
  language: "en",
  "report-dir": "reports",
} as const;

type Arm = "canary" | "baseline";
/** What the users of either arm are answered until the next look. */
export type Answers = Record<Arm, readonly string[]>;

/** An answer that the judge gives so many points of ten. */
export const worth = (points: number): string => `An answer worth ${points} points`;
/** Many of them, most a point better or worse. */
export const about = (points: number, count = 60): string[] =>
  Array.from({ length: count }, (_, at) => worth(points + ((at * 7) % 3) - 1));
export const pointsOf = (response: string): number => Number(/worth (\d+) points/.exec(response)?.[1] ?? 3);

/** Traffic of a router without a fault, its answers in a file of traces, and a judge behind OpenAI's API. */
export async function judgedRollout<Result>(
  gate: (inputs: never, deps: FakeDeps) => Promise<Result>,
  looks: Answers[],
  {
    failed = 2,
    reply = fakeJudge({ opinion: pointsOf }),
    tell = () => ({}),
  }: {
    failed?: number;
    reply?: (last: ChatMessage[]) => string;
    /** What else a line of the file of traces says of an answer. */
    tell?: (arm: Arm, count: number) => object;
  } = {},
) {
  let last: ChatMessage[] = [];
  const judge = await vendorServer(
    chatCompletionsVendor({
      recorded,
      model: "gpt-4o",
      path: "/v1/chat/completions",
      limit: "max_completion_tokens",
      authorized: ({ headers, body }) => {
        last = (body as { messages: ChatMessage[] }).messages;
        return headers.authorization === "Bearer sk-judge";
      },
      reply: () => reply(last),
    }),
  );
  closeLater(judge);
  const prometheus = fakePrometheus(undefined);
  const router: FakeTarget = { job: "router", instance: "router:1", up: true, counters: new Map() };
  prometheus.targets.push(router);
  const clock = fakeClock();
  const aws = fakeAws(clock.now);
  const sleep = clock.sleep;
  const environment = { OPENAI_API_KEY: "sk-judge", OPENAI_BASE_URL: `${judge.origin}/v1`, ...awsEnvironment };
  const deps = await fakeDeps({
    clock,
    environment: fakeEnvironment({ ...environment, XDG_STATE_HOME: "" }),
    http: {
      send(request) {
        const { hostname } = new URL(request.url);
        if (hostname === "prometheus.test") return prometheus.http.send(request);
        return hostname.endsWith(".amazonaws.com") ? aws.http.send(request) : nodeHttp().send(request);
      },
    },
  });
  const traces = join(deps.workspace, "traces.jsonl");
  let count = 0;
  const lineOf = (arm: Arm, answer: string): string => {
    const time = new Date(clock.now() + count).toISOString();
    const messages = [{ role: "user", content: `question ${count}` }];
    return `${JSON.stringify({ id: `t${count++}`, variant: arm, time, messages, answer, ...tell(arm, count) })}\n`;
  };
  const happen = async ({ canary, baseline }: Answers): Promise<void> => {
    for (const [arm, requests] of [["canary", 200] as const, ["baseline", 1800] as const]) {
      const errors = arm === "canary" ? failed : 18;
      countRequests(router, `endpoint="mail",variant="${arm}"`, { requests: requests - errors });
      countRequests(router, `endpoint="mail",variant="${arm}"`, { requests: errors, failed: true });
    }
    for (let at = 0; at < Math.max(canary.length, baseline.length); at++)
      for (const [arm, answer] of [["canary", canary[at]] as const, ["baseline", baseline[at]] as const])
        if (answer !== undefined) await appendFile(traces, lineOf(arm, answer));
  };
  for (const arm of ["canary", "baseline"]) countRequests(router, `endpoint="mail",variant="${arm}"`, { requests: 0 });
  prometheus.scrape();
  const passLook = async (): Promise<void> => {
    await happen(looks.shift() ?? { canary: [], baseline: [] });
    prometheus.advance(298_000);
    prometheus.scrape();
  };
  clock.sleep = async (ms, signal) => {
    if (ms === 300_000) await passLook();
    await sleep(ms, signal);
  };
  const at = (path: string) => join(deps.workspace, path);
  return {
    aws,
    clock,
    deps,
    judge,
    prometheus,
    /** The next look's traffic, where no gate waits for it. */
    passLook,
    questions: () => judge.requests.map(({ body }) => (body as { messages: ChatMessage[] }).messages),
    gate: (more: object = {}) => gate({ ...inputs, "state-dir": at("machine"), ...more } as never, deps),
    state: async (): Promise<CanaryState> =>
      canaryStateSchema.parse(JSON.parse(await readFile(at("state/canary-state.json"), "utf8"))),
  };
}
