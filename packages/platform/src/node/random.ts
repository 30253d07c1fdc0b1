import { randomBytes, randomUUID } from "node:crypto";
import type { Random } from "../random.ts";

export function nodeRandom(): Random {
  return { uuid: () => randomUUID(), bytes: (length) => randomBytes(length), uniform: () => Math.random() };
}
