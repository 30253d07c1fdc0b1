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

export const errorBodySchema = z.looseObject({
  error: z.union([z.string(), z.looseObject({ message: z.string() })]),
});

export const modelsSchema = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });
