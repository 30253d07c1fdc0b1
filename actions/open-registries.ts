import type { ActionDeps } from "#action-kit";
import { InputError, type Problem } from "#contracts";
import type { Registry } from "#registry";
import { openedRegistries, openRegistry, type RegistryInputs } from "./open-registry.ts";

export interface NamedRegistry {
  name: RegistryInputs["registry"];
  registry: Registry;
}

/**
 * Several registries at once; the one of `registry` where none is named. Each takes its own inputs and variables, and its
 * address after `=`; of several without one, `registry-uri` is MLflow's where it is an address, else the file registry's folder.
 * @throws InputError `bad-registries` with every name that is none
 */
export async function openRegistries(
  names: readonly string[] | undefined,
  inputs: RegistryInputs,
  deps: ActionDeps,
): Promise<NamedRegistry[]> {
  const wanted = (names && names.length > 0 ? names : [inputs.registry]).map(named);
  const problems: Problem[] = [];
  const legal = openedRegistries.join(", ");
  for (const [index, { name }] of wanted.entries()) {
    if (!isOpened(name)) problems.push({ where: "registries", problem: `"${name}" is no registry`, legal });
    else if (wanted.findIndex((other) => other.name === name) < index)
      problems.push({ where: "registries", problem: `${name} is named twice` });
  }
  const said = inputs["registry-uri"];
  const taker = said?.includes("://") ? "mlflow" : "file";
  if (said !== undefined && wanted.length > 1 && !wanted.some(({ name }) => name === taker))
    problems.push({
      where: "registry-uri",
      problem: `none of ${wanted.map(({ name }) => name).join(", ")} takes "${said}"`,
      legal: "of several registries: the folder of file, or the address of mlflow",
      mend: "say the others after their name, as wandb=entity/project, or by their own variables",
    });
  if (problems.length > 0) throw new InputError(problems, "bad-registries");
  const opened: NamedRegistry[] = [];
  for (const { name, address } of wanted as (Named & { name: NamedRegistry["name"] })[]) {
    const uri = address ?? (wanted.length === 1 || name === taker ? said : undefined);
    opened.push({ name, registry: await openRegistry({ ...inputs, registry: name, "registry-uri": uri }, deps) });
  }
  return opened;
}

interface Named {
  name: string;
  /** What `registry-uri` is to this one. */
  address: string | undefined;
}

/** `mlflow`, or `mlflow=https://mlflow.example.org`. */
function named(text: string): Named {
  const at = text.indexOf("=");
  return at === -1 ? { name: text, address: undefined } : { name: text.slice(0, at), address: text.slice(at + 1) };
}

const isOpened = (name: string): name is RegistryInputs["registry"] =>
  (openedRegistries as readonly string[]).includes(name);
