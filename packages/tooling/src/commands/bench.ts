import { parseArgs } from "node:util";
import { benches } from "../bench/catalog.ts";
import { main } from "../steps.ts";

/** Figures beside each other in one run; ends with an error when one misses its goal. usage: npm run bench [-- <name> …] [--full] */
await main(async () => {
  const { values, positionals } = parseArgs({ options: { full: { type: "boolean" } }, allowPositionals: true });
  const unknown = positionals.filter((name) => !(name in benches));
  if (unknown.length > 0)
    throw new Error(`no figure is called ${unknown.join(", ")}; there are ${Object.keys(benches).join(", ")}`);
  const failed: string[] = [];
  for (const [name, load] of Object.entries(benches)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const { title, lines } = await load();
    process.stdout.write(`## ${title}\n`);
    try {
      for await (const line of lines({ full: values.full ?? false })) process.stdout.write(`${line}\n`);
    } catch (error) {
      failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (failed.length > 0) throw new Error(failed.join("\n"));
});
