import * as z from "zod";
import type { Recorded, Vendor, VendorReply, VendorRequest } from "./vendor-server.ts";

const messageSchema = z.strictObject({ role: z.enum(["system", "user", "assistant"]), content: z.string() });

/** Fields that the published API knows and we send; any other is refused, as the API refuses unknown ones. */
const requestSchema = z.strictObject({
  model: z.string(),
  messages: z.array(messageSchema).min(1),
  max_tokens: z.int().min(1).optional(),
  max_completion_tokens: z.int().min(1).optional(),
  temperature: z.number().min(0).max(2).optional(),
  seed: z.int().optional(),
  stop: z.array(z.string()).max(4).optional(),
  stream: z.boolean().optional(),
  stream_options: z.strictObject({ include_usage: z.boolean() }).optional(),
  response_format: z
    .strictObject({
      type: z.literal("json_schema"),
      json_schema: z.strictObject({
        name: z.string().regex(/^[\w-]{1,64}$/),
        strict: z.literal(true),
        // strict mode: everything is required, and nothing else is allowed
        schema: z
          .looseObject({
            type: z.literal("object"),
            properties: z.record(z.string(), z.unknown()),
            required: z.array(z.string()),
            additionalProperties: z.literal(false),
          })
          .refine(({ properties, required }) => Object.keys(properties).every((name) => required.includes(name))),
      }),
    })
    .optional(),
});

export interface ChatCompletionsVendor {
  recorded: Recorded;
  model: string;
  /** The path that requests come to, and what they carry. */
  path: string;
  query?: Record<string, string>;
  authorized(request: VendorRequest): boolean;
  /** The name of the limit that this vendor's model knows. */
  limit: "max_tokens" | "max_completion_tokens";
  /** Path of the list of models, where there is one. */
  modelsPath?: string;
  reply(structured: boolean): string;
}

/** The Chat Completions API as OpenAI, Azure and Vertex serve it, each at its own place. */
export function chatCompletionsVendor(options: ChatCompletionsVendor): Vendor {
  const refuse = (status: number, message: string, code: string | null = null): VendorReply => ({
    status,
    body: { error: { message, type: "invalid_request_error", param: null, code } },
  });
  return {
    answer(request) {
      if (!options.authorized(request)) return refuse(401, "Incorrect API key provided", "invalid_api_key");
      for (const [name, value] of Object.entries(options.query ?? {}))
        if (request.query.get(name) !== value) return refuse(404, `Resource not found: ${name}`);
      if (request.method === "GET" && request.path === options.modelsPath)
        return { status: 200, body: { object: "list", data: [{ id: options.model, object: "model", created: 0 }] } };
      if (request.method !== "POST" || request.path !== options.path)
        return refuse(404, `Unknown request URL: ${request.method} ${request.path}`);
      const parsed = requestSchema.safeParse(request.body);
      if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
      const { data } = parsed;
      if (data.model !== options.model) return refuse(404, `The model ${data.model} does not exist`, "model_not_found");
      if (data[options.limit] === undefined) return refuse(400, `${options.limit} is missing`, "unsupported_parameter");
      const content = options.reply(data.response_format !== undefined);
      const { headers, body } = options.recorded;
      return data.stream
        ? { status: 200, headers: { "x-request-id": headers["x-request-id"] ?? "" }, events: eventsOf(body, content) }
        : { status: 200, headers, body: withContent(body, content) };
    },
  };
}

interface Body {
  choices?: { message: object }[];
}

function withContent(body: Body, content: string): unknown {
  const [choice] = body.choices ?? [];
  return { ...body, choices: [{ ...choice, message: { ...choice?.message, content } }] };
}

function eventsOf(body: Record<string, unknown>, content: string): string[] {
  const shared = { id: body["id"], object: "chat.completion.chunk", created: body["created"], model: body["model"] };
  const event = (choices: unknown[], usage: unknown = null): string =>
    `data: ${JSON.stringify({ ...shared, choices, usage })}\n\n`;
  const delta = (piece: object, finish_reason: string | null = null) => ({ index: 0, delta: piece, finish_reason });
  return [
    event([delta({ role: "assistant", content: "" })]),
    ...(content.match(/[\s\S]{1,4}/gu) ?? []).map((piece) => event([delta({ content: piece })])),
    event([delta({}, "stop")]),
    event([], body["usage"]),
    "data: [DONE]\n\n",
  ];
}
