import { type SmokeEndpoint, type SmokeProbe, ToolkitError } from "#contracts";
import type { ChatAnswer, Inference } from "#inference";
import type { Clock } from "#platform";
import { type Finding, found, type Problems } from "./outcome.ts";

export type Question = Pick<SmokeProbe, "messages" | "maxTokens">;

/** A streamed answer comes in pieces as it is made, not at once after the whole, and says that it is over. */
export async function checkStreaming(inference: Inference, question: Question, signal: AbortSignal): Promise<Finding> {
  const { arrival, firstTokenSeconds, latencySeconds } = await inference.chat(
    { ...question, temperature: 0, stream: true },
    signal,
  );
  if (!arrival) return found("", { check: "not-streamed", expected: "text/event-stream" });
  const { pieces, bursts, done } = arrival;
  const problems: Problems = [];
  if (pieces < 2) problems.push({ check: "short-stream", expected: "2" });
  // a proxy that holds answers back hands them on in a few large parts
  else if (bursts < Math.max(2, pieces / 4)) problems.push({ check: "held-back", expected: `${bursts}/${pieces}` });
  if (!done) problems.push({ check: "no-done", expected: "[DONE]" });
  return { problems, got: `${pieces}; ${Math.round(1000 * (firstTokenSeconds ?? Number.NaN))} ms`, latencySeconds };
}

/** So many requests at once are all answered, and in a time that shows that they were not merely queued up. */
export async function checkConcurrency(
  inference: Inference,
  question: Question,
  { concurrency, maxSlowdown }: { concurrency: number; maxSlowdown: SmokeEndpoint["maxSlowdown"] },
  signal: AbortSignal,
): Promise<Finding> {
  // each begins otherwise, so that no answer is quick because its prompt is known
  const ask = (number: number): Promise<ChatAnswer> => {
    const [first, ...rest] = question.messages;
    const messages = first ? [{ ...first, content: `${number}. ${first.content}` }, ...rest] : [];
    const chat = () => inference.chat({ messages, maxTokens: question.maxTokens, temperature: 0 }, signal);
    // a connection that was kept may close at the moment it is used again: nobody has seen the request
    return chat().catch((error: unknown) => {
      if (error instanceof ToolkitError && error.code === "http-unreachable") return chat();
      throw error;
    });
  };
  await ask(0);
  const alone = (await ask(1)).latencySeconds;
  const all = await Promise.allSettled(Array.from({ length: concurrency }, (_, index) => ask(index + 2)));
  const failures = all.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  const bug = failures.find((error) => !(error instanceof ToolkitError) || error.code === "cancelled");
  if (bug !== undefined) throw bug;
  if (failures.length > 0) {
    const reason = failures.map((error) => (error as ToolkitError).message)[0] ?? "";
    return found(reason, { check: "concurrent-failures", expected: `${failures.length}/${concurrency}` });
  }
  const slowest = Math.max(...all.map((one) => (one.status === "fulfilled" ? one.value.latencySeconds : Number.NaN)));
  const slowdown = slowest / alone;
  const limit = maxSlowdown ?? 2 * concurrency;
  const got = `${slowest.toFixed(2)} s / ${alone.toFixed(2)} s`;
  return slowdown <= limit
    ? { ...found(got), latencySeconds: slowest }
    : { ...found(got, { check: "concurrent-slow", expected: `${limit}` }), latencySeconds: slowest };
}

/** The first answer of a server that may still be loading its model: what says "not yet" is asked again. */
export async function checkColdStart(
  inference: Inference,
  question: Question,
  { seconds, clock }: { seconds: number; clock: Clock },
  signal: AbortSignal,
): Promise<Finding> {
  const started = clock.monotonic();
  const waited = (): number => (clock.monotonic() - started) / 1000;
  for (;;) {
    try {
      await inference.chat({ ...question, temperature: 0 }, signal);
      const latencySeconds = waited();
      const late = !(latencySeconds <= seconds);
      return { problems: late ? [{ check: "cold-start", expected: `${seconds} s` }] : [], latencySeconds };
    } catch (error) {
      if (!(error instanceof ToolkitError) || !error.retryable) throw error;
      if (waited() >= seconds) return found(error.message, { check: "cold-start", expected: `${seconds} s` });
      await clock.sleep(500, signal);
    }
  }
}
