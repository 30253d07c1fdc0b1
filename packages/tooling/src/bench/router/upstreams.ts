import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "#platform";
import { debianPrograms } from "../../debian-programs.ts";
import { answering, type Running, start } from "./process.ts";
import { chatPath } from "./wrk.ts";

/** Two model servers, the baseline's and the canary's port. */
export interface Upstreams {
  baseline: number;
  canary: number;
  stop(): Promise<void>;
}

const answer = JSON.stringify({
  choices: [{ index: 0, message: { role: "assistant", content: "y".repeat(400) }, finish_reason: "stop" }],
  usage: { prompt_tokens: 250, completion_tokens: 100, total_tokens: 350 },
});

export const nginxPrograms = () => debianPrograms("nginx", ["nginx"]);

/** Settings that Debian's nginx needs to run without its folders. */
export function nginxConfig(folder: string, workers: number | "auto", http: string): string {
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  mkdirSync(folder, { recursive: true });
  return `${process.getuid?.() === 0 ? "user root;" : ""}
daemon off; worker_processes ${workers}; pid ${join(folder, "pid")};
events { worker_connections 8192; }
http { access_log off; keepalive_requests 100000000; ${places.join(" ")} ${http} }
`;
}

/** nginx that answers at once: the upstream that costs the least, so that what stands in front of it shows. */
export async function quickUpstreams(folder: string): Promise<Upstreams> {
  const { program, env } = nginxPrograms();
  const ports = { baseline: await freePort(), canary: await freePort() };
  const home = join(folder, "upstream");
  const listens = Object.values(ports).map((port) => `listen 127.0.0.1:${port};`);
  const server = `default_type application/json; server { ${listens.join(" ")} location / { return 200 '${answer}'; } }`;
  const config = nginxConfig(home, 1, server);
  writeFileSync(join(home, "nginx.conf"), config);
  const running = start(program("nginx"), ["-e", "stderr", "-p", home, "-c", join(home, "nginx.conf")], env);
  await answering(running, `http://127.0.0.1:${ports.canary}${chatPath}`, 20);
  return { ...ports, stop: running.stop };
}

/**
 * Streams a token every `x-pace-ms` until the client leaves, each with the time it was sent at by the clock that all
 * processes of a machine share. Streams are spread evenly over the pace.
 */
const streamingProgram = `
import { createServer } from "node:http";
const streams = [];
const now = () => Number(process.hrtime.bigint()) / 1e6;
const server = createServer((incoming, response) => {
  incoming.resume();
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  const pace = Number(incoming.headers["x-pace-ms"]);
  const stream = { response, pace, due: now() + Math.random() * pace };
  streams.push(stream);
  response.on("close", () => streams.splice(streams.indexOf(stream), 1));
});
setInterval(() => {
  const at = now();
  for (const stream of streams) {
    if (stream.due > at) continue;
    stream.due += stream.pace;
    stream.response.write('data: {"choices":[{"index":0,"delta":{"content":"token"}}],"sent":' + now().toFixed(3) + '}\\n\\n');
  }
}, 1);
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

export async function streamingUpstream(): Promise<Upstreams> {
  const running: Running = start(process.execPath, ["--input-type=module", "--eval", streamingProgram]);
  const port = Number(await running.first);
  return { baseline: port, canary: port, stop: running.stop };
}
