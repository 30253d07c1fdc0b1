import type { Wandb } from "../client/client.ts";
import type { Run } from "./upsert-run.ts";

interface Lines {
  offset: number;
  content: string[];
}

export interface StreamPart {
  files?: Record<string, Lines>;
  complete?: boolean;
  exitcode?: number;
}

/** One message of the file stream. Lines have their place (`offset`), so the same message twice is written once. */
export async function sendStream(wandb: Wandb, { entity, project, id }: Run, part: StreamPart): Promise<void> {
  const [owner, home, run] = [entity, project, id].map(encodeURIComponent);
  await wandb.post(`/files/${owner}/${home}/${run}/file_stream`, part);
}

/** Ends a run: `finished` with exit code 0, `failed` with any other. */
export async function finishRun(wandb: Wandb, run: Run, exitCode = 0): Promise<void> {
  await sendStream(wandb, run, { complete: true, exitcode: exitCode });
}
