import { ToolkitError } from "#contracts";
import type { HttpResponse } from "#platform";
import type { Answered } from "./read-answer.ts";

/** Sends a body (a GET without one) and answers what came with a good status. @throws ToolkitError by `refusalOf` */
export type Send = (
  url: string,
  body: unknown,
  options?: { requestId?: string | undefined; signal?: AbortSignal | undefined },
) => Promise<Answered & Pick<HttpResponse, "headers">>;

/** Undefined where the server lacks the verb. */
export async function unlessAbsent<Response>(sent: Promise<Response>): Promise<Response | undefined> {
  try {
    return await sent;
  } catch (error) {
    if (isWithoutVerb(error)) return undefined;
    throw error;
  }
}

/** Whether the server lacks this verb, rather than refuses this request. */
export function isWithoutVerb(error: unknown): boolean {
  return error instanceof ToolkitError && [404, 405, 501].includes(error.status ?? 0);
}
