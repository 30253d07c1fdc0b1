import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll } from "vitest";
import type { Deployment } from "#contracts";
import { nodeClock, nodeEnvironment, nodeRandom } from "#platform";
import { routerAdmin } from "#router";
import { fakeDeps, servingConformance } from "#testing";
import type { Serving } from "../../serving.ts";
import { localServing } from "./index.ts";

/** The real supervisor and router, from source; in place of llama.cpp a server that says which model it was given. */
const home = mkdtempSync(join(tmpdir(), "local-serving-"));
const opened: Serving[] = [];
const program = (name: string, source: string): string => {
  const folder = join(home, "programs", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.js"), `await import(${JSON.stringify(pathToFileURL(source).href)});\n`);
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  return folder;
};
const standIn = `
import json, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
options = json.loads(sys.argv[1])
name = open(options["model"]).read()
if name == "broken": sys.exit("no such model")
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

afterAll(async () => {
  for (const serving of opened) await serving.stop();
  rmSync(home, { recursive: true, force: true });
});

servingConformance(
  "local",
  async () => {
    const modelServer = join(home, "model_server.py");
    writeFileSync(modelServer, standIn);
    const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom(), environment: nodeEnvironment() });
    const root = join(import.meta.dirname, "../../../../..");
    const programs = {
      router: program("router", join(root, "packages/router/src/main.ts")),
      supervisor: program("supervisor", join(root, "packages/serving/src/providers/local/supervisor-main.ts")),
      modelServer,
    };
    const open = (): Serving =>
      localServing(deps, {
        stateDir: deps.workspace,
        endpoint: "mail",
        port: 0,
        python: async () => "python3",
        programs,
        adminOf: (url, tokenFile) => routerAdmin(deps, { url, tokenFile }),
        planOf: () => "",
        healthSeconds: 15,
      });
    opened.push(open());
    const candidate = (modelRef: string, content = modelRef) => {
      const model = join(deps.workspace, `${modelRef}.gguf`);
      writeFileSync(model, content);
      const digest = `sha256:${Buffer.from(modelRef.padEnd(32, "_")).toString("hex")}`;
      return { modelRef, version: "1.0.0", digest, model, contextSize: 256, threads: 1, parallel: 1, extra: {} };
    };
    return {
      open,
      candidate: (name) => candidate(name),
      broken: (name) => candidate(name, "broken"),
      async ask({ url }: Deployment) {
        const init = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
        const response = await fetch(`${url}/chat/completions`, init);
        return ((await response.json()) as { model: string }).model;
      },
      pass: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
    };
  },
  { timeout: 60_000, concurrent: true },
);
