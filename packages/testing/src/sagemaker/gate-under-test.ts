import { join } from "node:path";
import { type Deployment, ToolkitError } from "#contracts";
import type { Http } from "#platform";
import { fakeCloudWatch } from "../cloudwatch/fake-cloudwatch.ts";
import type { Life } from "../dying.ts";
import { fakeClock } from "../fake-clock.ts";
import type { FakeDeps } from "../fake-deps.ts";
import { fakeEnvironment } from "../fake-environment.ts";
import { callOf } from "./fake-aws.ts";
import { sageMakerServingUnderTest } from "./serving-under-test.ts";
import { awsEnvironment } from "./under-test.ts";

/** Users' requests of one look. */
const requests = 4000;

/**
 * An endpoint `mail` of SageMaker with the model `one` and the canary `two`, whose users ask for as long as a look takes:
 * they are spread by the weights that the endpoint has, and counted by CloudWatch.
 */
export async function sageMakerGateUnderTest({ failing = 0.01 }: { failing?: number } = {}) {
  const clock = fakeClock();
  const world = await sageMakerServingUnderTest(clock);
  const { aws, deps, candidate, open, stateDir } = world;
  const cloudWatch = fakeCloudWatch(clock);
  const serving = await open();
  await serving.deploy(candidate("one"), "canary");
  const deployment = (await serving.deploy(candidate("two"), "canary")) as Deployment;
  /** Share of the canary's requests that fail. */
  const canary = { failing };
  /** Weight of the canary while users asked, look by look. */
  const weights: number[] = [];
  /** Called in the middle of every look. */
  const during: { do?: (() => Promise<void> | void) | undefined } = {};

  function ask(): void {
    const { variants = [] } = aws.control.endpoint("mail") ?? {};
    const total = variants.reduce((sum, { weight }) => sum + weight, 0);
    for (const { name, weight } of variants) {
      const share = weight / total;
      if (name === "canary") weights.push(Math.round(share * 1000) / 1000);
      const count = Math.round(requests * share);
      const failed = Math.round(count * (name === "canary" ? canary.failing : 0.01));
      cloudWatch.invoke(name, count - failed, { latencyMs: 100 });
      cloudWatch.invoke(name, failed, { status: 500 });
    }
  }

  /** Cancels the gate's run. */
  const cancelled = new AbortController();
  async function until(time: number, signal: AbortSignal): Promise<void> {
    while (clock.now() < time && !signal.aborted) await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw new ToolkitError({ code: "cancelled", message: "cancelled while waiting" });
  }
  const users = {
    ...clock,
    async sleep(ms: number, signal?: AbortSignal): Promise<void> {
      // what runs beside the gate's work waits for the time that this takes
      if (signal && signal !== cancelled.signal) return await until(clock.now() + ms, signal);
      // a look takes five minutes
      if (ms < 250_000 || !signal) return await clock.sleep(ms, signal);
      await clock.sleep(100_000, signal);
      ask();
      await during.do?.();
      await clock.sleep(ms - 100_000, signal);
    },
  };
  const http: Http = {
    send: (request) => (new URL(request.url).host.startsWith("monitoring.") ? cloudWatch.http : aws.http).send(request),
  };
  /** The network to a process that is killed just before one of its changes: a read before that changes nothing. */
  const mortal = (life: Life): Http => ({
    async send(request) {
      const { method = "GET", url, headers = {} } = request;
      const isRead = url.includes("monitoring.") || !callOf({ method, url, headers, body: new Uint8Array() }).changes;
      if (isRead) life.check();
      else life.spend();
      return await http.send(request);
    },
  });
  const gateDeps: FakeDeps = {
    ...deps,
    clock: users,
    http,
    environment: fakeEnvironment(awsEnvironment),
    signal: cancelled.signal,
  };
  return {
    ...world,
    serving,
    deployment,
    cloudWatch,
    canary,
    weights,
    during,
    cancelled,
    clock,
    mortal,
    deps: gateDeps,
    state: join(deps.workspace, "gate/canary-state.json"),
    inputs: {
      "metric-source": "cloudwatch",
      target: "sagemaker",
      mode: "look",
      lease: 7200,
      endpoint: "mail",
      region: "eu-central-1",
      "state-dir": stateDir,
      state: "gate/canary-state.json",
      plan: ["10%", "25%", "50%"],
      tau: 0.5,
      "tau-window": 3600,
      "warm-up": 100,
      "look-interval": 300,
      "max-duration": 86_400,
      "hand-over": 900,
      alpha: 0.05,
      "min-requests": 50,
      null: "any",
      rule: "evidence",
      assignment: "request",
      "on-inconclusive": "hold",
      language: "en",
      "report-dir": "reports",
    },
  };
}
