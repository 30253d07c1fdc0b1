import type { ActionDeps } from "#action-kit";
import type { SmokeEndpoint } from "#contracts";
import type { ProbeOutcome } from "#reports";
import type { Subject } from "../open-subject.ts";
import { checkAuth, checkTls } from "./access.ts";
import { checkContextLength } from "./context-length.ts";
import { checkAdapter, checkModel, checkVersion } from "./listing.ts";
import { checkColdStart, checkConcurrency, checkStreaming, type Question } from "./load.ts";
import { type Finding, outcomeOf } from "./outcome.ts";
import { checkTokenizer } from "./tokenizer.ts";

/**
 * What the endpoint is, each expectation by itself. What the server cannot be asked fails, and says what was missing.
 * @param question what it is asked where the answer itself does not matter
 */
export async function checkEndpoint(
  asked: SmokeEndpoint,
  { inference, once, withKey, baseUrl }: Subject,
  question: Question,
  { http, clock, random, signal }: Pick<ActionDeps, "http" | "clock" | "random" | "signal">,
): Promise<ProbeOutcome[]> {
  const { model, version, adapter, contextLength, tokenizer, concurrency, maxSlowdown, coldStartSeconds } = asked;
  const checks: [NonNullable<ProbeOutcome["asked"]>, unknown, () => Promise<Finding>][] = [
    // while it is cold
    [
      "cold-start",
      coldStartSeconds,
      () => checkColdStart(once, question, { seconds: coldStartSeconds ?? 0, clock }, signal),
    ],
    ["model", model, () => checkModel(inference, model ?? "", signal)],
    ["version", version, () => checkVersion(inference, { expected: version ?? "", model }, signal)],
    ["adapter", adapter, () => checkAdapter(inference, adapter ?? "", signal)],
    [
      "context-length",
      contextLength,
      () => checkContextLength(inference, { expected: contextLength ?? 0, model }, signal),
    ],
    ["tokenizer", tokenizer, () => checkTokenizer(inference, tokenizer ?? {}, signal)],
    ["streaming", asked.streaming, () => checkStreaming(inference, question, signal)],
    [
      "concurrency",
      concurrency,
      () => checkConcurrency(once, question, { concurrency: concurrency ?? 0, maxSlowdown }, signal),
    ],
    ["tls", asked.tls, () => checkTls(http, baseUrl, signal)],
    ["auth", asked.auth, () => checkAuth(withKey, `wrong-${random.uuid()}`, signal)],
  ];
  const outcomes: ProbeOutcome[] = [];
  for (const [name, expected, check] of checks) if (expected !== undefined) outcomes.push(await outcomeOf(name, check));
  return outcomes;
}
