import type { ActionDeps } from "#action-kit";
import { InputError, type Problem } from "#contracts";
import type { Registry } from "#registry";
import { openedRegistries, openRegistry, type RegistryInputs } from "./open-registry.ts";

export interface NamedRegistry {
  name: RegistryInputs["registry"];
  registry: Registry;
}

/**
 * Several registries at once; the one of `registry` where none is named. Each takes its own inputs and variables; of
 * several, `registry-uri` is the server's address where it is one, and else the folder of the file registry.
 * @throws InputError `bad-registries` with every name that is none
 */
export async function openRegistries(
  names: readonly string[] | undefined,
  inputs: RegistryInputs,
  deps: ActionDeps,
): Promise<NamedRegistry[]> {
  const wanted = names && names.length > 0 ? names : [inputs.registry];
  const problems: Problem[] = [];
  const legal = openedRegistries.join(", ");
  for (const [index, name] of wanted.entries()) {
    if (!isOpened(name)) problems.push({ where: "registries", problem: `"${name}" is no registry`, legal });
    else if (wanted.indexOf(name) < index) problems.push({ where: "registries", problem: `${name} is named twice` });
  }
  const said = inputs["registry-uri"];
  const taker = said?.includes("://") ? "mlflow" : "file";
  if (said !== undefined && wanted.length > 1 && !wanted.includes(taker))
    problems.push({
      where: "registry-uri",
      problem: `none of ${wanted.join(", ")} takes "${said}"`,
      legal: "of several registries: the folder of file, or the address of mlflow",
      mend: "say the others by their own variables, such as WANDB_ENTITY and WANDB_PROJECT",
    });
  if (problems.length > 0) throw new InputError(problems, "bad-registries");
  const opened: NamedRegistry[] = [];
  for (const name of wanted as RegistryInputs["registry"][]) {
    const uri = wanted.length === 1 || name === taker ? said : undefined;
    opened.push({ name, registry: await openRegistry({ ...inputs, registry: name, "registry-uri": uri }, deps) });
  }
  return opened;
}

const isOpened = (name: string): name is RegistryInputs["registry"] =>
  (openedRegistries as readonly string[]).includes(name);
