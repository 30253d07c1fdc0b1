import * as z from "zod";

/** What we read of Converse's answer, as the client has parsed it. */
export const converseSchema = z.looseObject({
  output: z.looseObject({
    message: z.looseObject({
      content: z.array(
        z.looseObject({
          text: z.string().optional(),
          toolUse: z.looseObject({ name: z.string(), input: z.unknown() }).optional(),
        }),
      ),
    }),
  }),
  stopReason: z.string(),
  usage: z.looseObject({
    inputTokens: z.int().min(0),
    outputTokens: z.int().min(0),
    cacheReadInputTokens: z.int().min(0).optional(),
    cacheWriteInputTokens: z.int().min(0).optional(),
  }),
});
