import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "genai-mlops");
/** As Debian 12 has it; a later one does as well. */
const home = join(cache, "live-haproxy");

/**
 * Debian's package with the libraries that this machine lacks, unpacked once, without root and without a service.
 * @returns the folder of the program, for PATH
 */
export function haproxyFolder(): string {
  const bin = join(home, "bin");
  if (existsSync(join(bin, "haproxy"))) return bin;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "haproxy-"));
  try {
    execFileSync("apt-get", ["download", "haproxy", ...missing("haproxy")], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const unpacked = join(folder, "unpacked");
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".deb")))
      execFileSync("dpkg-deb", ["-x", join(folder, file), unpacked]);
    mkdirSync(join(unpacked, "bin"));
    const libraries = readdirSync(join(unpacked, "usr/lib")).map((name) => join(home, "usr/lib", name));
    const path = [home, ...libraries].join(":");
    const starter = `#!/bin/sh\nLD_LIBRARY_PATH='${path}' exec '${home}/usr/sbin/haproxy' "$@"\n`;
    writeFileSync(join(unpacked, "bin/haproxy"), starter);
    chmodSync(join(unpacked, "bin/haproxy"), 0o755);
    rmSync(home, { recursive: true, force: true });
    renameSync(unpacked, home);
  } catch (cause) {
    throw new Error("Debian's package haproxy is needed: apt-get update, then again", { cause });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return bin;
}

/** Libraries that the package needs and that are not installed. */
function missing(name: string, seen = new Set<string>()): string[] {
  const text = execFileSync("apt-cache", ["depends", name], { encoding: "utf8" });
  for (const [, library] of text.matchAll(/^\s*(?:Pre)?Depends: (lib[^\s<]+)$/gm)) {
    if (!library || seen.has(library) || installed(library)) continue;
    seen.add(library);
    missing(library, seen);
  }
  return [...seen];
}

function installed(name: string): boolean {
  try {
    return execFileSync("dpkg-query", ["-W", "-f", "${Status}", name], { encoding: "utf8", stdio: "pipe" }).includes(
      "ok installed",
    );
  } catch {
    return false;
  }
}
