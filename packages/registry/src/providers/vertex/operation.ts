import * as z from "zod";
import { ToolkitError } from "#contracts";
import type { CloudPorts } from "../../cloud/client.ts";
import { refusalOf } from "../../cloud/refusal.ts";
import { type Google, provider } from "./google.ts";

export const operationSchema = z.object({
  name: z.string().regex(/^projects\/[\w.:-]+\/locations\/[\w-]+\/(?:[\w-]+\/[\w-]+\/)?operations\/[\w-]+$/),
  done: z.boolean().default(false),
  error: z.object({ code: z.int(), message: z.string().default("") }).optional(),
  response: z.looseObject({}).optional(),
});
export type Operation = z.output<typeof operationSchema>;

/** google.rpc.Code, with the HTTP status that it has outside of an operation (google/rpc/code.proto). */
const codes: Readonly<Record<number, [string, number]>> = {
  3: ["INVALID_ARGUMENT", 400],
  4: ["DEADLINE_EXCEEDED", 504],
  5: ["NOT_FOUND", 404],
  6: ["ALREADY_EXISTS", 409],
  7: ["PERMISSION_DENIED", 403],
  8: ["RESOURCE_EXHAUSTED", 429],
  9: ["FAILED_PRECONDITION", 400],
  10: ["ABORTED", 409],
  13: ["INTERNAL", 500],
  14: ["UNAVAILABLE", 503],
  16: ["UNAUTHENTICATED", 401],
};

/**
 * Waits until an operation has ended well.
 * @throws ToolkitError what the operation failed with, or `vertex-timeout`
 */
export async function ended(
  { clock, log, secrets }: CloudPorts,
  { models, origins, words }: Google,
  begun: Operation,
  { what, seconds, showLife }: { what: string; seconds: number; showLife?: (() => Promise<void>) | undefined },
): Promise<Operation> {
  const deadline = clock.monotonic() + seconds * 1000;
  let operation = begun;
  for (let pauseMs = 250; !operation.done; pauseMs = Math.min(10_000, pauseMs * 2)) {
    if (clock.monotonic() + pauseMs > deadline)
      throw new ToolkitError({
        code: "vertex-timeout",
        provider,
        retryable: true,
        message: `${what}: ${begun.name} has not ended within ${seconds} s`,
        hint: "run it again: it goes on with what Vertex AI has by then",
      });
    await clock.sleep(pauseMs);
    await showLife?.();
    log.debug(`${what}: waiting for ${begun.name}`);
    operation = await models.json({ url: `${origins.models}/v1/${begun.name}`, what }, operationSchema);
  }
  if (!operation.error) return operation;
  const { code, message } = operation.error;
  const [name, status] = codes[code] ?? ["UNKNOWN", 500];
  const said = `${what}: ${name}: ${secrets.redact(message).slice(0, 600)}`;
  throw refusalOf(words, { status, code: name, message: said });
}
