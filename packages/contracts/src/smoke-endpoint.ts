import * as z from "zod";
import { chatMessageSchema } from "./chat.ts";

const tokenizerSchema = z
  .strictObject({
    /** Text whose tokens the server is asked for, without those that it adds around it. */
    text: z.string().min(1).optional(),
    ids: z.array(z.int().min(0)).min(1).optional(),
    count: z.int().min(1).optional(),
    /** Prompt whose tokens the server counts in the usage of its answer, those of the chat template included. */
    messages: z.array(chatMessageSchema).min(1).optional(),
    promptTokens: z.int().min(1).optional(),
  })
  .refine(({ text, messages }) => text !== undefined || messages !== undefined, "needs text, or messages")
  .refine(
    ({ text, ids, count }) => (text === undefined) === (ids === undefined && count === undefined),
    "text goes with ids or count",
  )
  .refine(
    ({ messages, promptTokens }) => (messages === undefined) === (promptTokens === undefined),
    "messages goes with promptTokens",
  );

/** What the endpoint has to be, whatever it answers: asked of the server itself, or shown by what it does. */
export const smokeEndpointSchema = z
  .strictObject({
    /** Id in its list of models. */
    model: z.string().min(1).optional(),
    /** What it says of that model: a model ref, a version, a path or repository; servers of deploy say the first two. */
    version: z.string().min(1).optional(),
    /** Name of the LoRA adapter that is loaded. */
    adapter: z.string().min(1).optional(),
    /** Tokens of one request, prompt and answer. */
    contextLength: z.int().min(64).optional(),
    tokenizer: tokenizerSchema.optional(),
    /** Answers come in pieces as they are made, and end as they should. */
    streaming: z.literal(true).optional(),
    /** Requests that are answered at once. */
    concurrency: z.int().min(2).max(256).optional(),
    /** How many times as long as one alone they may take; twice their number unless told. */
    maxSlowdown: z.number().min(1).optional(),
    /** From the first request until the first answer of a server that may still be loading. */
    coldStartSeconds: z.number().positive().max(3600).optional(),
    /** A certificate that holds, and no answer without TLS. */
    tls: z.literal("required").optional(),
    /** No answer without a token, nor with a wrong one. */
    auth: z.literal("required").optional(),
  })
  .refine((asked) => Object.keys(asked).length > 0, "an endpoint without an expectation checks nothing")
  .refine(({ maxSlowdown, concurrency }) => maxSlowdown === undefined || concurrency !== undefined, {
    message: "goes with concurrency",
    path: ["maxSlowdown"],
  });
export type SmokeEndpoint = z.infer<typeof smokeEndpointSchema>;
