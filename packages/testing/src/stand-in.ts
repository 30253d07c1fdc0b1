import { writeFileSync } from "node:fs";
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
