import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";

/** Fields that the published API knows; the fake refuses any other, as api.openai.com does. */
const requestSchema = z.strictObject({
  model: z.string(),
  messages: z
    .array(z.strictObject({ role: z.enum(["system", "user", "assistant", "tool"]), content: z.string() }))
    .min(1),
  max_tokens: z.int().min(1).optional(),
  temperature: z.number().min(0).max(2).optional(),
  seed: z.int().optional(),
  stop: z.array(z.string()).max(4).optional(),
  stream: z.boolean().optional(),
  stream_options: z.strictObject({ include_usage: z.boolean() }).optional(),
  logprobs: z.boolean().optional(),
  response_format: z
    .strictObject({
      type: z.literal("json_schema"),
      json_schema: z.strictObject({
        name: z.string().regex(/^[\w-]{1,64}$/),
        schema: z.record(z.string(), z.unknown()),
        strict: z.boolean(),
      }),
    })
    .optional(),
});
export type FakeChatRequest = z.infer<typeof requestSchema>;

const embeddingRequestSchema = z.strictObject({
  model: z.string(),
  input: z.array(z.string().min(1)).min(1).max(2048),
  encoding_format: z.enum(["float", "base64"]).optional(),
});

export interface FakeOpenAi {
  /** With `/v1`. */
  baseUrl: string;
  requests: FakeChatRequest[];
  /** Replaced by a test to misbehave; `undefined` answers as told. */
  misbehave: ((request: IncomingMessage, response: ServerResponse, count: number) => boolean) | undefined;
  /** The same where it depends on what was asked. */
  misbehaveTo: ((asked: FakeChatRequest, response: ServerResponse) => boolean) | undefined;
  close(): Promise<void>;
}

/** A strict model server: answers with what `reply` says, streams when asked, refuses what the API does not know. */
export async function fakeOpenAi({
  reply = () => "ok",
  model = "fake",
  apiKey,
  embed,
}: {
  /** Without it the server has no embeddings. */
  embed?: (text: string) => number[];
  reply?: (request: FakeChatRequest) => string;
  model?: string;
  apiKey?: string;
} = {}): Promise<FakeOpenAi> {
  const requests: FakeChatRequest[] = [];
  let count = 0;
  const server = createServer((request, response) => void serve(request, response));
  const fake: FakeOpenAi = {
    baseUrl: "",
    requests,
    misbehave: undefined,
    misbehaveTo: undefined,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    count += 1;
    if (fake.misbehave?.(request, response, count)) return;
    const refuse = (status: number, message: string): void =>
      answer(response, status, { error: { message, type: "invalid_request_error", param: null, code: null } });
    if (apiKey !== undefined && request.headers.authorization !== `Bearer ${apiKey}`)
      return refuse(401, "Incorrect API key provided");
    if (request.method === "GET" && request.url === "/v1/models")
      return answer(response, 200, {
        object: "list",
        data: [{ id: model, object: "model", created: 0, owned_by: "fake" }],
      });
    if (request.method === "POST" && request.url === "/v1/embeddings" && embed) {
      const asked = embeddingRequestSchema.safeParse(JSON.parse(await bodyOf(request)));
      if (!asked.success) return refuse(400, asked.error.message);
      const data = asked.data.input.map((text, index) => ({ object: "embedding", index, embedding: embed(text) }));
      const usage = { prompt_tokens: data.length, total_tokens: data.length };
      // the API gives an index, and no order
      return answer(response, 200, { object: "list", model, data: data.reverse(), usage });
    }
    if (request.method !== "POST" || request.url !== "/v1/chat/completions")
      return refuse(404, `Unknown request URL: ${request.method} ${request.url}`);
    const parsed = requestSchema.safeParse(JSON.parse(await bodyOf(request)));
    if (!parsed.success)
      return refuse(
        400,
        `Unrecognized request argument or value: ${parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ")}`,
      );
    requests.push(parsed.data);
    if (fake.misbehaveTo?.(parsed.data, response)) return;
    respond(response, parsed.data, reply(parsed.data), { model, id: String(request.headers["x-request-id"] ?? "") });
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  fake.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return fake;
}

function respond(
  response: ServerResponse,
  request: FakeChatRequest,
  content: string,
  { model, id }: { model: string; id: string },
): void {
  const completionTokens = Math.ceil(content.length / 4);
  const promptTokens = Math.ceil(request.messages.reduce((sum, message) => sum + message.content.length, 0) / 4);
  const usage = {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
  if (id) response.setHeader("x-request-id", id);
  if (!request.stream) {
    answer(response, 200, {
      id: "chatcmpl-1",
      object: "chat.completion",
      created: 0,
      model,
      choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop", logprobs: null }],
      usage,
    });
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (choices: unknown[], extra: object = {}): void =>
    void response.write(
      `data: ${JSON.stringify({ id: "chatcmpl-1", object: "chat.completion.chunk", created: 0, model, choices, ...extra })}\n\n`,
    );
  send([{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }]);
  for (const piece of content.match(/[\s\S]{1,4}/g) ?? [])
    send([{ index: 0, delta: { content: piece }, finish_reason: null }]);
  send([{ index: 0, delta: {}, finish_reason: "stop" }]);
  if (request.stream_options?.include_usage) send([], { usage });
  response.end("data: [DONE]\n\n");
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
