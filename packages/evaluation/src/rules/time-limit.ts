import { type Context, createContext, Script } from "node:vm";

const script = new Script("work()");
let context: Context | undefined;

/** What `work` gives, or undefined when it has not ended in time; ends it then, wherever it is. Errors pass through. */
export function withinTime<Result>(milliseconds: number, work: () => Result): { result: Result } | undefined {
  context ??= createContext({});
  context["work"] = work;
  try {
    return { result: script.runInContext(context, { timeout: milliseconds }) as Result };
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined;
    throw error;
  } finally {
    context["work"] = undefined;
  }
}
