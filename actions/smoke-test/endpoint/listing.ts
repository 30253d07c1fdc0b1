import type { Inference, ServedModel } from "#inference";
import { type Finding, found, unsaid } from "./outcome.ts";

const list = "GET /v1/models";

/** Whether the server lists the model. */
export async function checkModel(inference: Inference, expected: string, signal: AbortSignal): Promise<Finding> {
  const ids = await inference.models(signal);
  return found(ids.join(", "), ...(ids.includes(expected) ? [] : [{ check: "model" as const, expected }]));
}

/**
 * Whether the server says of its model that it is this version. One that says nothing beside its name shows nothing.
 * @param model id of the model that is meant; any unless told
 */
export async function checkVersion(
  inference: Inference,
  { expected, model }: { expected: string; model: string | undefined },
  signal: AbortSignal,
): Promise<Finding> {
  const meant = await listed(inference, model, signal);
  const said = meant.flatMap(({ id, names }) => [id, ...names]);
  if (said.includes(expected)) return found(expected);
  if (meant.length > 0 && meant.every(({ names }) => names.length === 0))
    return { ...unsaid(`${list}: aliases, tags, root`), got: said.join(", ") };
  return found(said.join(", "), { check: "version", expected });
}

export async function checkAdapter(inference: Inference, expected: string, signal: AbortSignal): Promise<Finding> {
  const adapters = await inference.adapters?.(signal);
  if (!adapters) return unsaid(`${list}: parent; GET /lora-adapters`);
  return found(adapters.join(", "), ...(adapters.includes(expected) ? [] : [{ check: "adapter" as const, expected }]));
}

/** As the server says it; undefined where it does not. */
export async function saidContextLength(
  inference: Inference,
  model: string | undefined,
  signal: AbortSignal,
): Promise<number | undefined> {
  const meant = inference.served ? await listed(inference, model, signal) : [];
  return meant.find(({ contextLength }) => contextLength !== null)?.contextLength ?? undefined;
}

async function listed(inference: Inference, model: string | undefined, signal: AbortSignal): Promise<ServedModel[]> {
  const models = (await inference.served?.(signal)) ?? [];
  return model === undefined ? models : models.filter(({ id, names }) => id === model || names.includes(model));
}
