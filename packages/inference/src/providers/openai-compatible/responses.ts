import * as z from "zod";

/** What we read of the Chat Completions API; servers add fields of their own. */
export const usageSchema = z.looseObject({ prompt_tokens: z.int().nullish(), completion_tokens: z.int().nullish() });

export const completionSchema = z.looseObject({
  model: z.string().nullish(),
  choices: z
    .array(
      z.looseObject({
        message: z.looseObject({ content: z.string().nullable() }),
        finish_reason: z.string().nullish(),
        logprobs: z.looseObject({ content: z.array(z.looseObject({ logprob: z.number() })).nullish() }).nullish(),
      }),
    )
    .min(1),
  usage: usageSchema.nullish(),
});

export const chunkSchema = z.looseObject({
  model: z.string().nullish(),
  choices: z.array(
    z.looseObject({
      delta: z.looseObject({ content: z.string().nullish() }).optional(),
      finish_reason: z.string().nullish(),
    }),
  ),
  usage: usageSchema.nullish(),
});

/** Some gateways answer 200 with an error in the body. */
export const errorBodySchema = z.looseObject({
  error: z.union([z.string(), z.looseObject({ message: z.string() })]),
});

export const modelsSchema = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });

/**
 * What servers say of their models beside the id: vLLM `root`, `parent` and `max_model_len`, llama.cpp `aliases`, `tags`
 * and `meta.n_ctx` (of one slot; its `n_ctx_train` is what the model could, not what is served).
 */
export const servedModelsSchema = z.looseObject({
  data: z.array(
    z.looseObject({
      id: z.string(),
      root: z.string().nullish().catch(undefined),
      parent: z.string().nullish().catch(undefined),
      max_model_len: z.int().nullish().catch(undefined),
      aliases: z.array(z.string()).nullish().catch(undefined),
      tags: z.array(z.string()).nullish().catch(undefined),
      meta: z.looseObject({ n_ctx: z.int().nullish() }).nullish().catch(undefined),
    }),
  ),
});

/** Of llama.cpp's `/lora-adapters`; one of scale 0 is loaded and does nothing. */
export const loraAdaptersSchema = z.array(z.looseObject({ path: z.string(), scale: z.number() }));

export const embeddingsSchema = z.looseObject({
  data: z.array(z.looseObject({ index: z.int().min(0), embedding: z.array(z.number()) })),
});

/** llama.cpp and vLLM alike; llama.cpp has `pieces` instead of ids only where it is asked. */
export const tokensSchema = z.looseObject({ tokens: z.array(z.int()) });

/** llama.cpp says `content`, vLLM says `prompt`. */
export const textSchema = z
  .looseObject({ content: z.string().optional(), prompt: z.string().optional() })
  .refine(({ content, prompt }) => content !== undefined || prompt !== undefined);
