import { join } from "node:path";
import type { Files } from "#platform";
import { packageName, zipOf } from "./archive.ts";
import type { Dashboard } from "./dashboard.ts";

const programNames = [
  "genai_mlops_forward",
  "genai_mlops_guard",
  "genai_mlops_lease",
  "genai_mlops_llm",
  "genai_mlops_router",
  "model_server",
];

/** Brings the Python programs of the folder to the cluster. @returns the URI that a runtime environment names them by */
export async function uploadPrograms(files: Files, dashboard: Dashboard, folder: string): Promise<string> {
  const contents: Record<string, Uint8Array> = {};
  for (const name of programNames) contents[`${name}.py`] = await files.readBytes(join(folder, `${name}.py`));
  const zip = zipOf(contents);
  const name = packageName(zip);
  await dashboard.upload(name, zip);
  return `gcs://${name}`;
}
