import { ToolkitError } from "#contracts";
import { provider } from "./client.ts";
import { type Facts, keys } from "./facts.ts";
import type { Home } from "./ledger.ts";
import type { Server } from "./server.ts";
import { pointedAt, type Survey, survey } from "./survey.ts";
import { demolish } from "./sweep.ts";

/**
 * Removes a version that no alias points to. MLflow would drop the aliases with it, unasked. So the removal is announced in
 * the ledger, then looked at once more, then ended: by us as done, or by whoever moves an alias to the version as
 * withdrawn; only one of the two can be written. A number that was removed is never given again.
 */
export async function removeVersion(server: Server, home: Home, version: string): Promise<void> {
  const { ledger } = server;
  const before = await survey(server, home);
  const target = before.live.find(({ claim }) => claim.version === version);
  if (!target) return;
  requireFree(before, version);
  const { removals } = target.claim;
  const open = removals.at(-1) === "open" ? removals.length : removals.length + 1;
  await ledger.write(home, keys.removal(version, open), "begun");
  const announced = await survey(server, home);
  const held = [...pointedAt(announced).values()].includes(version);
  const end = await closeRemoval(server, home, announced.facts, version, held ? "withdrawn" : "done");
  if (end === "withdrawn") throw inUse(await survey(server, home), version);
  const { upload, artifactUri } = target.record;
  await demolish(server, home, { id: upload, artifactUri }, version);
}

/** Ends a removal that was announced. @returns how it ended; undefined when none was */
export async function closeRemoval(
  { ledger }: Pick<Server, "ledger">,
  home: Home,
  facts: Facts,
  version: string,
  end: "done" | "withdrawn",
): Promise<string | undefined> {
  const removals = facts.claims.get(version)?.removals ?? [];
  const last = removals.at(-1);
  if (last !== "open") return last;
  return await ledger.write(home, keys.removalEnd(version, removals.length), end);
}

function requireFree(found: Survey, version: string): void {
  if ([...pointedAt(found).values()].includes(version)) throw inUse(found, version);
}

function inUse(found: Survey, version: string): ToolkitError {
  const held = [...pointedAt(found)].flatMap(([alias, to]) => (to === version ? [alias] : [])).sort();
  return new ToolkitError({
    code: "version-in-use",
    provider,
    message: `${found.home.name} ${version} is ${held.join(", ") || "getting an alias"}`,
    hint: "move the alias first",
  });
}
