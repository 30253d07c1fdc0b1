import { isDeepStrictEqual } from "node:util";
import { type Promotion, parseStrictly, promotionSchema, ToolkitError } from "#contracts";
import { provider } from "./failures.ts";
import type { Home } from "./home.ts";
import { layout } from "./layout.ts";

/** Promotions as numbered objects, each written only where nothing stands: of two writers one takes the next number. */
export async function recordPromotion(home: Home, name: string, promotion: Promotion): Promise<void> {
  const record = parseStrictly(promotionSchema, promotion, "promotion");
  for (;;) {
    const keys = await home.bucket.list(layout.promotions(name));
    const last = keys.at(-1);
    if (last !== undefined && isDeepStrictEqual(await read(home, last), record)) return;
    const next = layout.promotion(name, numberOf(last) + 1);
    if (await home.bucket.swap(next, `${JSON.stringify(record)}\n`, null)) return;
  }
}

/** The first one first. */
export async function readPromotions(home: Home, name: string): Promise<Promotion[]> {
  const found: Promotion[] = [];
  for (const [index, key] of (await home.bucket.list(layout.promotions(name))).entries()) {
    if (key !== layout.promotion(name, index + 1)) throw corrupt(home, layout.promotion(name, index + 1), "is missing");
    found.push(await read(home, key));
  }
  return found;
}

const numberOf = (key: string | undefined): number => Number(/(\d+)\.json$/.exec(key ?? "")?.[1] ?? 0);

async function read(home: Home, key: string): Promise<Promotion> {
  const text = (await home.bucket.read(key))?.text;
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
  } catch {
    throw corrupt(home, key, "cannot be read");
  }
  const parsed = promotionSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw corrupt(home, key, "is no promotion");
}

const corrupt = ({ bucket }: Home, key: string, problem: string): ToolkitError =>
  new ToolkitError({
    code: "registry-corrupt",
    provider,
    message: `${bucket.uri(key)} ${problem}`,
    hint: "restore an earlier version of the object, where the bucket keeps them",
  });
