import { InputError } from "#contracts";
import { organizationEntities, type Wandb } from "#wandb-ts";

/** `model`, or `entity/model` where the account is in several organizations. */
const shape = /^(?:([\w-]+)\/)?([\w-]+)$/;

export const requireRegistryName = (text: string): { entity: string | undefined; project: string } => {
  const [, entity, name = ""] = shape.exec(text) ?? [];
  if (name !== "" && !name.startsWith("wandb-registry-")) return { entity, project: `wandb-registry-${name}` };
  throw new InputError(
    [
      {
        where: "wandb-registry",
        problem: `"${text}" is no registry of W&B`,
        legal: "its name, such as model, or entity/name",
      },
    ],
    "bad-registry-uri",
  );
};

/** The registry's project, once its organization is known. @throws InputError `bad-registry-uri` */
export async function registryProject({ wandb, entity }: { wandb: Wandb; entity(): Promise<string> }, text: string) {
  const { entity: said, project } = requireRegistryName(text);
  if (said !== undefined) return { entity: said, project };
  const found = await organizationEntities(wandb, await entity());
  const [only] = found;
  if (only !== undefined && found.length === 1) return { entity: only, project };
  const problem = found.length === 0 ? `${await entity()} is in no organization` : `${found.join(", ")} are possible`;
  throw new InputError(
    [{ where: "wandb-registry", problem, mend: "say whose it is: entity/name" }],
    "bad-registry-uri",
  );
}
