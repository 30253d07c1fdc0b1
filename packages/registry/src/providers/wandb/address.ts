import { InputError, type Problem } from "#contracts";
import type { Environment } from "#platform";
import type { WandbRegistryConfig } from "./open.ts";

/**
 * Where models live at W&B: `registry-uri` as `entity/project` or `project`; what it leaves out is said by W&B's own
 * variables (WANDB_ENTITY, WANDB_PROJECT, WANDB_BASE_URL). WANDB_RUN_ID names the run that takes models in.
 * @throws InputError `bad-registry-uri` with all that is wrong
 */
export function wandbAddress(
  said: string | undefined,
  environment: Pick<Environment, "get">,
): Pick<WandbRegistryConfig, "entity" | "project" | "baseUrl" | "consumer"> {
  const problems: Problem[] = [];
  const words = said?.split("/") ?? [];
  if (said !== undefined && (words.length > 2 || words.includes("")))
    problems.push({
      where: "registry-uri",
      problem: `"${said}" is no project of W&B`,
      legal: "entity/project, or project",
    });
  const project = words.at(-1) ?? environment.get("WANDB_PROJECT");
  const entity = (words.length === 2 ? words[0] : undefined) ?? environment.get("WANDB_ENTITY");
  if (project === undefined)
    problems.push({
      where: "registry-uri",
      problem: "is needed by registry: wandb",
      mend: "give entity/project, or set WANDB_PROJECT (and WANDB_ENTITY)",
    });
  const baseUrl = environment.get("WANDB_BASE_URL");
  if (baseUrl !== undefined && !isAddress(baseUrl))
    problems.push({
      where: "WANDB_BASE_URL",
      problem: "is no address of a W&B server",
      legal: "http://… or https://…, without user and password",
    });
  const run = environment.get("WANDB_RUN_ID");
  if (run !== undefined && !/^[\w-]{1,64}$/.test(run))
    problems.push({
      where: "WANDB_RUN_ID",
      problem: `"${run.slice(0, 100)}" is no id of a run`,
      legal: "letters, digits, _ and -, 64 at most",
    });
  if (problems.length > 0 || project === undefined) throw new InputError(problems, "bad-registry-uri");
  const place = { entity: environment.get("WANDB_ENTITY"), project: environment.get("WANDB_PROJECT") };
  return { project, entity, baseUrl, ...(run !== undefined && { consumer: { id: run, ...place } }) };
}

function isAddress(text: string): boolean {
  const address = URL.canParse(text) ? new URL(text) : undefined;
  return (
    address !== undefined && /^https?:$/.test(address.protocol) && address.username === "" && address.password === ""
  );
}
