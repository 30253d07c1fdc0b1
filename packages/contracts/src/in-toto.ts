import * as z from "zod";

/**
 * An in-toto statement v1 (in-toto/attestation, spec/v1/statement.md): who says what about which bytes. What other tools
 * add is kept.
 */
export const inTotoStatementSchema = z.looseObject({
  _type: z.literal("https://in-toto.io/Statement/v1"),
  subject: z.array(z.looseObject({ name: z.string(), digest: z.record(z.string(), z.string()) })).min(1),
  predicateType: z.string().min(1),
  predicate: z.record(z.string(), z.unknown()),
});
export type InTotoStatement = z.infer<typeof inTotoStatementSchema>;

export const slsaProvenance = "https://slsa.dev/provenance/v1";
