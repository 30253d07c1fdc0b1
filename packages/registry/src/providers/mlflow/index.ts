import { isDeepStrictEqual } from "node:util";
import { type Promotion, parseStrictly, promotionSchema } from "#contracts";
import type { Platform } from "#platform";
import { contentDigest, type FoundFile, modelFiles, shapeOf, withDigests } from "../../model-files.ts";
import type { Candidate, ModelVersion, Registry } from "../../registry.ts";
import { parseSelector, requireName, selected } from "../../version.ts";
import type { MlflowConfig } from "./address.ts";
import { moveAlias, notFound, requireLive, requireMlflowAlias, requireOurs } from "./aliases.ts";
import { downloadModel, fetchModel } from "./download.ts";
import { attachEvidence, readEvidence } from "./evidence.ts";
import { factsOf, keys } from "./facts.ts";
import type { Home } from "./ledger.ts";
import { removeVersion } from "./removal.ts";
import { mlflowServer, type Server } from "./server.ts";
import { finish, type Settled, settle } from "./settle.ts";
import { heldBy, type LiveVersion, type Survey, survey } from "./survey.ts";
import { sweep } from "./sweep.ts";
import { uploadModel } from "./upload.ts";
import { watch } from "./watch.ts";

type Ports = Pick<Platform, "http" | "clock" | "random" | "secrets" | "log" | "files">;

/**
 * Models in MLflow's model registry: each of our versions is one MLflow version, whose tags hold semantic version, digest
 * and the list of files, and whose bytes are a logged model of MLflow 3. See ledger.ts for how writers agree.
 */
export function mlflowRegistry(ports: Ports, config: MlflowConfig): Registry {
  const server = mlflowServer(ports, config);
  const homes = new Map<string, Home>();

  async function homeOf(name: string): Promise<Home | undefined> {
    const home = homes.get(requireName(name)) ?? (await server.ledger.find(name));
    if (home) homes.set(name, home);
    return home;
  }

  const list = async (name: string): Promise<ModelVersion[]> => {
    const home = await homeOf(name);
    return home ? (await survey(server, home)).live.map(({ version }) => version) : [];
  };

  async function surveyOf(name: string): Promise<Survey | undefined> {
    const home = await homeOf(name);
    return home && (await survey(server, home));
  }

  /** The version as it is now. @throws ToolkitError `model-not-found` */
  async function liveOf({ name, version, digest }: ModelVersion): Promise<{ found: Survey; live: LiveVersion }> {
    const found = await surveyOf(name);
    if (!found) throw notFound(name, version);
    const live = requireLive(found, version);
    if (live.claim.digest !== digest) throw notFound(name, `${version} with ${digest}`);
    return { found, live };
  }

  return {
    list,
    watch: async (name) => await watch(server, await homeOf(name), name),
    async register(candidate) {
      requireName(candidate.name);
      const found = await modelFiles(ports.files, candidate.folder);
      const home = (await homeOf(candidate.name)) ?? (await server.ledger.open(candidate.name));
      homes.set(candidate.name, home);
      await server.models.ensure(candidate.name);
      // what a killed run had begun with these bytes is ended first: it would be cleared away
      const before = await survey(server, home);
      const same = await known(server, before, candidate, found);
      await sweep(server, before);
      if (same) return same;
      return await settle(server, home, candidate, await uploadModel(server, home, candidate, found));
    },
    async find(text) {
      const selector = parseSelector(text);
      const found = await surveyOf(selector.name);
      if (found && "alias" in selector) requireOurs(found, requireMlflowAlias(selector.alias));
      return selected(found?.live.map(({ version }) => version) ?? [], selector);
    },
    async setAlias(name, wanted, version, seen) {
      const alias = requireMlflowAlias(wanted);
      const home = await homeOf(name);
      if (!home) throw notFound(name, version);
      await moveAlias(server, home, alias, version, seen);
    },
    async removeAlias(name, wanted, from) {
      const alias = requireMlflowAlias(wanted);
      const home = await homeOf(name);
      if (home) await moveAlias(server, home, alias, undefined, from);
    },
    async remove({ name, version }) {
      const home = await homeOf(name);
      if (home) await removeVersion(server, home, version);
    },
    fetch: async (version) => await fetchModel(server, (await liveOf(version)).live.record),
    download: async (version, folder) => await downloadModel(server, (await liveOf(version)).live.record, folder),
    metadata: async (version) => (await liveOf(version)).live.record.metadata,
    async attach(version, name, content) {
      const { found, live } = await liveOf(version);
      return await attachEvidence(server, found, live, name, content);
    },
    async attached(version, nameOrDigest) {
      const { found, live } = await liveOf(version);
      return await readEvidence(server, found, live, nameOrDigest);
    },
    async recordPromotion(name, promotion) {
      const record = parseStrictly(promotionSchema, promotion, "promotion");
      const home = (await homeOf(name)) ?? (await server.ledger.open(name));
      await append(server, home, record);
    },
    async promotions(name) {
      const home = await homeOf(name);
      return home ? factsOf(await server.ledger.read(home)).promotions : [];
    },
  };
}

/**
 * Promotions are numbered lines of the ledger, because a line of it can be neither changed nor given twice; tags could be,
 * and artifacts as well.
 */
async function append(server: Server, home: Home, record: Promotion): Promise<void> {
  for (;;) {
    const { promotions } = factsOf(await server.ledger.read(home));
    if (isDeepStrictEqual(promotions.at(-1), record)) return;
    const line = JSON.stringify(record);
    if ((await server.ledger.write(home, keys.promotion(promotions.length + 1), line)) === line) return;
  }
}

/**
 * The version with these bytes, without sending any. Reads them only when something has files of the same names and sizes.
 * Ends what a killed run had begun with them.
 */
async function known(
  server: Server,
  found: Survey,
  { folder, metadata, digests }: Candidate,
  files: readonly FoundFile[],
): Promise<Settled | undefined> {
  const shape = shapeOf(files);
  const { home } = found;
  const shapes = found.live.map(({ record }) => shapeOf(record.manifest.files));
  const unsettled = [...found.facts.claims.values()].filter(({ place }) => place === undefined);
  if (unsettled.length > 0)
    for (const model of await server.loggedModels.list(home.experiment))
      if (model.shape && unsettled.some(({ upload }) => upload === model.id)) shapes.push(model.shape);
  if (!shapes.includes(shape)) return undefined;
  const digested = await withDigests(server.ports.files, folder, files, digests);
  const claim = heldBy(found, contentDigest(digested));
  return claim && (await finish(server, home, claim, { files: digested, metadata }));
}
