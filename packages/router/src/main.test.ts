import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { nodeFiles } from "#platform";
import { closeAll, fakeDeps, listening, routerFiles } from "#testing";

afterEach(closeAll);

const program = join(import.meta.dirname, "main.ts");

async function started(config: unknown) {
  const deps = await fakeDeps();
  const paths = await routerFiles(deps, deps.workspace);
  const configFile = join(deps.workspace, "config.json");
  await deps.files.writeAtomic(configFile, JSON.stringify({ ...paths, ...(config as object) }));
  const child = spawn(process.execPath, [program, configFile], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: Record<string, unknown>[] = [];
  const first = new Promise<Record<string, unknown>>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      for (const line of chunk.toString().trim().split("\n")) lines.push(JSON.parse(line));
      if (lines[0]) resolve(lines[0]);
    });
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  return { child, first, ended, lines, paths, configFile, tokenFile: paths.tokenFile };
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

  it("reads its configuration and token anew when told, and breaks neither a stream nor a connection", async () => {
    let finish = (): void => undefined;
    const { url } = await listening((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
      finish = () => void response.end("data: 2\n\n");
    });
    const config = { ...sound, variants: { baseline: { url, modelRef: "mail@1" }, canary: null } };
    const { child, first, ended, lines, paths, configFile, tokenFile } = await started(config);
    const base = `http://127.0.0.1:${(await first)["port"]}`;
    const post = (body: string) => fetch(`${base}/v1/x`, { method: "POST", body });
    const stream = await post("{}");
    const reloaded = async (content: object): Promise<unknown> => {
      const before = lines.length;
      await nodeFiles().writeAtomic(configFile, JSON.stringify({ ...config, ...paths, ...content }));
      child.kill("SIGHUP");
      while (lines.length === before) await new Promise((resolve) => setTimeout(resolve, 20));
      return lines.at(-1);
    };
    expect(await reloaded({ model: "other", mostBodyBytes: 1 })).toMatchObject({
      event: "reload-failed",
      code: "reload-refused",
      message: expect.stringContaining("model"),
    });
    expect(await reloaded({ mostBodyBytes: "many" })).toMatchObject({ event: "reload-failed", code: "bad-input" });
    const state = async (token: string): Promise<number> =>
      (await fetch(`${base}/admin/state`, { headers: { authorization: `Bearer ${token}` } })).status;
    await nodeFiles().writeAtomic(tokenFile, "another-token-0123456789");
    expect(await reloaded({ mostBodyBytes: 10 })).toEqual({ event: "reloaded" });
    expect((await post("x".repeat(11))).status).toBe(413);
    expect([await state("0123456789abcdef0123"), await state("another-token-0123456789")]).toEqual([401, 200]);
    finish();
    expect(await stream.text()).toBe("data: 1\n\ndata: 2\n\n");
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
    const { port } = await listening((_request, response) => void response.end());
    const { first, ended } = await started({ ...sound, port });
    expect(await first).toMatchObject({ event: "failed", code: "port-in-use" });
    expect(await ended).toBe(2);
  });
});
