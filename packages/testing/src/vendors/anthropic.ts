import * as z from "zod";
import type { Recorded, Vendor, VendorReply } from "./vendor-server.ts";

const schema = z.looseObject({ type: z.literal("object"), properties: z.record(z.string(), z.unknown()) });

/** Fields of the published API that we send; any other is refused ("Extra inputs are not permitted"). */
const requestSchema = z.strictObject({
  model: z.string(),
  max_tokens: z.int().min(1),
  messages: z.array(z.strictObject({ role: z.enum(["user", "assistant"]), content: z.string().min(1) })).min(1),
  system: z.string().optional(),
  temperature: z.number().min(0).max(1).optional(),
  stop_sequences: z.array(z.string()).optional(),
  stream: z.boolean().optional(),
  tools: z.array(z.strictObject({ name: z.string(), description: z.string(), input_schema: schema })).optional(),
  tool_choice: z
    .strictObject({ type: z.literal("tool"), name: z.string(), disable_parallel_tool_use: z.boolean() })
    .optional(),
  output_config: z.strictObject({ format: z.strictObject({ type: z.literal("json_schema"), schema }) }).optional(),
});

export interface AnthropicVendor {
  recorded: Recorded;
  apiKey: string;
  model: string;
  reply(structured: boolean): string;
  /** Models from 4.7 on refuse a temperature, later ones a forced tool. */
  takesTemperature: boolean;
  takesForcedTool: boolean;
}

export function anthropicVendor(options: AnthropicVendor): Vendor {
  const refuse = (status: number, type: string, message: string): VendorReply => ({
    status,
    body: { type: "error", error: { type, message }, request_id: "req_1" },
  });
  return {
    answer({ method, path, headers, body }) {
      // as the official client sends it from 1.0 on
      if (headers.authorization !== `Bearer ${options.apiKey}`)
        return refuse(401, "authentication_error", "invalid bearer token");
      const version = headers["anthropic-version"];
      if (version !== "2023-06-01" && version !== "2026-10-21")
        return refuse(400, "invalid_request_error", "anthropic-version: header is required");
      if (method === "GET" && path === "/v1/models") {
        const model = {
          type: "model",
          id: options.model,
          display_name: options.model,
          created_at: "2026-01-01T00:00:00Z",
        };
        return {
          status: 200,
          body: { data: [model], has_more: false, first_id: options.model, last_id: options.model },
        };
      }
      if (method !== "POST" || path !== "/v1/messages") return refuse(404, "not_found_error", "Not Found");
      const parsed = requestSchema.safeParse(body);
      if (!parsed.success) return refuse(400, "invalid_request_error", z.prettifyError(parsed.error));
      const { data } = parsed;
      if (data.model !== options.model) return refuse(404, "not_found_error", `model: ${data.model}`);
      // the newer version of the API has no temperature for any model
      if (data.temperature !== undefined && (version === "2026-10-21" || !options.takesTemperature))
        return refuse(400, "invalid_request_error", "`temperature` is deprecated for this model.");
      if (data.tool_choice && !options.takesForcedTool)
        return refuse(400, "invalid_request_error", "tool_choice: forced tool use is not supported for this model.");
      const text = options.reply(data.tools !== undefined || data.output_config !== undefined);
      const content = data.tool_choice
        ? [{ type: "tool_use", id: "toolu_1", name: data.tool_choice.name, input: JSON.parse(text) }]
        : [{ type: "text", text, citations: null }];
      const stop_reason = data.tool_choice ? "tool_use" : "end_turn";
      const message = { ...options.recorded.body, content, stop_reason };
      return data.stream
        ? { status: 200, headers: { "request-id": "req_1" }, events: eventsOf(message, text) }
        : { status: 200, headers: options.recorded.headers, body: message };
    },
  };
}

function eventsOf(message: Record<string, unknown>, text: string): string[] {
  const event = (type: string, data: object = {}): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
  const pieces = (text.match(/[\s\S]{1,4}/gu) ?? []).map((piece) =>
    event("content_block_delta", { index: 0, delta: { type: "text_delta", text: piece } }),
  );
  const usage = message["usage"] as { output_tokens: number };
  return [
    event("message_start", {
      message: { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
    }),
    event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
    event("ping"),
    ...pieces,
    event("content_block_stop", { index: 0 }),
    event("message_delta", {
      delta: { stop_reason: message["stop_reason"], stop_sequence: null },
      usage: { output_tokens: usage.output_tokens },
    }),
    event("message_stop"),
  ];
}
