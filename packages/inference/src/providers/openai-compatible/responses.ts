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

export const embeddingsSchema = z.looseObject({
  data: z.array(z.looseObject({ index: z.int().min(0), embedding: z.array(z.number()) })),
});

/** llama.cpp and vLLM alike; llama.cpp has `pieces` instead of ids only where it is asked. */
export const tokensSchema = z.looseObject({ tokens: z.array(z.int()) });

/** llama.cpp says `content`, vLLM says `prompt`. */
export const textSchema = z
  .looseObject({ content: z.string().optional(), prompt: z.string().optional() })
  .refine(({ content, prompt }) => content !== undefined || prompt !== undefined);
