/** One request and its answer, as a SageMaker endpoint captures them. */
export interface Captured {
  id: string;
  question: string;
  answer: string;
  /** Milliseconds since 1970. */
  time: number;
  encoding?: "JSON" | "BASE64";
}

/** Lines of a file of SageMaker's data capture, of a chat endpoint. */
export function capturedFile(answers: readonly Captured[]): string {
  return answers.map((answer) => `${JSON.stringify(lineOf(answer))}\n`).join("");
}

function lineOf({ id, question, answer, time, encoding = "JSON" }: Captured): unknown {
  const side = (mode: "INPUT" | "OUTPUT", body: unknown) => {
    const text = JSON.stringify(body);
    const data = encoding === "JSON" ? text : Buffer.from(text).toString("base64");
    return { observedContentType: "application/json", mode, data, encoding };
  };
  return {
    captureData: {
      endpointInput: side("INPUT", { messages: [{ role: "user", content: question }], max_tokens: 64 }),
      endpointOutput: side("OUTPUT", {
        id: "chatcmpl-1",
        object: "chat.completion",
        choices: [{ index: 0, message: { role: "assistant", content: answer }, finish_reason: "stop" }],
        usage: { prompt_tokens: 9, completion_tokens: 12, total_tokens: 21 },
      }),
    },
    eventMetadata: { eventId: id, inferenceTime: new Date(time).toISOString() },
    eventVersion: "0",
  };
}

/** Where the endpoint puts a file of that time: below the folder of its hour. */
export function capturedKey(
  { prefix = "capture", endpoint = "mail", variant }: { prefix?: string; endpoint?: string; variant: string },
  time: number,
  name = "0",
): string {
  const hour = new Date(time).toISOString().slice(0, 13).replace(/[-T]/g, "/");
  return [prefix, endpoint, variant, hour, `${name}.jsonl`].filter(Boolean).join("/");
}
