import * as z from "zod";

export const chatMessageSchema = z.strictObject({
  role: z.enum(["system", "user", "assistant", "tool"]),
  content: z.string(),
});
export type ChatMessage = z.infer<typeof chatMessageSchema>;

/**
 * One line of a chat-format JSONL file. The last assistant turn is the target of training, and the reference of
 * evaluation where `references` is absent.
 */
export const chatExampleSchema = z.object({
  id: z.string().min(1),
  messages: z.array(chatMessageSchema).min(1),
  references: z.array(z.string()).optional(),
  /** Free labels by which scores are sliced, e.g. {"source": "easy_ham"}. */
  slice: z.record(z.string(), z.string()).optional(),
  /** What a report may show of the example (a subject line, at most 80 characters). */
  title: z.string().optional(),
});
export type ChatExample = z.infer<typeof chatExampleSchema>;
