import * as z from "zod";
import { ToolkitError } from "#contracts";
import { provider } from "./google.ts";

/** The store says the MD5 of what arrived; a composed object has none. */
export function requireSame(answer: unknown, md5: string, what: string): void {
  const said = z.object({ md5Hash: z.string().optional() }).safeParse(answer).data?.md5Hash;
  if (said === undefined || said === md5) return;
  throw new ToolkitError({
    code: "model-changed",
    provider,
    retryable: true,
    message: `${what}: other bytes arrived than were sent: bent on the way`,
  });
}
