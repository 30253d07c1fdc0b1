import * as z from "zod";
import type { ChatMessage } from "#contracts";

const contentSchema = z.union([
  z.string(),
  // pictures and sounds are no text: what was said of them cannot be judged without them
  z
    .array(z.looseObject({ type: z.literal("text"), text: z.string() }))
    .transform((parts) => parts.map(({ text }) => text).join("")),
  // a turn that calls tools
  z.null().transform(() => ""),
]);

const roleSchema = z
  .enum(["system", "developer", "user", "assistant", "tool", "function"])
  .transform((role) => (role === "developer" ? "system" : role === "function" ? "tool" : role));

const requestSchema = z.union([
  z
    .looseObject({ messages: z.array(z.looseObject({ role: roleSchema, content: contentSchema })).min(1) })
    .transform(({ messages }) => messages.map(({ role, content }): ChatMessage => ({ role, content }))),
  z.looseObject({ inputs: z.string() }).transform(({ inputs }): ChatMessage[] => [{ role: "user", content: inputs }]),
]);

const generatedSchema = z.looseObject({ generated_text: z.string() }).transform((one) => one.generated_text);
const responseSchema = z.union([
  z
    .looseObject({
      choices: z.tuple([z.looseObject({ message: z.looseObject({ content: z.string() }) })]).rest(z.unknown()),
    })
    .transform(({ choices: [first] }) => first.message.content),
  generatedSchema,
  z.tuple([generatedSchema]).transform(([text]) => text),
]);

const tokens = z.int().min(0);
const detailsSchema = z
  .looseObject({ details: z.looseObject({ generated_tokens: tokens }) })
  .transform(({ details }) => ({ promptTokens: null, completionTokens: details.generated_tokens }));
const usageSchema = z.union([
  z
    .looseObject({ usage: z.looseObject({ prompt_tokens: tokens, completion_tokens: tokens.optional() }) })
    .transform(({ usage }) => ({
      promptTokens: usage.prompt_tokens,
      completionTokens: usage.completion_tokens ?? null,
    })),
  detailsSchema,
  z.tuple([detailsSchema]).transform(([details]) => details),
]);
interface Usage {
  promptTokens: number | null;
  completionTokens: number | null;
}

const deltaSchema = z.looseObject({
  choices: z.array(
    z.looseObject({ index: z.number().default(0), delta: z.looseObject({ content: z.string().nullish() }) }),
  ),
});

/** What was asked, by a body of OpenAI's chat completions or of TGI's `inputs`; undefined when it is neither. */
export const questionIn = (body: string): ChatMessage[] | undefined => requestSchema.safeParse(jsonIn(body)).data;

/** What was answered, whole or in server-sent events; undefined when it is no text. */
export function answerIn(body: string): string | undefined {
  return /^\s*data:/.test(body) ? streamedIn(body) : responseSchema.safeParse(jsonIn(body)).data;
}

/** Tokens as the body of an answer counts them (of a stream its last event that does); null where it does not. */
export function usageIn(body: string): Usage {
  const none: Usage = { promptTokens: null, completionTokens: null };
  if (!/^\s*data:/.test(body)) return usageSchema.safeParse(jsonIn(body)).data ?? none;
  const events = [...body.matchAll(/^data:[ \t]*(.*?)\r?$/gm)].map(([, event = ""]) => event);
  for (const event of events.reverse()) {
    const usage = usageSchema.safeParse(jsonIn(event)).data;
    if (usage) return usage;
  }
  return none;
}

/** The first choice of a stream, its pieces joined; a stream that was cut before its end is no answer. */
function streamedIn(body: string): string | undefined {
  let text = "";
  for (const [, event = ""] of body.matchAll(/^data:[ \t]*(.*?)\r?$/gm)) {
    if (event === "[DONE]") return text;
    const chunk = deltaSchema.safeParse(jsonIn(event));
    if (!chunk.success) return undefined;
    for (const { index, delta } of chunk.data.choices) if (index === 0) text += delta.content ?? "";
  }
  return undefined;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
