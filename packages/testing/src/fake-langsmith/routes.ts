import type { CloudAnswer, CloudCall } from "../fake-cloud/call.ts";
import type { StoredPrompt } from "./state.ts";

export interface LangsmithContext {
  /** Of the path's first two groups; a route without them has none, and does not ask for it. */
  prompt: StoredPrompt;
  /** The third group, decoded. */
  rest: string;
  prompts: Map<string, StoredPrompt>;
  workspace: string;
  owner: string;
  /** A new UUID. */
  identity(): string;
  /** ISO 8601. */
  now(): string;
}

export interface LangsmithRoute {
  method: string;
  /** Behind `/api/v1`. */
  path: RegExp;
  /** Which half of the server answers: they say no in different words. */
  half: "python" | "go";
  answer(call: CloudCall, context: LangsmithContext): CloudAnswer;
}
