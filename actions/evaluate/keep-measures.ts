import { join } from "node:path";
import type { ActionDeps } from "#action-kit";
import type { MeasuredRow } from "./rows.ts";

/** Writes what was measured beside the answers; memory does not grow with it. @returns the file */
export async function keepMeasures(rows: AsyncIterable<MeasuredRow>, name: string, deps: ActionDeps): Promise<string> {
  const path = join(deps.tempFolder, `measured-${deps.random.uuid()}-${name.replace(/[^\w.-]/g, "_")}.jsonl`);
  async function* lines(): AsyncGenerator<Uint8Array> {
    for await (const row of rows) yield Buffer.from(`${JSON.stringify(row)}\n`);
  }
  await deps.files.writeStream(path, lines());
  return path;
}
