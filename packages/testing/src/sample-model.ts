import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A model folder with this weight. */
export async function sampleModel(weight: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "model-"));
  await mkdir(join(folder, "merged"));
  await writeFile(join(folder, "merged/model.safetensors"), weight);
  await writeFile(join(folder, "merged/tokenizer.json"), "{}");
  await writeFile(join(folder, "model.gguf"), `gguf ${weight}`);
  await writeFile(join(folder, "training-metrics.jsonl"), String(Math.random()));
  return folder;
}
