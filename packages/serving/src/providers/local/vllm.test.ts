import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { localEndpoint, stopEndpoints } from "#testing";
import type { Engine } from "../../engine.ts";
import type { Candidate } from "../../serving.ts";

/**
 * In place of vLLM a program that is as strict: it knows the options of the recorded version alone, asks for a folder of
 * weights, is not healthy at once, and answers to the model's served name alone. Its engine is a process of its own, which
 * outlives it and holds the memory, as the real one's does.
 */
const home = mkdtempSync(join(tmpdir(), "local-vllm-"));
const options = join(import.meta.dirname, "../../__fixtures__/vllm-0.33.0-options.json");
const fakeVllm = `#!/usr/bin/env python3
import json, os, subprocess, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
verb, model, *words = sys.argv[1:]
known = json.load(open(${JSON.stringify(options)}))["options"]
given = {}
names = []
for index, word in enumerate(words):
    if index > 0 and not word.startswith("--") and (names or words[index - 1] == "--served-model-name"):
        names.append(word)
        continue
    name, _, value = word.removeprefix("--").partition("=")
    if not word.startswith("--") or name not in known: sys.exit("vllm: error: unrecognized arguments: " + word)
    given[name] = value
if verb != "serve": sys.exit("vllm: error: argument subcommand: invalid choice: " + verb)
weights = json.load(open(os.path.join(model, "config.json")))["name"]
if os.environ.get("VLLM_API_KEY"): sys.exit("a key is asked for")
if os.environ.get("VLLM_NO_USAGE_STATS") != "1": sys.exit("would report its use")
holder = os.path.join(model, "engine.pid")
def alive(pid):
    try: return open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[0] != "Z"
    except OSError: return False
if os.path.exists(holder) and alive(open(holder).read()):
    print("(EngineCore pid=7) ERROR 11-26 02:53:28 [core.py:1231] ValueError: Free memory on device cuda:0 is less than desired")
    for number in range(40): print("(APIServer pid=1)   File " + str(number))
    sys.exit("RuntimeError: Engine core initialization failed. See root cause above.")
engine = subprocess.Popen(["sleep", "600"])
open(holder, "w").write(str(engine.pid))
healthy_at = time.monotonic() + 0.5
class Handler(BaseHTTPRequestHandler):
    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
    def do_GET(self):
        if self.path == "/health": return self.answer(200 if time.monotonic() > healthy_at else 503, {})
        self.answer(404, {"error": {"message": "Not Found"}})
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path != "/v1/chat/completions": return self.answer(404, {})
        if body["model"] not in names: return self.answer(404, {"error": {"message": "no such model"}})
        content = " ".join([weights, given["max-model-len"], given["max-num-seqs"]])
        choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
        self.answer(200, {"model": body["model"], "choices": [choice], "usage": {"prompt_tokens": 1, "completion_tokens": 1}})
    def log_message(self, *_): pass
ThreadingHTTPServer((given["host"], int(given["port"])), Handler).serve_forever()
`;

const file = (path: string, content: string): string => {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
};
const weights = (name: string): string => {
  file(join(home, "registry", name, "merged", "config.json"), JSON.stringify({ name }));
  return join(home, "registry", name, "merged");
};
const candidate = (name: string, extra: Record<string, unknown> = {}): Candidate => ({
  modelRef: name,
  version: "1.0.0",
  digest: `sha256:${Buffer.from(name.padEnd(32, "_")).toString("hex")}`,
  model: weights(name),
  engine: "vllm",
  contextSize: 1024,
  threads: 1,
  parallel: 16,
  extra,
});

afterAll(async () => {
  await stopEndpoints();
  rmSync(home, { recursive: true, force: true });
});

async function endpoint(name: string) {
  const asked: Engine[] = [];
  chmodSync(file(join(home, "venv", "bin", "vllm"), fakeVllm), 0o755);
  const { open, folder } = await localEndpoint({
    endpoint: name,
    python: async (engine) => {
      asked.push(engine);
      return join(home, "venv", "bin", "python");
    },
  });
  return { serving: open(), asked, folder };
}

async function ask(url: string, model = "mail"): Promise<string> {
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "hi" }] });
  const response = await fetch(`${url}/chat/completions`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  });
  return ((await response.json()) as { choices: [{ message: { content: string } }] }).choices[0].message.content;
}

describe("vLLM on this machine", () => {
  it("serves a copy of the weights under the endpoint's name, and a candidate beside it", async () => {
    const { serving, asked, folder } = await endpoint("mail");
    const first = await serving.deploy(candidate("one"), "canary");
    rmSync(join(home, "registry", "one"), { recursive: true });
    expect(await ask(first.url)).toBe("one 1024 16");
    expect(first.variants.baseline.settings.engine).toBe("vllm");
    expect(asked).toEqual(["vllm"]);
    // the same again asks nothing of the machine
    expect(await serving.deploy(candidate("one"), "canary")).toEqual(first);
    const second = await serving.deploy(candidate("two", { "enforce-eager": true }), "canary");
    expect(await ask(`${second.variants.canary?.url}/v1`)).toBe("two 1024 16");
    expect(await ask((await serving.promote(0)).url)).toBe("two 1024 16");
    const record = JSON.parse(readFileSync(join(folder, "deployment.json"), "utf8"));
    expect(record.variants.baseline.settings).toMatchObject({ engine: "vllm", extra: { "enforce-eager": true } });
  }, 60_000);

  it("ends with what vLLM said when it refuses an option, and takes it away", async () => {
    const { serving, folder } = await endpoint("refused");
    await expect(serving.deploy(candidate("three", { "gpu-memory": 0.5 }), "canary")).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringContaining("unrecognized arguments: --gpu-memory=0.5"),
    });
    expect(JSON.parse(readFileSync(join(folder, "desired.json"), "utf8")).processes).toEqual([]);
  }, 60_000);

  it("ends the engine of a server that was killed, which would leave no memory to the next", async () => {
    const { serving, folder } = await endpoint("killed");
    const { url } = await serving.deploy(candidate("five"), "canary");
    const { processes } = JSON.parse(readFileSync(join(folder, "supervisor.json"), "utf8"));
    const [[, { pid }]] = Object.entries(processes).filter(([name]) => name.startsWith("m-")) as [
      [string, { pid: number }],
    ];
    process.kill(pid, "SIGKILL");
    let answer = "";
    for (let waited = 0; answer === "" && waited < 100; waited++) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      answer = await ask(url, "killed").catch(() => "");
    }
    expect(answer).toBe("five 1024 16");
  }, 60_000);

  it("names what was wrong at first, where a log ends with a word on what stands above", async () => {
    const { serving } = await endpoint("no-memory");
    const full = candidate("six");
    writeFileSync(join(full.model, "engine.pid"), String(process.pid));
    await expect(serving.deploy(full, "canary")).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringMatching(/ValueError: Free memory on device.*Engine core initialization failed/s),
    });
  }, 60_000);

  it("starts nothing with an option that is the deployment's own", async () => {
    const { serving, folder } = await endpoint("reserved");
    await expect(serving.deploy(candidate("four", { host: "0.0.0.0" }), "canary")).rejects.toMatchObject({
      problems: [{ where: "server-args" }],
    });
    expect(() => readFileSync(join(folder, "desired.json"))).toThrow();
  });
});
