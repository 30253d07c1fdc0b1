import { createHash } from "node:crypto";
import { join, posix, resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { InputError, type Metadata, type Problem } from "#contracts";
import type { FoundFile } from "#registry";
import type { spec } from "./spec.ts";

type Given = Pick<Inputs<typeof spec>, "prompt-format" | "output-schema">;

/**
 * Digests of what callers hold to. The prompt format is the chat template that comes with the model, unless a file says it.
 * @throws InputError `missing-file` with all that are not there
 */
export async function interfaceOf(
  inputs: Given,
  { files, workspace }: Pick<ActionDeps, "files" | "workspace">,
  folder: string,
  found: readonly FoundFile[],
): Promise<NonNullable<Metadata["interface"]>> {
  const problems: Problem[] = [];
  const digestOf = async (path: string | undefined): Promise<string | null> => {
    if (path === undefined) return null;
    const whole = resolve(workspace, path);
    if ((await files.stat(whole))?.kind === "file") return `sha256:${await files.sha256(whole)}`;
    problems.push({ where: path, problem: "there is no such file" });
    return null;
  };
  const given = await digestOf(inputs["prompt-format"]);
  const output_schema = await digestOf(inputs["output-schema"]);
  if (problems.length > 0) throw new InputError(problems, "missing-file");
  const template = given === null ? await chatTemplate() : undefined;
  return { prompt_format: given ?? (template === undefined ? null : digestOfText(template)), output_schema };

  async function chatTemplate(): Promise<string | undefined> {
    const named = (name: string): string | undefined => found.find(({ path }) => posix.basename(path) === name)?.path;
    const own = named("chat_template.jinja");
    if (own) return await files.readText(join(folder, own));
    const tokenizer = named("tokenizer_config.json");
    return tokenizer && templateIn(await files.readText(join(folder, tokenizer)));
  }
}

/** Text, or several by name; of a file that is no JSON nothing is known. */
function templateIn(text: string): string | undefined {
  try {
    const { chat_template: template } = JSON.parse(text) as { chat_template?: unknown };
    return template === undefined || template === null ? undefined : JSON.stringify(template);
  } catch {
    return undefined;
  }
}

const digestOfText = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;
