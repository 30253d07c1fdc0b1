import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { localEndpoint, stopEndpoints } from "#testing";
import type { Candidate } from "../../serving.ts";

/** In place of llama.cpp a server that says which model it was given. */
const standIn = `
import json, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
options = json.loads(sys.argv[1])
name = open(options["model"]).read()
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

afterAll(stopEndpoints, 60_000);

it("a shadow on this machine gets copies and no weight, and ends by a canary, a promotion or a rollback", async () => {
  const endpoint = await localEndpoint({ endpoint: "shadow", python: async () => "python3", standIn });
  const serving = endpoint.open();
  const candidate = (modelRef: string): Candidate => {
    const model = join(endpoint.deps.workspace, `${modelRef}.gguf`);
    writeFileSync(model, modelRef);
    const digest = `sha256:${Buffer.from(modelRef.padEnd(32, "_")).toString("hex")}`;
    return { modelRef, version: "1.0.0", digest, model, contextSize: 256, threads: 1, parallel: 1, extra: {} };
  };
  const first = await serving.deploy(candidate("one"), "canary");
  const ask = async (): Promise<string> => {
    const init = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
    return ((await (await fetch(`${first.url}/chat/completions`, init)).json()) as { model: string }).model;
  };
  const asked = (): string[] =>
    readFileSync(first.requestLog, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { kind: string; variant: string; shadow: boolean })
      .flatMap(({ kind, variant, shadow }) => (kind === "request" ? [`${variant}${shadow ? ", a copy" : ""}`] : []));

  const deployed = await serving.deploy(candidate("two"), "shadow");
  expect(deployed).toMatchObject({ shadow: 1, variants: { canary: { modelRef: "two" } } });
  expect(await serving.describe()).toEqual(deployed);
  expect(await ask()).toBe("one");
  await expect.poll(asked).toEqual(expect.arrayContaining(["baseline", "canary, a copy"]));
  expect(await serving.weights()).toEqual({ canary: 0, leaseExpiresAt: null });
  expect(await serving.setWeight(0, null)).toEqual({ canary: 0, leaseExpiresAt: null });
  await expect(serving.setWeight(0.5, 60)).rejects.toMatchObject({ code: "shadow-canary" });
  expect((await endpoint.open({ shadowShare: 0.5 }).deploy(candidate("two"), "shadow")).shadow).toBe(0.5);
  await expect(endpoint.open({ shadowShare: 0 }).deploy(candidate("two"), "shadow")).rejects.toMatchObject({
    problems: [{ where: "shadow-percent" }],
  });

  expect(await serving.deploy(candidate("two"), "canary")).not.toHaveProperty("shadow");
  const before = asked().length;
  expect(await ask()).toBe("one");
  await expect.poll(() => asked().slice(before)).toEqual(["baseline"]);
  expect((await serving.setWeight(1, 60)).canary).toBe(1);
  expect(await ask()).toBe("two");

  await serving.deploy(candidate("two"), "shadow");
  expect(await ask()).toBe("one");
  const promoted = await serving.promote(0);
  expect(promoted).not.toHaveProperty("shadow");
  expect([promoted.variants.baseline.modelRef, await ask()]).toEqual(["two", "two"]);
  await serving.deploy(candidate("three"), "shadow");
  expect(await serving.rollback()).not.toHaveProperty("shadow");
  expect(await ask()).toBe("two");
}, 60_000);
