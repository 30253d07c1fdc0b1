import { join } from "node:path";
import { clientSteps, officialClient } from "../official-client.ts";

const program = join(import.meta.dirname, "client.py");

export const installClient = (): Promise<string> => officialClient("huggingface-hub-2.4.0", ["huggingface_hub==2.4.0"]);

export function pythonClient(
  python: string,
  { url, token, variables = {} }: { url: string; token: string; variables?: Record<string, string> },
  steps: readonly string[][],
): Promise<Record<string, unknown>[]> {
  const own = {
    HF_ENDPOINT: url,
    HF_TOKEN: token,
    // the fake speaks LFS, as the Hub does to clients without Xet
    HF_HUB_DISABLE_XET: "1",
    HF_HUB_DISABLE_TELEMETRY: "1",
    HF_HUB_DISABLE_PROGRESS_BARS: "1",
  };
  return clientSteps(python, program, { ...own, ...variables }, steps);
}
