import { InputError, ToolkitError } from "#contracts";
import { requireAlias } from "../../version.ts";
import { provider } from "./client.ts";
import { type Facts, factsOf, isOver, keys, moveValue } from "./facts.ts";
import type { Home } from "./ledger.ts";
import { closeRemoval } from "./removal.ts";
import type { Server } from "./server.ts";
import { pointedAt, type Survey, survey } from "./survey.ts";

/** @returns the alias. @throws InputError `bad-alias`, also for what MLflow keeps for itself */
export function requireMlflowAlias(wanted: string): string {
  const alias = requireAlias(wanted);
  if (alias !== "latest") return alias;
  const legal = "small letters, digits, _ -; MLflow keeps latest and v<number> for itself";
  throw new InputError([{ where: "alias", problem: `"${wanted}" is no alias`, legal }], "bad-alias");
}

/**
 * Moves an alias from where it was seen, or takes it away. MLflow sets aliases without asking what they were, so each move
 * is a numbered line of the ledger first: of two movers one gets the number. MLflow's own alias follows, and the line is
 * marked done. A move that is not done is completed by whoever comes next, unless it is to go where MLflow has it still:
 * what MLflow refuses to show could else never be taken back. One that is done lets people move the alias by hand in MLflow.
 */
export async function moveAlias(
  server: Server,
  home: Home,
  alias: string,
  version: string | undefined,
  seen: string | undefined,
): Promise<void> {
  const { ledger, models, ports } = server;
  for (;;) {
    const found = await survey(server, home);
    const open = openMove(found.facts, alias);
    if (open !== undefined && !(shownAt(found, alias) === version && open.to !== (version ?? null))) {
      await follow(server, found, alias, open.order);
      continue;
    }
    if (version !== undefined) requireLive(found, version);
    const current = pointedAt(found).get(alias);
    if (current === version) return;
    if (current !== seen) throw moved(home.name, alias, current, seen);
    const order = movesOf(found.facts, alias).length + 1;
    const value = moveValue({ to: version ?? null, by: ports.random.uuid() });
    if ((await ledger.write(home, keys.move(alias, order), value)) !== value) continue;
    // a remover that looked before this line was there is stopped, or was faster
    const facts = factsOf(await ledger.read(home));
    // the mover before us may have been at it, and alive: what MLflow has counts from now on
    const aliases = open === undefined ? found.aliases : await models.aliases(home.name);
    const kept = await follow(server, { ...found, facts, aliases }, alias, order);
    if (kept || version === undefined) return;
    throw notFound(home.name, version);
  }
}

const movesOf = (facts: Facts, alias: string) => facts.moves.get(alias) ?? [];

/** The last move while MLflow's alias has not followed it. */
function openMove(facts: Facts, alias: string): { order: number; to: string | null } | undefined {
  const moves = movesOf(facts, alias);
  const last = moves.at(-1);
  return last?.done === false ? { order: moves.length, to: last.to } : undefined;
}

/** Where MLflow's own alias is, whatever was agreed. */
function shownAt({ aliases, live }: Survey, alias: string): string | undefined {
  const number = aliases.get(alias);
  return number === undefined
    ? undefined
    : (live.find((one) => one.number === number)?.claim.version ?? `MLflow's ${number}`);
}

/** Lets MLflow's alias follow an agreed move. @returns false when its version was removed before */
async function follow(server: Server, found: Survey, alias: string, order: number): Promise<boolean> {
  const { ledger, models } = server;
  const { home, facts, live, aliases } = found;
  const to = movesOf(facts, alias)[order - 1]?.to ?? "";
  const target = live.find(({ claim }) => claim.version === to);
  // a version whose removal was agreed before gets no alias
  const removal = await closeRemoval(server, home, facts, to, "withdrawn");
  const kept = target !== undefined && removal !== "done";
  if (kept && aliases.get(alias) !== target.number) await models.setAlias(home.name, alias, target.number);
  if (to === "" && aliases.has(alias)) await models.removeAlias(home.name, alias);
  await ledger.write(home, keys.moveDone(alias, order), "done");
  // somebody may have moved it on while we were slow: our late writing is set right
  for (let done = order; ; ) {
    const newest = factsOf(await ledger.read(home));
    const { to: wanted = null } = movesOf(newest, alias).at(-1) ?? {};
    const last = newest.claims.get(wanted ?? "");
    if (movesOf(newest, alias).length <= done) return kept;
    done = movesOf(newest, alias).length;
    if (wanted === null) await models.removeAlias(home.name, alias);
    if (last && typeof last.place === "number" && !isOver(newest, last))
      await models.setAlias(home.name, alias, last.place);
  }
}

export function requireLive({ live, home }: Survey, version: string) {
  const found = live.find(({ claim }) => claim.version === version);
  if (found) return found;
  throw notFound(home.name, version);
}

/** An alias of another tool's version, taken for absent, would make a release the first one. */
export function requireOurs(found: Survey, alias: string): void {
  const to = pointedAt(found).get(alias);
  if (to === undefined || found.live.some(({ claim }) => claim.version === to)) return;
  throw new ToolkitError({
    code: "foreign-version",
    provider,
    message: `${found.home.name}@${alias} is ${to}, which another tool made: it has no checksums`,
    hint: "register that model by this toolkit, or move the alias",
  });
}

export const notFound = (name: string, version: string): ToolkitError =>
  new ToolkitError({ code: "model-not-found", provider, message: `${name} has no version ${version}` });

const moved = (name: string, alias: string, current: string | undefined, seen: string | undefined): ToolkitError =>
  new ToolkitError({
    code: "alias-moved",
    provider,
    message: `${name}@${alias} is ${current ?? "unset"}, not ${seen ?? "unset"}: another run moved it`,
  });
