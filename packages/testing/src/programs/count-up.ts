import { nodeClock } from "#platform";
import { fileState } from "../../../state/src/providers/file/index.ts";
import { fakeDeps } from "../fake-deps.ts";

/** Adds one to a record as often as the second argument says, beside others that do the same. */
const [folder, times] = process.argv.slice(2) as [string, string];
const deps = await fakeDeps();
const clock = { ...nodeClock(), sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 1)) };
const store = fileState({ ...deps, clock, random: { ...deps.random, uuid: () => crypto.randomUUID() } }, { folder });
for (let done = 0; done < Number(times); ) {
  const seen = await store.read("count");
  if (await store.write("count", Number(seen?.value ?? 0) + 1, seen?.version)) done += 1;
}
