import { failed } from "./failures.ts";
import { readJsonAnswer } from "./read-answer.ts";
import { embeddingsSchema } from "./responses.ts";
import { isWithoutVerb, type Send } from "./send.ts";

/** Well under every vendor's limit of inputs a request. */
const batch = 64;
const longestAnswerBytes = 64 * 1024 * 1024;

/** One vector a text, in the order of the texts; undefined where the server has no embeddings. */
export async function embedTexts(
  send: Send,
  { url, model }: { url: string; model: string },
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<number[][] | undefined> {
  const vectors: number[][] = [];
  for (let start = 0; start < texts.length; start += batch) {
    const input = texts.slice(start, start + batch);
    let response: Awaited<ReturnType<Send>>;
    try {
      response = await send(url, { model, input, encoding_format: "float" }, { signal });
    } catch (error) {
      if (isWithoutVerb(error)) return undefined;
      throw error;
    }
    const { data } = await readJsonAnswer(response, embeddingsSchema, longestAnswerBytes);
    const found = data.toSorted((left, right) => left.index - right.index);
    const length = vectors[0]?.length ?? found[0]?.embedding.length ?? 0;
    const whole =
      found.length === input.length &&
      found.every(({ index, embedding }, place) => index === place && embedding.length === length && length > 0);
    if (!whole) {
      const said = `${input.length} texts gave ${found.length} vectors, or vectors of several lengths`;
      throw failed("inference-garbled", { provider: response.provider, status: response.status, said });
    }
    vectors.push(...found.map(({ embedding }) => embedding));
  }
  return vectors;
}
