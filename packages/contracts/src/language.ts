import * as z from "zod";

/** Language of everything written for people; Russian unless asked otherwise. */
export const languageSchema = z.enum(["ru", "en"]);
export type Language = z.infer<typeof languageSchema>;
