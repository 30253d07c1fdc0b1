import { join } from "node:path";
import { clientSteps, officialClient } from "../official-client.ts";

const program = join(import.meta.dirname, "client.py");

export const installClient = (): Promise<string> =>
  officialClient("langsmith-0.15.1", ["langsmith==0.15.1", "langchain-core==1.8.3"]);

export const pythonClient = (python: string, variables: Record<string, string>, steps: readonly string[][]) =>
  clientSteps(python, program, { LANGSMITH_TRACING: "false", ...variables }, steps);
