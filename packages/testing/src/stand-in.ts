import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployment } from "#contracts";
import type { Candidate } from "#serving";
import type { LocalEndpoint } from "./local-endpoint.ts";

/** In place of llama.cpp a server that says which model it was given. */
export const standIn = `
import json, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
options = json.loads(sys.argv[1])
name = open(options["model"]).read()
if name == "broken": sys.exit("no such model")
print("loading", name, flush=True)
while name == "silent": time.sleep(1)
class Handler(BaseHTTPRequestHandler):
    def answer(self):
        self.rfile.read(int(self.headers.get("content-length") or 0))
        body = json.dumps({"model": name}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_GET = do_POST = answer
    def log_message(self, *_): pass
ThreadingHTTPServer(("127.0.0.1", options["port"]), Handler).serve_forever()
`;

/** @param content what the stand-in is given for a model; `broken` never starts, `silent` never answers */
export const standInCandidate = ({ deps }: LocalEndpoint, modelRef: string, content = modelRef): Candidate => {
  const model = join(deps.workspace, `${modelRef}.gguf`);
  writeFileSync(model, content);
  const digest = `sha256:${Buffer.from(modelRef.padEnd(32, "_")).toString("hex")}`;
  return { modelRef, version: "1.0.0", digest, model, contextSize: 256, threads: 1, parallel: 1, extra: {} };
};

/** `modelRef` of what answers. */
export async function askStandIn({ url }: Deployment): Promise<string> {
  const init = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
  const response = await fetch(`${url}/chat/completions`, init);
  return ((await response.json()) as { model: string }).model;
}

/**
 * A model server in place of llama.cpp's, and a `uv` that makes environments of it: it answers `right`; `wrong` where its
 * model says so, and from the answer on that its model names as `turns 2`.
 * @returns path of that `uv`
 */
export function standInPython(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const put = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content, { mode: 0o755 });
    return join(folder, name);
  };
  const server = put("server.py", answering);
  const python = put("python", `#!/bin/sh\nexec python3 '${server}' "$2"\n`);
  return put(
    "uv",
    `#!/bin/sh\nfor last; do :; done\nif [ "$1" = venv ]; then mkdir -p "$last/bin" && cp '${python}' "$last/bin/python"; fi\n`,
  );
}

const answering = `
import json, re, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
options = json.loads(sys.argv[1])
model = open(options["model"]).read()
turns = re.search(r"turns (\\d+)", model)
good = int(turns.group(1)) if turns else 0 if "wrong" in model else 10 ** 9
answers = 0
class Handler(BaseHTTPRequestHandler):
    def send(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def do_GET(self): self.send({"status": "ok"})
    def do_POST(self):
        global answers
        self.rfile.read(int(self.headers.get("content-length") or 0))
        answers += 1
        message = {"role": "assistant", "content": "right" if answers <= good else "no"}
        usage = {"prompt_tokens": 1, "completion_tokens": 1}
        self.send({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": usage})
    def log_message(self, *_): pass
ThreadingHTTPServer(("127.0.0.1", options["port"]), Handler).serve_forever()
`;
