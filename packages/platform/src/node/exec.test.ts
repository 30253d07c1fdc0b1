import { describe, expect, it } from "vitest";
import { nodeExec } from "./exec.ts";

const exec = nodeExec();
const node = process.execPath;

describe("nodeExec", () => {
  it("answers exit code and both streams, line by line", async () => {
    const lines: string[] = [];
    const result = await exec.run(node, ["-e", "console.log('out'); console.error('err'); process.exit(3)"], {
      onLine: (line, stream) => lines.push(`${stream} ${line}`),
    });
    expect(result).toEqual({ exitCode: 3, stdout: "out\n", stderr: "err\n" });
    expect(lines.sort()).toEqual(["stderr err", "stdout out"]);
  });

  it("hands the input over and no shell expands anything", async () => {
    const echo = "process.stdin.pipe(process.stdout); console.log(process.argv[1])";
    const { stdout } = await exec.run(node, ["-e", echo, "$HOME `id`"], { input: "in" });
    expect(stdout).toContain("$HOME `id`");
    expect(stdout).toContain("in");
  });

  it("names a command that is not there", async () => {
    await expect(exec.run("no-such-command", [])).rejects.toMatchObject({ code: "command-not-found" });
  });

  it("kills the whole group", async () => {
    const child = await exec.start("sh", ["-c", "sleep 60 & wait"]);
    child.kill("SIGKILL");
    expect(await child.ended).toEqual({ exitCode: null, signal: "SIGKILL" });
    expect(exec.isAlive(child.pid)).toBe(false);
  });

  it("refuses to signal what is not one process", () => {
    expect(() => exec.signal(-1, "SIGKILL")).not.toThrow();
    expect(() => exec.signal(0, "SIGKILL", { group: true })).not.toThrow();
  });
});
