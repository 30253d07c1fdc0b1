import { createHash, createHmac } from "node:crypto";
import * as z from "zod";
import { awsFrame } from "./aws-event-stream.ts";
import type { Recorded, Vendor, VendorReply, VendorRequest } from "./vendor-server.ts";

const textBlock = z.strictObject({ text: z.string().min(1) });

/** Converse's members that we send; the service refuses any other. */
const requestSchema = z.strictObject({
  messages: z.array(z.strictObject({ role: z.enum(["user", "assistant"]), content: z.array(textBlock).min(1) })).min(1),
  system: z.array(textBlock).optional(),
  inferenceConfig: z.strictObject({
    maxTokens: z.int().min(1),
    temperature: z.number().min(0).max(1).optional(),
    stopSequences: z.array(z.string()).optional(),
  }),
  toolConfig: z
    .strictObject({
      tools: z.array(
        z.strictObject({
          toolSpec: z.strictObject({
            name: z.string().regex(/^[\w-]{1,64}$/),
            description: z.string(),
            inputSchema: z.strictObject({ json: z.looseObject({ type: z.literal("object") }) }),
          }),
        }),
      ),
      toolChoice: z.strictObject({ tool: z.strictObject({ name: z.string() }) }),
    })
    .optional(),
  outputConfig: z
    .strictObject({
      textFormat: z.strictObject({
        type: z.literal("json_schema"),
        structure: z.strictObject({ jsonSchema: z.strictObject({ name: z.string(), schema: z.string() }) }),
      }),
    })
    .optional(),
});

export interface BedrockVendor {
  recorded: Recorded;
  model: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  reply(structured: boolean): string;
}

export function bedrockVendor(options: BedrockVendor): Vendor {
  const refuse = (status: number, type: string, message: string): VendorReply => ({
    status,
    headers: { "x-amzn-errortype": type, "x-amzn-requestid": "r-1" },
    body: { message },
  });
  return {
    answer(request) {
      if (!isSigned(request, options))
        return refuse(403, "InvalidSignatureException", "The request signature we calculated does not match");
      const path = `/model/${encodeURIComponent(options.model)}/converse`;
      const streams = request.path === `${path}-stream`;
      if (request.method !== "POST" || !(streams || request.path === path))
        return refuse(404, "ResourceNotFoundException", `no model at ${request.path}`);
      const parsed = requestSchema.safeParse(request.body);
      if (!parsed.success) return refuse(400, "ValidationException", z.prettifyError(parsed.error));
      const { toolConfig, outputConfig } = parsed.data;
      const text = options.reply(toolConfig !== undefined || outputConfig !== undefined);
      const { body, headers } = options.recorded;
      const content = toolConfig
        ? [{ toolUse: { toolUseId: "t-1", name: toolConfig.toolChoice.tool.name, input: JSON.parse(text) } }]
        : [{ text }];
      const stopReason = toolConfig ? "tool_use" : "end_turn";
      if (streams) {
        const type = "application/vnd.amazon.eventstream";
        return { status: 200, headers: { ...headers, "content-type": type }, events: framesOf(text, stopReason, body) };
      }
      return {
        status: 200,
        headers,
        body: { ...body, output: { message: { role: "assistant", content } }, stopReason },
      };
    },
  };
}

/** Text as ConverseStream sends it. */
function framesOf(text: string, stopReason: string, { usage, metrics }: Record<string, unknown>): Uint8Array[] {
  const frame = (type: string, payload: object): Uint8Array =>
    awsFrame(
      { ":message-type": "event", ":event-type": type, ":content-type": "application/json" },
      Buffer.from(JSON.stringify(payload)),
    );
  return [
    frame("messageStart", { role: "assistant" }),
    ...(text.match(/[\s\S]{1,4}/gu) ?? []).map((piece) =>
      frame("contentBlockDelta", { contentBlockIndex: 0, delta: { text: piece } }),
    ),
    frame("contentBlockStop", { contentBlockIndex: 0 }),
    frame("messageStop", { stopReason }),
    frame("metadata", { usage, metrics }),
  ];
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** AWS Signature Version 4, as the service checks it. */
function isSigned({ method, path, headers, text }: VendorRequest, options: BedrockVendor): boolean {
  const [, credential = "", names = "", signature = ""] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  const [keyId, day = "", region, service, end] = credential.split("/");
  const time = String(headers["x-amz-date"] ?? "");
  if (keyId !== options.accessKeyId || region !== options.region || service !== "bedrock" || end !== "aws4_request")
    return false;
  if (!names.split(";").includes("host") || !time.startsWith(day) || day === "") return false;
  const canonical = [
    method,
    // each segment of the path is encoded once more
    path.split("/").map(encodeURIComponent).join("/"),
    "",
    ...names.split(";").map((name) => `${name}:${String(headers[name] ?? "").trim()}`),
    "",
    names,
    sha256(text),
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", time, `${day}/${region}/bedrock/aws4_request`, sha256(canonical)].join("\n");
  const key = [day, options.region, "bedrock", "aws4_request"].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${options.secretAccessKey}`,
  );
  return hmac(key, toSign).toString("hex") === signature;
}
