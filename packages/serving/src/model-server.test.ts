import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodeClock } from "#platform";
import { fakeDeps } from "#testing";
import { serveForRun } from "./model-server.ts";

/** In place of llama.cpp's server a program that begins with these lines of Python. */
async function served(program: string, startSeconds: number): Promise<string> {
  const deps = await fakeDeps({ clock: nodeClock() });
  const path = join(deps.workspace, "model_server.py");
  writeFileSync(path, `import json, os, sys, time\noptions = json.loads(sys.argv[1])\n${program}\n`);
  const options = { model: "m.gguf", alias: "m", contextSize: 64, parallel: 1, threads: 1 };
  return await serveForRun(deps, { python: "python3", program: path }, options, async (url) => url, startSeconds);
}

describe("a model that is served for a run", () => {
  it("has the address that its server says", async () => {
    const listening = `print(json.dumps({"event": "listening", "url": "http://" + options["host"] + ":1"}), flush=True); time.sleep(60)`;
    expect(await served(listening, 20)).toBe("http://127.0.0.1:1/v1");
  });

  it("ends with what its server said last, when that ends or never listens", async () => {
    const noise = "for line in range(300): print('line', line, flush=True)\n";
    for (const [program, seconds] of [
      [`${noise}sys.exit('not a GGUF')`, 20],
      [`${noise}print('not a GGUF', flush=True)\ntime.sleep(60)`, 1],
      [`${noise}print('{"event": "listening"', 'not a GGUF', flush=True)\ntime.sleep(60)`, 1],
    ] as const)
      await expect(served(program, seconds)).rejects.toMatchObject({
        code: "server-failed",
        message: expect.stringMatching(/m\.gguf does not answer: (?!.*line 1\n).*line 299.*not a GGUF/s),
        hint: expect.stringContaining("memory"),
      });
  }, 30_000);
});
