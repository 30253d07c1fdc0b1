import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../repository.ts";

/** The sources as JavaScript, as a runner has them: stripping types at run time alone takes 60 MB. */
export interface Built {
  /** Holds `actions` and `packages` as JavaScript. */
  folder: string;
  /** Runs a program in a process of its own and answers what it printed as JSON. `#…` and paths from the root resolve. */
  run<Answer>(program: string, values?: Record<string, unknown>): Promise<Answer>;
  remove(): void;
}

export function builtSources(): Built {
  const folder = mkdtempSync(join(tmpdir(), "genai-bench-"));
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [compiler, "--noCheck", "--outDir", folder], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the sources do not build: ${stdout}`);
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ type: "module", imports: { "#*": "./packages/*/src/index.js" } }),
  );
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return {
    folder,
    async run<Answer>(program: string, values: Record<string, unknown> = {}): Promise<Answer> {
      const file = join(folder, "program.mjs");
      writeFileSync(file, `const given = ${JSON.stringify(values)};\n${program}`);
      const child = spawn(process.execPath, [file], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
      const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
      const output = Buffer.concat((await Array.fromAsync(child.stdout)) as Buffer[]).toString("utf8");
      const code = await ended;
      if (code !== 0) throw new Error(`the program ended with ${code}: ${output.slice(0, 2000)}`);
      return JSON.parse(output) as Answer;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a process took until now: the last words of a program. */
export const reportCost = `
const usage = process.resourceUsage();
process.stdout.write(JSON.stringify({
  seconds, cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6, rssMb: usage.maxRSS / 1024, ...(globalThis.found ?? {}),
}));
`;

/** Of a whole process, its start included. */
export interface Cost {
  /** Of the work, the start of the process left out. */
  seconds: number;
  cpuSeconds: number;
  rssMb: number;
}
