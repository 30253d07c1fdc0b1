import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { toolchainFolder } from "./toolchain.ts";

export interface DebianPrograms {
  /** Absolute path of a program in `/usr/sbin` or `/usr/bin` of the packages. */
  program(name: string): string;
  /** Environment in which they find their libraries. */
  env: NodeJS.ProcessEnv;
}

/** Debian's packages, unpacked once, without root and without being installed. @throws Error where apt-get has none */
export function debianPrograms(name: string, packages: readonly string[]): DebianPrograms {
  const home = join(toolchainFolder, `debian-${name}`);
  if (!existsSync(home)) {
    process.stderr.write(`set-up: ${packages.join(", ")} from Debian (about 10 MB on disk) into ${home}\n`);
    mkdirSync(toolchainFolder, { recursive: true });
    const partial = mkdtempSync(join(toolchainFolder, `debian-${name}-`));
    try {
      execFileSync("apt-get", ["download", ...packages], { cwd: partial, stdio: ["ignore", "ignore", "inherit"] });
      for (const file of readdirSync(partial).filter((entry) => entry.endsWith(".deb")))
        execFileSync("dpkg-deb", ["-x", join(partial, file), join(partial, "unpacked")]);
      renameSync(join(partial, "unpacked"), home);
    } catch (cause) {
      throw new Error(`Debian's packages ${packages.join(", ")} are needed: apt-get update, then again`, { cause });
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
  }
  const lib = join(home, "usr/lib");
  const libraries = existsSync(lib) ? readdirSync(lib).map((folder) => join(lib, folder)) : [];
  return {
    program(wanted) {
      const found = ["usr/sbin", "usr/bin"]
        .map((folder) => join(home, folder, wanted))
        .find((path) => existsSync(path));
      if (!found) throw new Error(`${home} holds no program ${wanted}`);
      return found;
    },
    env: { ...process.env, LD_LIBRARY_PATH: [...libraries, process.env["LD_LIBRARY_PATH"] ?? ""].join(":") },
  };
}
