import * as z from "zod";
import { redacted, WandbError, type WandbErrorCode } from "./error.ts";
import type { FetchAnswer } from "./ports.ts";
import { isRetryableStatus } from "./retry.ts";
import { httpError, originOf } from "./transport.ts";

const answerSchema = z.object({
  data: z.unknown(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).nullish() }))
    .nullish(),
});

/** The `data` of an answer. A GraphQL error is an error under any status, also beside data and in a 200. */
export function parseAnswer<Schema extends z.ZodType>(
  asked: { name: string; data: Schema },
  url: string,
  answer: FetchAnswer,
  text: string,
  now: number,
  apiKey: string,
): z.output<Schema> {
  if (isRetryableStatus(answer.status)) throw httpError(url, answer, text, now, apiKey);
  const parsed = answerSchema.safeParse(jsonOf(text));
  const errors = parsed.data?.errors ?? [];
  const [first] = errors;
  if (first)
    throw new WandbError({
      code: codeOf(answer.status, first.message, first.extensions?.code),
      status: answer.status,
      message: redacted(`${asked.name}: ${errors.map(({ message }) => message).join("; ")}`.slice(0, 1000), apiKey),
    });
  if (answer.status >= 300) throw httpError(url, answer, text, now, apiKey);
  if (!parsed.success)
    throw new WandbError({
      code: "not-understood",
      status: answer.status,
      message: `${originOf(url)} answered ${asked.name} with something that is not GraphQL: is that address W&B's API?`,
    });
  const data = asked.data.safeParse(parsed.data.data);
  if (data.success) return data.data;
  const [issue] = data.error.issues;
  throw new WandbError({
    code: "not-understood",
    status: answer.status,
    message: `the answer to ${asked.name} is not what it should be: ${issue?.path.join(".")} ${issue?.message}`,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(status: number, message: string, code: string | undefined): WandbErrorCode {
  const said = `${code ?? ""} ${message}`;
  if (status === 401 || /unauthenticated|invalid api key|not logged in/i.test(said)) return "unauthorized";
  if (status === 403 || /permission|forbidden|not authorized|access denied/i.test(said)) return "forbidden";
  if (status === 404 || /not[ _]found|does not exist/i.test(said)) return "not-found";
  return "refused";
}
