import type { ActionDeps } from "#action-kit";
import type { EvaluationConfig } from "#contracts";
import { ToolkitError } from "#contracts";
import { cosine, type Metric, measuredMetric } from "#evaluation";
import { inferenceProviders } from "#inference";
import type { AnsweredRow, MeasuredRow } from "./rows.ts";

type Embedding = NonNullable<EvaluationConfig["embedding"]>;

export const cosineMetric = "embedding-cosine";

/** Texts of one request. */
const rowsAtOnce = 32;

/** The model belongs to the number: cosines of two models do not compare. */
export function embeddingMetric({ model }: Embedding): Metric {
  return measuredMetric(cosineMetric, { direction: "higher", scale: "open", signature: () => `model:${model}` });
}

/** Cosine of the answer's vector with the nearest reference's. A failed request is as far as can be: 0. */
export async function* cosines(
  rows: AsyncIterable<AnsweredRow>,
  { endpoint, model }: Embedding,
  deps: ActionDeps,
  apiKey: string | undefined,
): AsyncGenerator<MeasuredRow> {
  const inference = await inferenceProviders["openai-compatible"](deps, { baseUrl: endpoint, model, apiKey });
  let batch: AnsweredRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < rowsAtOnce) continue;
    yield* await measured(batch);
    batch = [];
  }
  if (batch.length > 0) yield* await measured(batch);

  async function measured(of: readonly AnsweredRow[]): Promise<MeasuredRow[]> {
    const texts = of.flatMap(({ row, references }) => [row.prediction ?? "", ...references]);
    const vectors = await inference.embed?.(texts, deps.signal);
    if (!vectors) throw new ToolkitError({ code: "embedding-unsupported", message: `${endpoint} gives no embeddings` });
    let at = 0;
    return of.map(({ id, row, references }) => {
      const answer = vectors[at] as number[];
      const near = references.map((_, index) => cosine(answer, vectors[at + 1 + index] as number[]));
      at += 1 + references.length;
      const value = row.prediction === null ? 0 : Math.max(...near);
      return { id, measured: { [cosineMetric]: Number.isFinite(value) ? value : null } };
    });
  }
}
