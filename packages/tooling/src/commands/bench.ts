import { parseArgs } from "node:util";
import { benches } from "../bench/catalog.ts";
import { main } from "../steps.ts";

/** Figures beside each other in one run. usage: npm run bench [-- <name> …] [--full] */
await main(async () => {
  const { values, positionals } = parseArgs({ options: { full: { type: "boolean" } }, allowPositionals: true });
  const unknown = positionals.filter((name) => !(name in benches));
  if (unknown.length > 0)
    throw new Error(`no figure is called ${unknown.join(", ")}; there are ${Object.keys(benches).join(", ")}`);
  for (const [name, load] of Object.entries(benches)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const { title, lines } = await load();
    process.stdout.write(`## ${title}\n`);
    for await (const line of lines({ full: values.full ?? false })) process.stdout.write(`${line}\n`);
  }
});
