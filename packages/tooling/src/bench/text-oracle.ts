import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pythonEnvironment } from "../python-environment.ts";

export interface OracleJob {
  pairs: readonly { hypothesis: string; references: readonly string[] }[];
  /** Names of sacrebleu's metrics here, or `rougeL/rouge_score`, `rouge1/unicode`, `rouge2/rouge_score/stem`. */
  metrics: readonly string[];
  /** How many of the references count. */
  references: number;
  /** Rows whose own scores are wanted. */
  sentences: readonly number[];
}

export interface OracleScore {
  score: number;
  /** sacrebleu's; rouge_score has none. */
  signature?: string;
  /** CPU time of the score; of one run of rouge_score for all its names together. */
  seconds: number;
  sentences: number[];
}

/** Scores of the Python packages that the text measures have to agree with: sacrebleu 2.6.0 and rouge_score 0.1.2. */
export async function askOracle(job: OracleJob): Promise<Record<string, OracleScore>> {
  const python = pythonEnvironment({
    name: "text-metrics",
    requirements: ["sacrebleu==2.6.0", "rouge_score==0.1.2", "nltk==3.10.4", "numpy==2.4.6", "regex==2026.11.19"],
    megabytes: 90,
  });
  const folder = mkdtempSync(join(tmpdir(), "text-oracle-"));
  try {
    const file = join(folder, "job.json");
    writeFileSync(file, JSON.stringify(job));
    const script = join(import.meta.dirname, "text_metrics.py");
    const { stdout } = await promisify(execFile)(python, [script, file], { maxBuffer: 64 * 2 ** 20 });
    return JSON.parse(stdout) as Record<string, OracleScore>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
