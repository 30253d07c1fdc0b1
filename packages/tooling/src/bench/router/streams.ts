import { outputOf } from "./process.ts";
import { chatPath } from "./wrk.ts";

export interface StreamDelays {
  /** Tokens that arrived while it was measured. */
  tokens: number;
  /** Streams that ended or broke: none should. */
  broken: number;
  /** Milliseconds from the server's writing of a token to the client's reading of it. */
  p50: number;
  p99: number;
}

/** Opens the streams one after the other, lets them settle, and reads every token's delay. */
const program = `
import { connect } from "node:net";
const given = JSON.parse(process.argv[1]);
const now = () => Number(process.hrtime.bigint()) / 1e6;
const body = JSON.stringify({ model: "bench", stream: true, messages: [{ role: "user", content: "x".repeat(200) }] });
const head = "POST " + given.path + " HTTP/1.1\\r\\nhost: bench\\r\\ncontent-type: application/json\\r\\nx-pace-ms: " + given.paceMs +
  "\\r\\ncontent-length: " + body.length + "\\r\\n\\r\\n";
const delays = [];
let measuring = false;
let broken = 0;
let open = 0;
const mark = Buffer.from('"sent":');
for (let count = 0; count < given.streams; count++) {
  const socket = connect(given.port, "127.0.0.1");
  socket.setNoDelay(true);
  socket.write(head + body);
  let begun = false;
  socket.on("data", (chunk) => {
    if (!begun) {
      begun = true;
      open += 1;
      if (!chunk.toString("latin1").startsWith("HTTP/1.1 200")) broken += 1;
    }
    if (!measuring) return;
    const at = now();
    for (let place = chunk.indexOf(mark); place !== -1; place = chunk.indexOf(mark, place + 1))
      delays.push(at - Number.parseFloat(chunk.toString("latin1", place + mark.length, place + mark.length + 20)));
  });
  socket.on("close", () => { broken += 1; });
  socket.on("error", () => {});
  if (count % 20 === 19) await new Promise((resolve) => setTimeout(resolve, 20));
}
await new Promise((resolve) => setTimeout(resolve, 2000));
if (open < given.streams) broken += given.streams - open;
measuring = true;
await new Promise((resolve) => setTimeout(resolve, given.seconds * 1000));
measuring = false;
delays.sort((left, right) => left - right);
const at = (share) => delays[Math.ceil(delays.length * share) - 1] ?? null;
process.stdout.write(JSON.stringify({ tokens: delays.length, broken, p50: at(0.5), p99: at(0.99) }));
process.exit(0);
`;

export async function streamDelays(
  port: number,
  { streams, paceMs, seconds }: { streams: number; paceMs: number; seconds: number },
): Promise<StreamDelays> {
  const given = JSON.stringify({ port, streams, paceMs, seconds, path: chatPath });
  return JSON.parse(
    await outputOf(process.execPath, ["--input-type=module", "--eval", program, given]),
  ) as StreamDelays;
}
