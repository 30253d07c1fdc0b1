import * as z from "zod";

/** `gates/<subject>.json`: which rollout judges a deployment, by the path of its state, and until when. */
export const claimSchema = z.strictObject({
  holder: z.string(),
  run: z.string(),
  /** Milliseconds since 1970. */
  until: z.number(),
});
