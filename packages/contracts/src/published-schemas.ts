import type * as z from "zod";
import { chatExampleSchema } from "./chat.ts";

/** Files that users write or read, by the name of their published JSON Schema. */
export const publishedSchemas: Record<string, z.ZodType> = {
  "chat-example": chatExampleSchema,
};
