import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What webpack's statistics say of a module; one that was joined from several names them below it. */
export interface BundledModule {
  /** Path of the source file. */
  nameForCondition?: string | null;
  modules?: readonly BundledModule[];
}

interface Package {
  name: string;
  version: string;
  /** SPDX expression. */
  license?: string | { type: string };
}

const rule = `\n${"-".repeat(80)}\n\n`;

/**
 * Licences and notices of all packages that these modules come from, each text once. ncc's own list is written anew by
 * every chunk into the same file, so that packages of all chunks but the last are missing there.
 * @throws Error for a package that does not say under which licence it is
 */
export function licensesOf(modules: readonly BundledModule[]): string {
  const packagesByText = new Map<string, string[]>();
  for (const folder of packageFolders(modules)) {
    const { title, text } = licenseOf(folder);
    packagesByText.set(text, [...(packagesByText.get(text) ?? []), title]);
  }
  return [...packagesByText]
    .map(([text, titles]) => ({ titles: [...new Set(titles)].sort(), text }))
    .sort((left, right) => ((left.titles[0] ?? "") < (right.titles[0] ?? "") ? -1 : 1))
    .map(({ titles, text }) => `${titles.join("\n")}\n\n${text}\n`)
    .join(rule);
}

function packageFolders(modules: readonly BundledModule[]): Set<string> {
  const folders = new Set<string>();
  for (const { nameForCondition, modules: joined = [] } of modules) {
    const folder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(nameForCondition ?? "")?.[0];
    if (folder !== undefined) folders.add(folder);
    for (const found of packageFolders(joined)) folders.add(found);
  }
  return folders;
}

function licenseOf(folder: string): { title: string; text: string } {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package;
  const id = typeof license === "object" ? license.type : license;
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(licen[cs]e|copying|notice)/i.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), "utf8").replaceAll("\r\n", "\n").trim())
    .sort();
  if (id === undefined && texts.length === 0) throw new Error(`${name} ${version} says nothing of its licence`);
  const text = texts.join("\n\n") || "The package holds no text of this licence.";
  return { title: `${name} ${version} (${id ?? "see below"})`, text };
}
