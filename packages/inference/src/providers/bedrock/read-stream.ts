import type { ConverseStreamOutput } from "@aws-sdk/client-bedrock-runtime";
import { ToolkitError } from "#contracts";

interface Block {
  text: string;
  /** Name of the tool that the model uses in it. */
  tool?: string | undefined;
  input: string;
}

/**
 * The pieces of ConverseStream put together to what Converse would have answered, and when the first of them came.
 * @throws ToolkitError `inference-cut`, and `inference-failed` for an exception within the stream, which was billed so far
 */
export async function readStream(
  pieces: AsyncIterable<ConverseStreamOutput> | undefined,
  seconds: () => number,
): Promise<{ said: unknown; firstTokenSeconds: number | null }> {
  const blocks = new Map<number, Block>();
  const blockAt = (index = 0): Block => {
    const block = blocks.get(index) ?? { text: "", input: "" };
    blocks.set(index, block);
    return block;
  };
  let firstTokenSeconds: number | null = null;
  let stopReason: string | undefined;
  let usage: unknown;
  try {
    for await (const { contentBlockStart, contentBlockDelta, messageStop, metadata } of pieces ?? []) {
      if (contentBlockStart)
        blockAt(contentBlockStart.contentBlockIndex).tool = contentBlockStart.start?.toolUse?.name ?? undefined;
      if (contentBlockDelta) {
        const { text = "", toolUse } = contentBlockDelta.delta ?? {};
        if (text !== "" || toolUse) firstTokenSeconds ??= seconds();
        const block = blockAt(contentBlockDelta.contentBlockIndex);
        block.text += text;
        block.input += toolUse?.input ?? "";
      }
      stopReason = messageStop?.stopReason ?? stopReason;
      usage = metadata?.usage ?? usage;
    }
  } catch (error) {
    throw error instanceof Error && "$fault" in error
      ? failed("inference-failed", `${error.name}: ${error.message}`)
      : error;
  }
  if (stopReason === undefined) throw failed("inference-cut", "the stream ended in the middle");
  const content = [...blocks.values()].map(({ text, tool, input }) =>
    tool === undefined ? { text } : { toolUse: { name: tool, input: parsed(input) } },
  );
  return { said: { output: { message: { content } }, stopReason, usage }, firstTokenSeconds };
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    throw failed("inference-garbled", "what the model gave the tool is no JSON");
  }
}

const failed = (code: string, message: string): ToolkitError =>
  new ToolkitError({ code, provider: "bedrock", message: `bedrock: ${message}` });
