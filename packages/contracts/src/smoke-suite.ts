import * as z from "zod";
import { chatMessageSchema } from "./chat.ts";
import { smokeEndpointSchema } from "./smoke-endpoint.ts";

const probeSchema = z.strictObject({
  name: z.string().min(1),
  messages: z.array(chatMessageSchema).min(1),
  maxTokens: z.int().min(1).default(64),
  stream: z.boolean().default(false),
  expect: z
    .strictObject({
      contains: z.array(z.string()).optional(),
      equals: z.string().optional(),
      /** ECMAScript, with the flag u; tried on the first 10,000 characters. */
      regex: z.string().max(500).optional(),
      /** JSON Schema that the answer, read as JSON, must meet. */
      jsonSchema: z.record(z.string(), z.unknown()).optional(),
      maxLatencySeconds: z.number().positive().optional(),
      maxTokens: z.int().min(1).optional(),
      finishReason: z.string().optional(),
    })
    .refine((checks) => Object.keys(checks).length > 0, "a probe without an expectation checks nothing"),
});
export type SmokeProbe = z.infer<typeof probeSchema>;

/** `smoke.yaml` of the user's repository: what a new server has to answer before anybody sees it. */
export const smokeSuiteSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** The model that the server has to say it is. */
  model: z.string().optional(),
  /** What the server has to be, beside what it answers. */
  endpoint: smokeEndpointSchema.optional(),
  probes: z.array(probeSchema).min(1),
});
export type SmokeSuite = z.infer<typeof smokeSuiteSchema>;
