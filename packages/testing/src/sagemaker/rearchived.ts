import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A tar.gz as somebody with rights on the bucket would make it anew: by tar itself, with other files. */
export async function rearchived(
  archive: Uint8Array,
  change: (files: Map<string, Uint8Array>) => unknown,
): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), "archive-"));
  try {
    execFileSync("tar", ["-xz", "-C", folder], { input: archive });
    const files = new Map<string, Uint8Array>();
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) {
        const path = join(entry.parentPath, entry.name);
        files.set(path.slice(folder.length + 1), readFileSync(path));
      }
    change(files);
    rmSync(folder, { recursive: true });
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return execFileSync("tar", ["-cz", "-C", folder, "."]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
