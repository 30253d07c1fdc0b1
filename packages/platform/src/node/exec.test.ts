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

  it("streams both ways, each as fast as the other side reads", async () => {
    let drawn = 0;
    async function* endless(): AsyncGenerator<string> {
      for (;;) yield `${drawn++} ${"x".repeat(1000)}\n`;
    }
    const child = await exec.start("cat", [], { input: endless(), pipeOutput: true });
    let read = 0;
    for await (const chunk of child.output ?? []) {
      read += chunk.length;
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (read > 200_000) break;
    }
    // what waits in pipes and buffers between us, and no more
    expect(drawn * 1000 - read).toBeLessThan(2_000_000);
    // whoever stops reading closes the pipe, and the child ends by it
    expect((await child.ended).exitCode).not.toBe(0);
  });

  it("holds no endless line, and splits as a terminal does", async () => {
    const lines: string[] = [];
    const program = "process.stdout.write('a\\r\\nb\\rc\\n' + 'x'.repeat(1_000_000) + '\\nlast')";
    await exec.run(node, ["-e", program], { onLine: (line) => lines.push(line) });
    expect(lines.slice(0, 3)).toEqual(["a", "b", "c"]);
    expect(lines.at(-1)).toBe("last");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(200_000);
    expect(lines.slice(3, -1).join("")).toHaveLength(1_000_000);
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
