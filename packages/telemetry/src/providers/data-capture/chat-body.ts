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
