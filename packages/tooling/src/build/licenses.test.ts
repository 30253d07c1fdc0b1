import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundled } from "./dist.ts";
import { licensesOf } from "./licenses.ts";

function laid(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "licenses-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** A package that exports its name. */
const packageOf = (
  name: string,
  { license = "MIT", module = false, texts = { LICENSE: `The text of ${name}` } } = {},
) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({
    name,
    version: "1.0.0",
    license,
    ...(module && { type: "module" }),
  }),
  [`node_modules/${name}/index.js`]: module ? `export default "${name}";` : `module.exports = "${name}";`,
  ...Object.fromEntries(Object.entries(texts).map(([file, text]) => [`node_modules/${name}/${file}`, text])),
});

const modulesOf = (folder: string, names: string[]) =>
  names.map((name) => ({ nameForCondition: join(folder, "node_modules", name, "index.js") }));

describe("licences of a bundle", () => {
  it("are of what is loaded at once and of what is loaded lazily, joined into one module or not", async () => {
    const folder = laid({
      "package.json": '{ "type": "module" }',
      "main.js":
        'import early from "early"; import { joined } from "./joined.js"; export const go = async () => [early, joined, (await import("./lazy.js")).default];',
      "joined.js": 'import name from "@scope/joined"; export const joined = `${name}!`;',
      "lazy.js": 'import name from "late"; export default name;',
      ...packageOf("early"),
      ...packageOf("@scope/joined", { module: true }),
      ...packageOf("late"),
      ...packageOf("unused"),
    });
    const files = await bundled(join(folder, "main.js"));
    expect([...files.keys()].filter((name) => name.endsWith(".js"))).toHaveLength(2);
    const licenses = String(files.get("licenses.txt"));
    for (const name of ["early", "@scope/joined", "late"]) {
      expect(licenses).toContain(`${name} 1.0.0 (MIT)\n`);
      expect(licenses).toContain(`The text of ${name}\n`);
    }
    expect(licenses).not.toContain("unused");
  });

  it("come with their notices, a text that packages share once", () => {
    const texts = { LICENSE: "Free", "NOTICE.md": "By many" };
    const folder = laid({
      ...packageOf("one", { texts }),
      ...packageOf("two", { texts }),
      ...packageOf("bare", { texts: {} as never }),
    });
    expect(licensesOf(modulesOf(folder, ["two", "one", "bare"]))).toBe(
      `bare 1.0.0 (MIT)\n\nThe package holds no text of this licence.\n\n${"-".repeat(80)}\n\none 1.0.0 (MIT)\ntwo 1.0.0 (MIT)\n\nBy many\n\nFree\n`,
    );
  });

  it("are never left out in silence", () => {
    const folder = laid({ "node_modules/mute/package.json": '{ "name": "mute", "version": "2.0.0" }' });
    expect(() => licensesOf(modulesOf(folder, ["mute"]))).toThrow("mute 2.0.0 says nothing of its licence");
  });
});
