import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { InputError } from "#contracts";
import { type Attestor, attestors } from "#forge";
import { type AliasMove, type Bump, type KnownDigests, knownDigests, provenanceFiles, type Registry } from "#registry";
import { registerReport, rendered } from "#reports";
import { openRegistry } from "../open-registry.ts";
import { attestOnce } from "./attest.ts";
import { readCandidate } from "./candidate.ts";
import { decidedBump } from "./numbered.ts";
import { attachProvenance, writeForAttest } from "./provenance.ts";
import { registered } from "./registered.ts";
import type { spec } from "./spec.ts";

/**
 * @param attestor signs the provenance where that is asked for; without it `attestation` brings what another step signed
 * @param known checksums of files that were read already, as for another registry
 */
export async function run(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  attestor: (() => Promise<Attestor>) | undefined = attestorFor(inputs, deps),
  known: KnownDigests = knownDigests(deps.files),
): Promise<ActionResult<typeof spec>> {
  const { log } = deps;
  const candidate = await readCandidate(inputs, deps, known);
  const registry = await openRegistry(inputs, deps);
  const { name, "pre-release": words } = inputs;
  const alias = inputs.alias ?? (words === undefined ? "challenger" : undefined);

  const previous = alias === undefined ? undefined : await registry.find(`${name}@${alias}`);
  const decided = await decidedBump(registry, name, inputs.bump, candidate);
  const bump: Bump = words === undefined ? decided.part : `${decided.part}-${words}`;
  const { version, created, replaced } = await registered(
    registry,
    {
      name,
      folder: candidate.folder,
      bump,
      metadata: { ...candidate.metadata, version_bump: decided },
      digests: known,
    },
    words === undefined,
  );
  const metadata = await registry.metadata(version);
  const { digests, files } = await attachProvenance(
    registry,
    version,
    candidate,
    { metadata, language: inputs.language },
    deps,
  );
  const attested = attestor && (await attestOnce(registry, version, files, await attestor(), log));
  if (attested) digests.set(provenanceFiles.attestation, attested);
  for (const [evidence, digest] of digests) log.info(`${evidence} is kept as evidence: ${digest}`);
  const isProposed =
    alias !== undefined &&
    (await pointed(registry, { name, alias, version: version.version, seen: previous?.version }));
  log.info(
    `${version.name} ${version.version} ${created ? "registered" : "was registered before"}: ${version.modelRef}`,
  );
  const report = {
    ...version,
    alias: isProposed ? undefined : alias,
    created,
    replaced,
    metadata,
    evidence: Object.fromEntries(digests),
  };
  return {
    outputs: {
      "model-ref": version.modelRef,
      version: version.version,
      uri: version.uri,
      created,
      "bump-reason": metadata.version_bump?.reason ?? "",
      ...(await writeForAttest(inputs, deps, registry, version)),
    },
    report: rendered({ schemaVersion: 1, ...report }, registerReport(report, inputs.language)),
  };
}

/** @returns whether the alias waits for a merge */
async function pointed(registry: Registry, move: AliasMove): Promise<boolean> {
  if (registry.propose) return (await registry.propose(move)) !== undefined;
  await registry.setAlias(move.name, move.alias, move.version, move.seen);
  return false;
}

function attestorFor(inputs: Inputs<typeof spec>, deps: ActionDeps): (() => Promise<Attestor>) | undefined {
  const { repository, apiUrl } = deps.github;
  const token = inputs["github-token"];
  if (!inputs.attest) return undefined;
  if (token === undefined)
    throw new InputError([{ where: "github-token", problem: "is needed by attest", mend: "give ${{ github.token }}" }]);
  return () => attestors.github(deps, { repository, apiUrl, token });
}
