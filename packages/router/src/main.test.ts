import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodeFiles } from "#platform";
import { fakeDeps } from "#testing";

const program = join(import.meta.dirname, "main.ts");

async function started(config: unknown) {
  const { workspace } = await fakeDeps();
  const at = (name: string): string => join(workspace, name);
  await nodeFiles().writeAtomic(at("token"), "0123456789abcdef0123");
  const paths = { tokenFile: at("token"), requestLog: at("requests.jsonl"), stateFile: at("state.json") };
  await nodeFiles().writeAtomic(at("config.json"), JSON.stringify({ ...paths, ...(config as object) }));
  const child = spawn(process.execPath, [program, at("config.json")], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: Record<string, unknown>[] = [];
  const first = new Promise<Record<string, unknown>>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      for (const line of chunk.toString().trim().split("\n")) lines.push(JSON.parse(line));
      if (lines[0]) resolve(lines[0]);
    });
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  return { child, first, ended, tokenFile: at("token") };
}

const sound = {
  schemaVersion: 1,
  port: 0,
  model: "mail",
  endpoint: "mail",
  variants: { baseline: { url: "http://127.0.0.1:9", modelRef: "mail@1" }, canary: null },
};

describe("the router's program", () => {
  it("says where it listens, keeps its token to its owner, and ends cleanly when told", async () => {
    const { child, first, ended, tokenFile } = await started(sound);
    const { event, port } = await first;
    expect(event).toBe("listening");
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
    const { mode } = await import("node:fs").then(({ statSync }) => statSync(tokenFile));
    expect(mode & 0o777).toBe(0o600);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("tells all that is wrong with its configuration at once", async () => {
    const { first, ended } = await started({ ...sound, port: 70_000, model: undefined, colour: 1, userHeader: "a b" });
    const { event, code, message } = await first;
    expect([event, code]).toEqual(["failed", "bad-input"]);
    for (const part of ["port", "model", "colour", "userHeader"]) expect(message).toContain(part);
    expect(await ended).toBe(2);
  });

  it("names a port that is in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { first, ended } = await started({ ...sound, port: (other.address() as AddressInfo).port });
    expect(await first).toMatchObject({ event: "failed", code: "port-in-use" });
    expect(await ended).toBe(2);
    other.close();
  });
});
