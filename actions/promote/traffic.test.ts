import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { nodeExec } from "#platform";
import { registryProviders } from "#registry";
import {
  dyingFiles,
  dyingHttp,
  type FakeDeps,
  fakeRay,
  githubTokens,
  gitRegistryUnderTest,
  type Life,
  lifeOf,
  promoteInputs,
  rollbackInputs,
  runRollback,
  sampleMetadata,
  sampleModel,
  twoRegistries,
} from "#testing";
import { openServing } from "../open-serving.ts";
import { run } from "./run.ts";

const open: { close(): Promise<unknown> | unknown }[] = [];
afterEach(closeAll);

async function closeAll(): Promise<void> {
  for (const one of open.splice(0)) await one.close();
}

/** The dashboard at an address of its own, since Ray's provider brings its own client. Once `life` is over it hangs up. */
async function dashboard(clock: FakeDeps["clock"]) {
  const ray = fakeRay(clock);
  const held: { life: Life | undefined } = { life: undefined };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    try {
      if (request.method === "PUT") held.life?.spend();
      else held.life?.check();
    } catch {
      return void request.socket.destroy();
    }
    const body = Buffer.concat(chunks);
    const isPackage = request.url?.includes("/packages/");
    const answer = await ray.http.send({
      method: request.method as "GET" | "PUT",
      url: `http://ray.example${request.url}`,
      body: isPackage ? body : body.toString(),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  open.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  return { held, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Two registries and a Ray cluster that serves model one, which is champion; two stands beside it as canary. */
async function release() {
  const made = await twoRegistries();
  const { deps, github } = made;
  open.push(github);
  const { held, address } = await dashboard(deps.clock);
  const of = { endpoint: "mail", target: "ray-serve", "ray-address": address, registries: ["file", "mlflow"] } as const;
  const given = { ...of, registries: [...of.registries] };
  const promote = (as: FakeDeps = deps, more: object = {}) =>
    run({ ...promoteInputs, ...given, force: "a test", ...more }, as);
  const serving = await openServing({ ...promoteInputs, ...of }, deps);
  const models = { one: await made.register("one"), two: await made.register("two") };
  for (const modelRef of [models.one, models.two]) {
    const digest = modelRef.split("#")[1] as string;
    const settings = { contextSize: 256, threads: 1, parallel: 1, extra: {} };
    await serving.deploy({ modelRef, version: "1.0.0", digest, model: "/m.gguf", ...settings }, "canary");
    if (modelRef === models.one) await promote();
  }
  return {
    made,
    deps,
    models,
    promote,
    rollback: (more: object = {}) => runRollback({ ...rollbackInputs, ...given, ...more }, deps),
    /** A promotion that is killed just before its n-th change of files, registries, GitHub or the cluster. */
    async dies(calls: number): Promise<boolean> {
      const life = lifeOf(calls);
      held.life = life;
      const ended = promote({ ...deps, files: dyingFiles(deps.files, life), http: dyingHttp(deps.http, life) });
      const died = await ended.then(
        () => false,
        () => true,
      );
      held.life = undefined;
      return died;
    },
    served: async () => (await serving.describe())?.variants.baseline.modelRef,
    champions: async () =>
      await Promise.all((await made.registries()).map(async (each) => (await each.find("mail@champion"))?.modelRef)),
  };
}

it("promotes traffic and aliases, and a rollback of a candidate that never had them leaves the champion alone", async () => {
  const { rollback, models, served, champions } = await release();
  expect(await champions()).toEqual([models.one, models.one]);
  const back = await rollback();
  expect(back.outputs).toMatchObject({ "model-ref": models.one, version: "" });
  expect(back.report?.json).toMatchObject({ kept: "in-service" });
  expect([await served(), ...(await champions())]).toEqual([models.one, models.one, models.one]);
});

it("leaves an alias that a person moved where it is, while the promoted model stays in service", async () => {
  const { made, promote, rollback, models, served, champions } = await release();
  const third = await made.register("three");
  await promote(undefined, { bake: 1 });
  expect([await served(), ...(await champions())]).toEqual([models.two, models.two, models.two]);
  const [files] = await made.registries();
  await files.setAlias("mail", "champion", "1.2.0", "1.1.0");
  // its server is gone after the bake, so that it stays in service and on record
  expect((await rollback()).report?.json).toMatchObject({ kept: "in-service" });
  expect(await champions()).toEqual([third, models.two]);
});

it("moves no traffic while the alias waits for somebody's merge, and all of it once that came", async () => {
  const { deps, models, promote, served } = await release();
  const { clone, server, git } = await gitRegistryUnderTest(() => undefined as never);
  const here = { ...deps, workspace: clone };
  const given = { registries: undefined, registry: "git", "git-mode": "pull-request", "github-token": undefined };
  const folders = { storeFolder: `${clone}-store`, cacheFolder: `${clone}-cache` };
  const registry = await registryProviders.git({ ...here, exec: nodeExec() }, { clone, ...folders });
  const folder = await sampleModel("two");
  await registry.register({ name: "mail", folder, bump: "minor", metadata: sampleMetadata });
  const asked = () => promote(here, { ...given, "git-store": folders.storeFolder });
  const proposal = "genai-mlops/promote/mail/champion-1.0.0";
  for (const _time of [1, 2]) {
    expect((await asked()).outputs).toMatchObject({ "model-ref": "", proposal });
    expect(await served()).toBe(models.one);
  }
  const tip = await git("-C", server, "rev-parse", proposal);
  await git("-C", server, "update-ref", "refs/heads/genai-mlops/registry", tip);
  expect((await asked()).outputs).toMatchObject({ "model-ref": models.two, proposal: "" });
  expect(await served()).toBe(models.two);
});

it("is refused for a model that is not the candidate", async () => {
  const { promote, models } = await release();
  await expect(promote(undefined, { "model-ref": models.one })).rejects.toMatchObject({ code: "other-model" });
});

it.each(["promote", "rollback"] as const)(
  "killed before every single change, then %s: what is served is what every registry calls champion",
  async (next) => {
    let died = true;
    for (let calls = 1; died; calls += 1) {
      const { dies, promote, rollback, models, served, champions } = await release();
      died = await dies(calls);
      await (next === "promote" ? promote() : rollback());
      const whole = await served();
      expect(await champions(), `killed before change ${calls}`).toEqual([whole, whole]);
      expect(next === "promote" ? [models.two] : [models.one, models.two]).toContain(whole);
      await closeAll();
    }
  },
);

describe("a bake longer than a job", () => {
  const day = 24 * 3600;
  const begins = { bake: day, wait: false };
  const ends = { ...begins, only: "bake", force: undefined };
  const outcome = ({ outputs }: Awaited<ReturnType<typeof run>>) => [outputs["outcome"], outputs["bake-ends"] !== ""];

  it("is left to later runs, of which the first after its end removes the old model", async () => {
    const { deps, promote, rollback, models, served, champions } = await release();
    const begun = deps.clock.now();
    const { outputs, report } = await promote(undefined, begins);
    expect(outputs).toMatchObject({ outcome: "baking", "model-ref": models.two, previous: models.one });
    expect(Date.parse(String(outputs["bake-ends"])) - begun - day * 1000).toBeLessThan(10_000);
    expect(report?.markdown).toContain("a rollback switches back at once");
    expect([await served(), ...(await champions())]).toEqual([models.two, models.two, models.two]);
    await deps.clock.sleep(23 * 3600_000);
    expect(outcome(await promote(undefined, ends))).toEqual(["baking", true]);
    // the whole promotion again is no promotion either
    expect(outcome(await promote(undefined, begins))).toEqual(["baking", true]);
    await deps.clock.sleep(3600_000);
    expect(outcome(await promote(undefined, ends))).toEqual(["promoted", false]);
    expect(outcome(await promote(undefined, ends))).toEqual(["promoted", false]);
    expect((await rollback()).outputs["model-ref"]).toBe(models.two);
  });

  it("is switched back by a rollback, traffic and aliases, and is over then", async () => {
    const { promote, rollback, models, served, champions } = await release();
    await promote(undefined, begins);
    expect((await rollback()).outputs).toMatchObject({ "model-ref": models.one, version: "1.0.0" });
    expect([await served(), ...(await champions())]).toEqual([models.one, models.one, models.one]);
    expect((await promote(undefined, ends)).outputs).toMatchObject({ outcome: "promoted", "model-ref": models.one });
  });

  it("is waited for by the run that is told to, no longer than its rest", async () => {
    const { deps, promote } = await release();
    await promote(undefined, begins);
    await deps.clock.sleep(23 * 3600_000);
    const begun = deps.clock.now();
    expect(outcome(await promote(undefined, { ...ends, wait: true }))).toEqual(["promoted", false]);
    expect(deps.clock.now() - begun).toBeLessThan(3700_000);
  });

  it("ended on a schedule gives no candidate anything", async () => {
    const { promote, served, models } = await release();
    expect((await promote(undefined, ends)).outputs).toMatchObject({ outcome: "promoted", "model-ref": models.one });
    expect(await served()).toBe(models.one);
    await expect(promote(undefined, { ...ends, endpoint: undefined })).rejects.toMatchObject({ code: "bad-input" });
  });
});

it("says at GitHub that the model gets the traffic, has it, and lost it, on one deployment each", async () => {
  const token = { "github-token": githubTokens.bot };
  const said = ({ made }: Awaited<ReturnType<typeof release>>) =>
    made.github.deployments
      .filter(({ payload }) => (payload as { genai_mlops_key: string }).genai_mlops_key.startsWith("endpoint/"))
      .map(({ statuses }) => statuses.map(({ state, description }) => [state, String(description).slice(0, 15)]));
  const promoted = await release();
  await promoted.promote(undefined, token);
  await promoted.rollback(token);
  // nothing was left to go back to
  expect(said(promoted)).toEqual([
    [
      ["in_progress", "Gets all traffi"],
      ["success", "Has all traffic"],
      ["in_progress", "Rollback, loses"],
      ["success", "Has all traffic"],
    ],
  ]);
  const refused = await release();
  await refused.rollback(token);
  expect(said(refused)).toEqual([
    [
      ["in_progress", "Rollback, loses"],
      ["inactive", "Rolled back: ma"],
    ],
  ]);
});
