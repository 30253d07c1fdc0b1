import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { type ChatExample, chatExampleSchema, type Deployment, InputError, ToolkitError } from "#contracts";
import { referenceOf } from "#datasets";
import { labelIn } from "#evaluation";
import { inferenceProviders, runPool } from "#inference";
import { readRows } from "#platform";
import type { RouterAdmin } from "#router";
import { shuffled } from "#statistics";
import type { spec } from "./spec.ts";

export interface Replay {
  /** Sends the next requests and scores each answer against its reference. */
  send(requests: number): Promise<void>;
}

/** Held-out examples as traffic through the router; undefined when the users' own traffic is what is judged. */
export async function startReplay(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  deployment: Deployment,
  admin: Pick<RouterAdmin, "score">,
): Promise<Replay | undefined> {
  if (!inputs.replay) return undefined;
  const examples: ChatExample[] = [];
  for await (const { row } of readRows(deps.files, resolve(deps.workspace, inputs.replay), chatExampleSchema))
    examples.push(row);
  if (examples.length === 0)
    throw new InputError([{ where: "replay", problem: `${inputs.replay} holds no row` }], "dataset-empty");
  const options = { baseUrl: deployment.url, model: deployment.endpoint, attempts: 1, timeoutMs: 60_000 };
  const inference = await inferenceProviders["openai-compatible"](deps, options);
  const seed = inputs["replay-seed"] ?? Math.floor(deps.random.uniform() * 2 ** 31);
  deps.log.info(`replay of ${examples.length} examples, seed ${seed}`);
  const order = shuffled(examples, seed);
  let next = 0;

  async function one({ example, requestId }: { example: ChatExample; requestId: string }): Promise<void> {
    const last = example.messages.at(-1);
    const messages = last?.role === "assistant" ? example.messages.slice(0, -1) : example.messages;
    try {
      const { content } = await inference.chat(
        { messages, maxTokens: inputs["max-tokens"], temperature: 0, requestId },
        deps.signal,
      );
      const reference = referenceOf(example);
      const field = inputs["label-field"];
      const right =
        content.trim() === reference?.trim() ||
        (labelIn(content, field) !== undefined && labelIn(content, field) === labelIn(reference ?? null, field));
      await admin.score({ requestId, metric: "accuracy", value: right ? 1 : 0 });
    } catch (error) {
      // what the model refuses is in the router's log as its error; a router that is gone is the end
      if (!(error instanceof ToolkitError) || !/^(inference-|http-timeout)/.test(error.code)) throw error;
    }
  }

  return {
    async send(requests) {
      const batch = Array.from({ length: requests }, () => ({
        example: order[next % order.length] as ChatExample,
        requestId: createHash("sha256").update(`replay ${seed} ${next++}`).digest("hex").slice(0, 32),
      }));
      let [done, told] = [0, deps.clock.monotonic()];
      for await (const _ended of runPool(batch, inputs["replay-concurrency"], one)) {
        done += 1;
        if (deps.clock.monotonic() - told < 20_000) continue;
        told = deps.clock.monotonic();
        deps.log.info(`${done}/${requests} requests of this look`);
      }
    },
  };
}
