import { runInNewContext } from "node:vm";
import type { SmokeProbe } from "#contracts";
import type { ChatAnswer } from "#inference";
import type { ProbeOutcome } from "#reports";

type Problems = ProbeOutcome["problems"];

/** Everything that an answer misses; empty when it is as expected. */
export async function checkAnswer({ expect }: SmokeProbe, answer: ChatAnswer): Promise<Problems> {
  const problems: Problems = [];
  const { content } = answer;
  for (const part of expect.contains ?? [])
    if (!content.includes(part)) problems.push({ check: "contains", expected: part });
  if (expect.equals !== undefined && content.trim() !== expect.equals.trim())
    problems.push({ check: "equals", expected: expect.equals });
  if (expect.regex !== undefined && !matches(expect.regex, content))
    problems.push({ check: "regex", expected: expect.regex });
  if (expect.jsonSchema) {
    const broken = await breaks(expect.jsonSchema, content);
    if (broken) problems.push({ check: "json-schema", expected: broken });
  }
  if (expect.maxLatencySeconds !== undefined && !(answer.latencySeconds <= expect.maxLatencySeconds))
    problems.push({ check: "latency", expected: `${expect.maxLatencySeconds} s` });
  // a server that does not count its tokens shows nothing
  if (expect.maxTokens !== undefined && !((answer.completionTokens ?? Number.POSITIVE_INFINITY) <= expect.maxTokens))
    problems.push({ check: "tokens", expected: String(expect.maxTokens) });
  if (expect.finishReason !== undefined && answer.finishReason !== expect.finishReason)
    problems.push({ check: "finish-reason", expected: expect.finishReason });
  return problems;
}

/** In a context that is ended after a second: a pattern that backtracks for ever is no match, not a hung job. */
function matches(pattern: string, text: string): boolean {
  try {
    return (
      runInNewContext(
        "new RegExp(pattern, 'u').test(text)",
        { pattern, text: text.slice(0, 10_000) },
        { timeout: 1000 },
      ) === true
    );
  } catch {
    return false;
  }
}

async function breaks(schema: Record<string, unknown>, content: string): Promise<string | undefined> {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return "—";
  }
  const { default: Ajv } = await import("ajv");
  const validator = new Ajv.default({ allErrors: true, strict: false });
  return validator.validate(schema, value) ? undefined : validator.errorsText();
}
