import type { Inference, ServedModel } from "../../inference.ts";
import { readJsonAnswer } from "./read-answer.ts";
import { loraAdaptersSchema, servedModelsSchema } from "./responses.ts";
import { type Send, unlessAbsent } from "./send.ts";

/** What a server says of the models and adapters that it has loaded. */
export function servedModels(send: Send, baseUrl: string): Required<Pick<Inference, "served" | "adapters">> {
  const list = async (signal: AbortSignal | undefined) =>
    (await readJsonAnswer(await send(`${baseUrl}/models`, undefined, { signal }), servedModelsSchema)).data;
  return {
    async served(signal) {
      const models = await list(signal);
      return models.map(
        ({ id, root, aliases, tags, max_model_len: length, meta }): ServedModel => ({
          id,
          // vLLM lists one model once for each of its names, all read from the same place
          names: [
            ...(root ? models.filter((other) => other.root === root).map((other) => other.id) : []),
            ...(aliases ?? []),
            ...(tags ?? []),
            ...(root ? [root] : []),
          ].filter((name, place, all) => name !== id && all.indexOf(name) === place),
          contextLength: length ?? meta?.n_ctx ?? null,
        }),
      );
    },
    async adapters(signal) {
      const models = await list(signal);
      // vLLM lists an adapter as a model whose parent is the model that it was made for
      if (models.some(({ parent }) => parent !== undefined))
        return models.filter(({ parent }) => typeof parent === "string").map(({ id }) => id);
      const root = baseUrl.replace(/\/v1$/, "");
      const response = await unlessAbsent(send(`${root}/lora-adapters`, undefined, { signal }));
      if (!response) return undefined;
      const loaded = await readJsonAnswer(response, loraAdaptersSchema);
      return loaded.filter(({ scale }) => scale !== 0).map(({ path }) => nameOf(path));
    },
  };
}

/** Of a file: without its folder and `.gguf`. */
const nameOf = (path: string): string => (path.split(/[\\/]/).at(-1) ?? path).replace(/\.gguf$/, "");
