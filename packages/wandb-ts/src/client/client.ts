import type * as z from "zod";
import type { WandbError } from "./error.ts";
import { parseAnswer } from "./graphql-answer.ts";
import { nodePorts } from "./node-ports.ts";
import type { FetchAnswer, FetchInit, Ports } from "./ports.ts";
import { type RetryOptions, withRetry } from "./retry.ts";
import { httpError, networkError, textOf } from "./transport.ts";

export interface WandbConfig extends Partial<Ports> {
  apiKey: string;
  /** `https://api.wandb.ai` unless told (WANDB_BASE_URL). */
  baseUrl?: string | undefined;
  retry?: Partial<RetryOptions> | undefined;
  /** Files from this size on are uploaded in parts, where the store can; 2 GiB, as the official client. */
  multipartBytes?: number | undefined;
  /** Size of a part; 100 MiB, as the official client. */
  partBytes?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** One GraphQL operation: its name, its text, and what the answer's `data` has to look like. */
export interface Operation<Schema extends z.ZodType> {
  name: string;
  text: string;
  data: Schema;
}

export interface Wandb extends Ports {
  baseUrl: string;
  multipartBytes: number;
  partBytes: number;
  /**
   * Every operation may be sent again: each finds what it made before.
   * @throws WandbError for errors in the answer too, whatever its status
   */
  graphql<Schema extends z.ZodType>(operation: Operation<Schema>, variables: object): Promise<z.output<Schema>>;
  /** A POST of JSON with the key, outside GraphQL. */
  post(path: string, body: object): Promise<string>;
  /** A signed address: sent without the key. Throws for any status that is not 2xx. `body` is made anew each time. */
  transfer(address: string, request: Omit<FetchInit, "body" | "signal"> & { body?: Body }): Promise<FetchAnswer>;
  /** What a signed address holds; taken anew from its start when it breaks off on the way. */
  receive<Result>(address: string, timeoutMs: number, take: (answer: FetchAnswer) => Promise<Result>): Promise<Result>;
}

type Body = () => NonNullable<FetchInit["body"]>;

export const operation = <Schema extends z.ZodType>(name: string, data: Schema, text: string): Operation<Schema> => ({
  name,
  data,
  text,
});

export function openWandb(config: WandbConfig): Wandb {
  const { apiKey, signal } = config;
  const ports: Ports = { ...nodePorts(), ...definedOf(config) };
  const baseUrl = (config.baseUrl ?? "https://api.wandb.ai").replace(/\/+$/, "");
  const retry = { attempts: 5, firstPauseMs: 500, longestPauseMs: 20_000, ...config.retry };
  const headers = {
    authorization: `Basic ${Buffer.from(`api:${apiKey}`).toString("base64")}`,
    "content-type": "application/json",
  };

  async function sent(url: string, init: FetchInit): Promise<FetchAnswer> {
    try {
      const answer = await ports.fetch(url, { ...init, signal });
      return { ...answer, body: guarded(answer.body, url, init) };
    } catch (cause) {
      throw networkError(url, init, apiKey, cause);
    }
  }
  async function* guarded(body: AsyncIterable<Uint8Array>, url: string, init: FetchInit): AsyncGenerator<Uint8Array> {
    try {
      yield* body;
    } catch (cause) {
      throw networkError(url, init, apiKey, cause);
    }
  }
  const fail = async (url: string, answer: FetchAnswer): Promise<WandbError> =>
    httpError(url, answer, await textOf(answer), ports.clock.now(), apiKey);

  return {
    ...ports,
    baseUrl,
    multipartBytes: config.multipartBytes ?? 2 * 2 ** 30,
    partBytes: config.partBytes ?? 100 * 2 ** 20,
    graphql: (asked, variables) =>
      withRetry(ports, retry, async () => {
        const url = `${baseUrl}/graphql`;
        const body = JSON.stringify({ operationName: asked.name, query: asked.text, variables });
        const answer = await sent(url, { method: "POST", headers, body, timeoutMs: 60_000 });
        const text = await textOf(answer);
        return parseAnswer(asked, url, answer, text, ports.clock.now(), apiKey);
      }),
    post: (path, content) =>
      withRetry(ports, retry, async () => {
        const url = `${baseUrl}${path}`;
        const body = JSON.stringify(content);
        const answer = await sent(url, { method: "POST", headers, body, timeoutMs: 60_000 });
        if (answer.status >= 300) throw await fail(url, answer);
        return await textOf(answer);
      }),
    transfer: (address, { body, ...init }) =>
      withRetry(ports, retry, async () => {
        const url = new URL(address, `${baseUrl}/`).href;
        const answer = await sent(url, { ...init, ...(body && { body: body() }) });
        if (answer.status >= 300) throw await fail(url, answer);
        return answer;
      }),
    receive: (address, timeoutMs, take) =>
      withRetry(ports, retry, async () => {
        const url = new URL(address, `${baseUrl}/`).href;
        const answer = await sent(url, { method: "GET", headers: {}, timeoutMs });
        if (answer.status >= 300) throw await fail(url, answer);
        return await take(answer);
      }),
  };
}

/** Without what is there but undefined, which would hide a default. */
function definedOf({ fetch, clock, files, random }: Partial<Ports>): Partial<Ports> {
  return { ...(fetch && { fetch }), ...(clock && { clock }), ...(files && { files }), ...(random && { random }) };
}
