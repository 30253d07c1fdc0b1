import * as z from "zod";
import type { WandbAnswer, WandbCall } from "./call.ts";
import type { FakeState } from "./state.ts";

const partSchema = z.strictObject({
  files: z
    .partialRecord(
      z.enum(["wandb-history.jsonl", "wandb-summary.json", "wandb-events.jsonl", "output.log"]),
      z.strictObject({ offset: z.int().min(0), content: z.array(z.string()) }),
    )
    .optional(),
  uploaded: z.array(z.string()).optional(),
  preempting: z.boolean().optional(),
  complete: z.boolean().optional(),
  exitcode: z.int().optional(),
});

/** Lines at their offset: the same message twice is written once, and one that leaves a gap is refused. */
export function sendStreamTo(state: FakeState, { url, body }: WandbCall): WandbAnswer {
  const [, , entity, project, run] = url.pathname.split("/").map(decodeURIComponent);
  const stored = state.projects.get(`${entity}/${project}`)?.runs.get(run ?? "");
  const refuse = (status: number, error: string): WandbAnswer => ({ status, body: JSON.stringify({ error }) });
  if (!stored) return refuse(404, `run ${run} not found`);
  const parsed = partSchema.safeParse(JSON.parse(Buffer.from(body).toString("utf8")));
  if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
  const { files = {}, uploaded = [], complete, exitcode } = parsed.data;
  for (const [name, part] of Object.entries(files)) {
    const { offset, content } = part;
    const lines = stored.files.get(name) ?? [];
    if (offset > lines.length) return refuse(400, `${name}: a gap before line ${offset}`);
    if (name !== "output.log") for (const line of content) JSON.parse(line);
    lines.splice(offset, content.length, ...content);
    stored.files.set(name, lines);
  }
  for (const name of uploaded) stored.uploaded.add(name);
  if (complete) stored.state = exitcode === 0 ? "finished" : "failed";
  return { status: 200, body: JSON.stringify({ exitcode: null, limits: {} }) };
}
