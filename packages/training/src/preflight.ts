import { InputError, type Problem } from "#contracts";
import type { Platform } from "#platform";

export interface Machine {
  gpus: { name: string; memoryMiB: number }[];
  freeDiskBytes: number;
  availableMemoryBytes: number;
  python: string | undefined;
  pythonVersion: string | undefined;
}

export interface Needs {
  diskBytes: number;
  memoryBytes: number;
  /** Refuse a machine without a GPU. */
  gpu: boolean;
}

type Ports = Pick<Platform, "exec" | "files">;

/** What this machine has for a training that writes into `folder`. */
export async function inspectMachine({ exec, files }: Ports, folder: string): Promise<Machine> {
  const python = await exec.which("python3");
  const said = python ? await exec.run(python, ["-c", "import platform; print(platform.python_version())"]) : undefined;
  return {
    gpus: await listGpus(exec),
    freeDiskBytes: await files.freeSpace(folder),
    availableMemoryBytes: await availableMemory(files),
    python,
    pythonVersion: said?.exitCode === 0 ? said.stdout.trim() : undefined,
  };
}

/** The GPUs that nvidia-smi answers for. */
export async function listGpus(exec: Ports["exec"]): Promise<Machine["gpus"]> {
  if ((await exec.which("nvidia-smi")) === undefined) return [];
  const asked = await exec.run("nvidia-smi", ["--query-gpu=name,memory.total", "--format=csv,noheader,nounits"]);
  if (asked.exitCode !== 0) return [];
  return asked.stdout
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [name = "", memory = ""] = line.split(",").map((part) => part.trim());
      return { name, memoryMiB: Number(memory) };
    });
}

async function availableMemory(files: Ports["files"]): Promise<number> {
  // Linux only; elsewhere nothing is known, and nothing is refused
  if ((await files.stat("/proc/meminfo")) === undefined) return Number.POSITIVE_INFINITY;
  const [, kibibytes] = /^MemAvailable:\s+(\d+) kB$/m.exec(await files.readText("/proc/meminfo")) ?? [];
  return kibibytes === undefined ? Number.POSITIVE_INFINITY : Number(kibibytes) * 1024;
}

/** @throws InputError `machine-unfit` with everything that is missing, before anything was downloaded */
export function requireFit(machine: Machine, needs: Needs): void {
  const problems: Problem[] = [];
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  if (needs.gpu && machine.gpus.length === 0) {
    problems.push({
      where: "GPU",
      problem: "nvidia-smi finds none",
      mend: "run on a runner with labels [self-hosted, gpu], or set require-gpu: false",
    });
  }
  if (machine.freeDiskBytes < needs.diskBytes) {
    problems.push({
      where: "disk",
      problem: `${gigabytes(machine.freeDiskBytes)} are free`,
      legal: `at least ${gigabytes(needs.diskBytes)}`,
      mend: "free space, or set state-dir to a larger disk",
    });
  }
  if (machine.availableMemoryBytes < needs.memoryBytes) {
    problems.push({
      where: "memory",
      problem: `${gigabytes(machine.availableMemoryBytes)} are available`,
      legal: `at least ${gigabytes(needs.memoryBytes)}`,
    });
  }
  const [major = 0, minor = 0] = (machine.pythonVersion ?? "").split(".").map(Number);
  if (!(major === 3 && minor >= 10)) {
    problems.push({
      where: "Python",
      problem: machine.pythonVersion ? `is ${machine.pythonVersion}` : "python3 is not on PATH",
      legal: "3.10 or later",
    });
  }
  if (problems.length > 0) throw new InputError(problems, "machine-unfit");
}
