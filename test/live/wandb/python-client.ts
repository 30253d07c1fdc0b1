import { join } from "node:path";
import { clientSteps, officialClient } from "../official-client.ts";

const program = join(import.meta.dirname, "client.py");

export const installClient = (): Promise<string> => officialClient("wandb-0.31.0", ["wandb==0.31.0"]);

export function pythonClient(
  python: string,
  { url, apiKey }: { url: string; apiKey: string },
  steps: readonly string[][],
): Promise<Record<string, unknown>[]> {
  const account = { WANDB_BASE_URL: url, WANDB_API_KEY: apiKey };
  return clientSteps(python, program, { ...account, WANDB_SILENT: "true", WANDB_ERROR_REPORTING: "false" }, steps);
}
