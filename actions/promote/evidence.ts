import { createHash } from "node:crypto";
import { basename } from "node:path";
import { InputError, type Problem, type ServedVariant } from "#contracts";

/** What the registry keeps beside the version, instead of a file of the workspace. */
export const registeredPrefix = /^registered:/;

export interface Evidence {
  /** File name to digest, for the record. */
  digests: Record<string, string>;
  contents: Record<string, string>;
  /** What was given to a forced promotion and cannot be kept. */
  leftOut: Problem[];
}

/** What a report may be about to speak for a version. */
export interface Subject {
  modelRef: string;
  /**
   * Digest of the version's own GGUF, by its manifest; undefined where it has none, or where something else of it is
   * served. `evaluate` on a runner asks the GGUF alone and knows no version, so its report names the file's digest. The
   * same file may lie in another version with other merged weights, and there too it is what was measured, as long as it
   * is the file that answers: what vLLM serves from `merged/` it says nothing of.
   */
  gguf: string | undefined;
}

/** The GGUF's digest where reports about it speak for the version that is served so. */
export const ggufUnder = (digest: string | undefined, served: ServedVariant | undefined): string | undefined =>
  served?.settings.engine === "vllm" ? undefined : digest;

/**
 * Reports that speak for a model, each with a passing verdict and about exactly this version, or the file of it that
 * answers. A promotion that is forced needs none; those about this model are kept whatever their verdict, since the record
 * has to show what it was forced against. @throws InputError `no-evidence` with everything that is wrong
 */
export async function readEvidence(
  read: (path: string) => Promise<string | undefined>,
  paths: readonly string[],
  model: Subject,
  how: "required" | "forced" = "required",
): Promise<Evidence> {
  const refused: Problem[] = [];
  const leftOut: Problem[] = [];
  const wrong = how === "forced" ? leftOut : refused;
  const evidence: Evidence = { digests: {}, contents: {}, leftOut };
  const legal = [model.modelRef, ...(model.gguf ? [model.gguf] : [])];
  if (paths.length === 0 && how === "required")
    refused.push({
      where: "evidence",
      problem: "none is given",
      mend: "give evaluation.json and canary-report.json, or force with a reason",
    });
  for (const path of paths) {
    const text = await read(path);
    const report = text === undefined ? undefined : parse(text);
    if (text === undefined || !report) {
      wrong.push({ where: path, problem: text === undefined ? "there is no such file" : "is no report" });
      continue;
    }
    if (report.verdict !== "pass" && how === "required")
      refused.push({ where: path, problem: `its verdict is ${report.verdict ?? "missing"}`, legal: "pass" });
    const about = report.modelRefs?.canary ?? report.model?.digest;
    if (!about || !legal.includes(about)) {
      wrong.push({ where: path, problem: `it is about ${about ?? "no model"}`, legal: legal.join(" or ") });
      continue;
    }
    const name = basename(path.replace(registeredPrefix, ""));
    const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
    // one of them would be attached over the other, and the record would speak of that one alone
    if ((evidence.digests[name] ?? digest) !== digest)
      refused.push({
        where: path,
        problem: `other evidence with the name ${name} is given too`,
        mend: "give each file a name of its own",
      });
    evidence.digests[name] = digest;
    evidence.contents[name] = text;
  }
  if (refused.length > 0) throw new InputError(refused, "no-evidence");
  return evidence;
}

interface Report {
  verdict?: string;
  model?: { digest?: string | null };
  modelRefs?: { canary?: string };
}

function parse(text: string): Report | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Report) : undefined;
  } catch {
    return undefined;
  }
}
