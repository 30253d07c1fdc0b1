import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Lays the files into a folder of their own for a program that reads folders; the folder is gone after the work. */
export function laidOut<Result>(files: ReadonlyMap<string, string>, work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "genai-mlops-check-"));
  try {
    for (const [path, content] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
