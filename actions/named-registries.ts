import { InputError, type Problem } from "#contracts";

export interface Named<Name extends string> {
  name: Name;
  /** What `registry-uri` is to this one. */
  uri: string | undefined;
}

interface Said {
  registry: string;
  "registry-uri": string | undefined;
}

/**
 * Which of the legal registries are meant, and where each is; the one of `registry` where none is named. Each has its
 * address after `=`; of several without one, `registry-uri` is MLflow's where it is an address, else the file registry's folder.
 * @throws InputError `bad-registries` with every name that is none
 */
export function namedRegistries<Name extends string>(
  names: readonly string[] | undefined,
  { registry, "registry-uri": said }: Said,
  legal: readonly Name[],
): Named<Name>[] {
  const wanted = (names && names.length > 0 ? names : [registry]).map(named);
  const isLegal = (name: string): name is Name => (legal as readonly string[]).includes(name);
  const problems: Problem[] = [];
  for (const [index, { name }] of wanted.entries()) {
    if (!isLegal(name))
      problems.push({ where: "registries", problem: `"${name}" is no registry`, legal: legal.join(", ") });
    else if (wanted.findIndex((other) => other.name === name) < index)
      problems.push({ where: "registries", problem: `${name} is named twice` });
  }
  const taker = said?.includes("://") ? "mlflow" : "file";
  if (said !== undefined && wanted.length > 1 && !wanted.some(({ name }) => name === taker))
    problems.push({
      where: "registry-uri",
      problem: `none of ${wanted.map(({ name }) => name).join(", ")} takes "${said}"`,
      legal: "of several registries: the folder of file, or the address of mlflow",
      mend: "say the others after their name, as wandb=entity/project, or by their own variables",
    });
  if (problems.length > 0) throw new InputError(problems, "bad-registries");
  return wanted.map(({ name, address }) => ({
    name: name as Name,
    uri: address ?? (wanted.length === 1 || name === taker ? said : undefined),
  }));
}

/** `mlflow`, or `mlflow=https://mlflow.example.org`. */
function named(text: string): { name: string; address: string | undefined } {
  const at = text.indexOf("=");
  return at === -1 ? { name: text, address: undefined } : { name: text.slice(0, at), address: text.slice(at + 1) };
}
