import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type RequestLine, requestLogSegment, ToolkitError } from "#contracts";
import { nodeFiles } from "#platform";
import { fakeDeps } from "#testing";
import { RequestLog } from "./request-log.ts";

const request = (requestId: string, variant: "baseline" | "canary" = "baseline", more: object = {}): RequestLine => ({
  kind: "request",
  time: "2026-01-02T03:04:05.000Z",
  requestId,
  variant,
  shadow: false,
  status: 200,
  error: null,
  latencyMs: 1,
  firstTokenMs: null,
  promptTokens: null,
  completionTokens: null,
  weight: 0,
  ...more,
});

async function newLog() {
  const deps = await fakeDeps();
  const path = join(deps.workspace, "requests.jsonl");
  const idsIn = async (segment: number): Promise<string[]> =>
    (await readFile(requestLogSegment(path, segment), "utf8"))
      .split("\n")
      .filter((line) => line.endsWith("}"))
      .map((line) => JSON.parse(line).requestId);
  return { deps, path, idsIn };
}

describe("the request log", () => {
  it("names its segments so that the first keeps its name", () => {
    expect(requestLogSegment("/a.b/requests.jsonl", 0)).toBe("/a.b/requests.jsonl");
    expect(requestLogSegment("/a.b/requests.jsonl", 12)).toBe("/a.b/requests.000012.jsonl");
    expect(requestLogSegment("/a.b/log", 1)).toBe("/a.b/log.000001");
  });

  it("goes on in the next segment when one is full, and there again after a restart", async () => {
    const { deps, path, idsIn } = await newLog();
    const log = await RequestLog.open(deps, path, 300);
    for (const id of ["a", "b", "c"]) {
      log.add(request(id));
      await log.flush();
    }
    const again = await RequestLog.open(deps, path, 300);
    again.add(request("d"));
    await again.flush();
    expect([await idsIn(0), await idsIn(1)]).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  });

  it("leaves a line that a crash tore off where it is, and begins the next segment", async () => {
    const { deps, path, idsIn } = await newLog();
    await writeFile(path, `${JSON.stringify(request("a"))}\n{"kind":"requ`);
    const log = await RequestLog.open(deps, path);
    log.add(request("b"));
    await log.flush();
    expect([await idsIn(0), await idsIn(1)]).toEqual([["a"], ["b"]]);
  });

  it("loses no line and writes none twice when the disk is full in the middle of a batch", async () => {
    const { deps, path, idsIn } = await newLog();
    let full = true;
    const files = {
      ...nodeFiles(),
      async append(to: string, content: string): Promise<void> {
        if (full) {
          await appendFile(to, content.slice(0, content.indexOf("\n") + 20));
          throw new ToolkitError({ code: "disk-full", message: `${to}: no space left on the disk` });
        }
        await appendFile(to, content);
      },
    };
    const log = await RequestLog.open({ ...deps, files }, path);
    for (const id of ["a", "b", "c"]) log.add(request(id));
    await log.flush();
    expect(deps.log.lines).toEqual([expect.stringContaining("no space left")]);
    full = false;
    await log.flush();
    expect([await idsIn(0), await idsIn(1)]).toEqual([["a"], ["b", "c"]]);
  });

  it("ends a flush though lines keep coming", async () => {
    const { deps, path } = await newLog();
    const log = await RequestLog.open(deps, path);
    let count = 0;
    const traffic = setInterval(() => log.add(request(String(count++))), 0);
    for (let flushes = 0; flushes < 20; flushes++) {
      log.add(request("mine"));
      await log.flush();
    }
    clearInterval(traffic);
  });

  it("finds the variant of a request in any segment, latest first, never by its shadow", async () => {
    const { deps, path } = await newLog();
    const log = await RequestLog.open(deps, path, 1);
    for (const line of [
      request("twice", "baseline"),
      request("twice", "canary", { time: "2026-01-02T03:04:06.000Z" }),
      request('odd"\\é', "canary"),
      request("shadowed", "baseline"),
      request("shadowed", "canary", { shadow: true }),
      { kind: "score" as const, time: "t", requestId: "scored", variant: "canary" as const, metric: "m", value: 1 },
    ]) {
      log.add(line);
      await log.flush();
    }
    const again = await RequestLog.open(deps, path);
    expect(await again.find("twice")).toMatchObject({ variant: "canary", time: "2026-01-02T03:04:06.000Z" });
    expect(await again.find('odd"\\é')).toMatchObject({ variant: "canary" });
    expect(await again.find("shadowed")).toMatchObject({ variant: "baseline" });
    expect(await again.find("scored")).toBeUndefined();
    expect(await again.find("twic")).toBeUndefined();
  });
});
