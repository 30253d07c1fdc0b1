import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type FakeOpenAi, fakeDeps, fakeOpenAi } from "#testing";

let server: FakeOpenAi;
afterEach(() => server?.close());

const root = join(import.meta.dirname, "../..");
const count = 600;
const concurrency = 8;

/** The asking as a process of its own, to be killed. */
function asking(path: string) {
  const program = `
    import { inferenceProviders } from "#inference";
    import { nodePlatform } from "#platform";
    import { predictRows } from ${JSON.stringify(join(import.meta.dirname, "predict.ts"))};
    const deps = nodePlatform();
    const config = { baseUrl: ${JSON.stringify(server.baseUrl)}, model: "fake", attempts: 1 };
    async function* rows() {
      for (let index = 0; index < ${count}; index++)
        yield { id: "m" + index, messages: [{ role: "user", content: "question " + index }], references: ["r"] };
    }
    const found = await predictRows(deps, await inferenceProviders["openai-compatible"](deps, config), rows(), {
      path: ${JSON.stringify(path)}, concurrency: ${concurrency}, maxTokens: 8, temperature: 0, firstToken: false,
      likelihood: false, label: "candidate", signal: new AbortController().signal,
    });
    process.stdout.write(JSON.stringify(found));`;
  return spawn(process.execPath, ["--input-type=module", "-e", program], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
  });
}

const idsIn = (text: string): string[] =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as { id: string }).id);

describe("asking that is ended by kill -9 in the middle", () => {
  it("goes on from the answers that it has, and pays for none twice", async () => {
    server = await fakeOpenAi();
    server.misbehaveTo = ({ messages }, response) => {
      const question = messages.at(-1)?.content ?? "";
      const body = { model: "fake", choices: [{ message: { content: question }, finish_reason: "stop" }] };
      setTimeout(() => response.end(JSON.stringify(body)), 5);
      return true;
    };
    const path = join((await fakeDeps()).workspace, "predictions.jsonl");
    let kept = new Set<string>();
    for (const killedAfter of [150, 350]) {
      const first = asking(path);
      const closed = once(first, "close");
      await expect.poll(() => server.requests.length, { timeout: 120_000, interval: 5 }).toBeGreaterThan(killedAfter);
      first.kill("SIGKILL");
      await closed;
      const found = idsIn(await readFile(path, "utf8"));
      expect(found.length).toBeGreaterThan(kept.size);
      expect(found.length).toBeLessThan(count);
      for (const id of kept) expect(found).toContain(id);
      kept = new Set(found);
    }
    const last = asking(path);
    const [output] = await Promise.all([Array.fromAsync(last.stdout), once(last, "close")]);
    expect(JSON.parse(Buffer.concat(output as Buffer[]).toString())).toMatchObject({
      answered: count,
      failed: 0,
      kept: kept.size,
    });
    const ids = idsIn(await readFile(path, "utf8"));
    expect([ids.length, new Set(ids).size]).toEqual([count, count]);
    // only what was under way at one of the two kills
    expect(server.requests.length).toBeLessThanOrEqual(count + 2 * concurrency);
  }, 60_000);
});
