import { InputError, ToolkitError } from "#contracts";
import { addAliases, removeAliases } from "#wandb-ts";
import { requireAlias } from "../../version.ts";
import { type Entry, isKind, type ledgerOf } from "./ledger.ts";
import { type Home, provider } from "./open.ts";
import type { Held } from "./survey.ts";
import { withRun } from "./with-run.ts";

/** How long a move that somebody claimed, and that is not to be seen yet, is waited for before its writer counts as dead. */
const claimSeconds = 30;

export interface Move {
  name: string;
  alias: string;
  /** undefined: it is taken away. */
  version: string | undefined;
  seen: string | undefined;
}

/**
 * Moves an alias from where it was seen. W&B sets an alias without looking where it is, so the move is claimed in the
 * ledger first, whose order is the same for all: of two claims that saw the same state the first one counts, and only its
 * writer sets the alias. The alias at W&B stays the truth; who moves it there by hand is heard.
 */
export async function moveAlias(
  home: Home,
  ledger: ReturnType<typeof ledgerOf>,
  look: (entries: readonly Entry[]) => Promise<Held[]>,
  { name, alias, version, seen }: Move,
): Promise<void> {
  const { clock } = home.ports;
  const deadline = clock.now() + claimSeconds * 1000;
  let entries = await ledger.entries();
  let versions = await look(entries);
  for (;;) {
    if (version !== undefined && !versions.some((one) => one.version === version))
      throw new ToolkitError({ code: "model-not-found", provider, message: `${name} has no version ${version}` });
    const current = holder(versions, alias);
    if (current?.version === version) return;
    if (current?.version !== seen)
      throw moved(`${name}@${alias} is ${current?.version ?? "unset"}, not ${seen ?? "unset"}`);
    const claim = lastClaim(entries, alias);
    const open =
      claim && claim.to !== (seen ?? null) && (claim.to === null || versions.some((one) => one.version === claim.to));
    // our own from before we were killed, or another run's for the same move: the effect is one
    if (open && claim.to === (version ?? null) && claim.from === (seen ?? null)) {
      // ends the run too, if whoever was killed left it
      await withRun(home, async () => undefined);
      break;
    }
    if (!open || clock.now() >= deadline) {
      const id = await ledger.append(entries, { kind: "alias", alias, from: seen ?? null, to: version ?? null });
      entries = await ledger.entries();
      const mine = entries.find(({ artifactId }) => artifactId === id);
      if (!mine || !isKind("alias")(mine) || !validClaims(entries, alias).includes(mine))
        throw moved(`${name}@${alias} was claimed by another run in the same moment`);
      break;
    }
    await clock.sleep(500);
    entries = await ledger.entries();
    versions = await look(entries);
  }
  await set(home, name, alias, version, versions);
  // a later claim that did not wait for us counts
  const last = lastClaim(await ledger.entries(), alias);
  if (last && last.to !== (version ?? null)) await set(home, name, alias, last.to ?? undefined, await look(entries));
}

async function set(
  home: Home,
  name: string,
  alias: string,
  version: string | undefined,
  versions: readonly Held[],
): Promise<void> {
  const place = { entity: await home.entity(), project: home.project, collection: name };
  if (version === undefined) {
    const held = holder(versions, alias);
    if (held) await removeAliases(home.wandb, place, held.artifact.id, [alias]);
    return;
  }
  const target = versions.find((one) => one.version === version);
  if (!target || target.artifact.aliases.includes(alias)) return;
  await addAliases(home.wandb, place, target.artifact.id, [alias]);
}

const holder = (versions: readonly Held[], alias: string): Held | undefined =>
  versions.find(({ artifact }) => artifact.aliases.includes(alias));

/** A claim counts when no other that counts came between what its writer had seen and itself. */
export function validClaims(entries: readonly Entry[], alias: string): Entry<"alias">[] {
  const valid: Entry<"alias">[] = [];
  for (const claim of entries.filter(isKind("alias"))) {
    if (claim.alias !== alias) continue;
    const last = valid.at(-1);
    if (!last || last.index < claim.after) valid.push(claim);
  }
  return valid;
}

const lastClaim = (entries: readonly Entry[], alias: string): Entry<"alias"> | undefined =>
  validClaims(entries, alias).at(-1);

const moved = (message: string): ToolkitError =>
  new ToolkitError({ code: "alias-moved", provider, message: `${message}: another run moved it` });

/** @throws InputError `bad-alias`, also for the one that W&B moves by itself */
export function requireOwnAlias(alias: string): string {
  if (alias !== "latest") return requireAlias(alias);
  throw new InputError(
    [{ where: "alias", problem: '"latest" is moved by W&B itself, to what was logged last', mend: "take another one" }],
    "bad-alias",
  );
}
