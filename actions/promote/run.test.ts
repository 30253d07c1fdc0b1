import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type PromotionRecord, promotionRecordSchema } from "#contracts";
import {
  closeAll,
  type FakeDeps,
  githubTokens,
  openTwoRegistries,
  promoteInputs,
  rollbackInputs,
  runRollback,
  type TwoRegistries,
} from "#testing";
import { openState } from "../open-state.ts";
import { intentKey } from "../promotion-intent.ts";
import { run } from "./run.ts";

const both = ["file", "mlflow"];
const token = githubTokens.bot;
afterEach(closeAll);

const world = openTwoRegistries;

const promote = (modelRef: string, deps: FakeDeps, more: object = {}) =>
  run(
    { ...promoteInputs, registries: both, "model-ref": modelRef, force: "first one", "github-token": token, ...more },
    deps,
  );
const goBack = (deps: FakeDeps, more: object = {}) =>
  runRollback({ ...rollbackInputs, registries: both, name: "mail", "github-token": token, ...more }, deps);

async function champions({ registries }: TwoRegistries): Promise<(string | undefined)[]> {
  return await Promise.all((await registries()).map(async (each) => (await each.find("mail@champion"))?.modelRef));
}

/** Every registry has the same model at the alias, the same entries on record, and nothing is under way. */
async function wholeChampion(made: TwoRegistries): Promise<string | undefined> {
  const [first, second] = await champions(made);
  expect(second).toBe(first);
  const records = await Promise.all((await made.registries()).map((each) => each.promotions("mail")));
  const told = records.map((entries) => entries.map(({ id, event, digest }) => ({ id, event, digest })));
  expect(told[1]).toEqual(told[0]);
  const ids = told[0]?.map(({ id }) => id) ?? [];
  expect(new Set(ids).size).toBe(ids.length);
  const last = records[0]?.at(-1);
  if (last) expect(first).toBe(`mail#${last.digest}`);
  const state = await openState(promoteInputs, made.deps);
  const intent = (await state.read(intentKey("mail")))?.value;
  if (intent !== undefined) expect(intent).not.toMatchObject({ state: "open" });
  const keys = made.github.deployments.map(({ payload }) => (payload as { genai_mlops_key: string }).genai_mlops_key);
  expect(new Set(keys).size).toBe(keys.length);
  return first;
}

describe("promote", () => {
  it("moves the alias in all registries, and records who, when and on what evidence, there and at GitHub", async () => {
    const made = await world();
    const [one, two] = [await made.register("one"), await made.register("two")];
    expect((await promote(one, made.deps)).outputs).toMatchObject({ "model-ref": one, previous: "", version: "1.0.0" });
    await writeFile(
      join(made.deps.workspace, "canary-report.json"),
      JSON.stringify({ verdict: "pass", modelRefs: { canary: two } }),
    );
    const given = { force: undefined, evidence: ["canary-report.json"], language: "ru" };
    const { outputs, report } = await promote(two, made.other("43"), given);
    expect(outputs).toMatchObject({ "model-ref": two, previous: one, version: "1.1.0" });
    expect(await wholeChampion(made)).toBe(two);
    const record: PromotionRecord = promotionRecordSchema.parse(report?.json);
    expect(record.entries).toHaveLength(2);
    expect(record.entries.at(-1)).toMatchObject({
      event: "promoted",
      version: "1.1.0",
      previous: "1.0.0",
      actor: "mona",
      registries: both,
      environment: "production",
      run: "https://github.com/octo/mail-triage/actions/runs/43",
      evidence: { "canary-report.json": expect.stringMatching(/^sha256:/) },
    });
    expect(report?.markdown).toContain("переставлен во всех реестрах");
    for (const registry of await made.registries()) {
      const version = await registry.find("mail@champion");
      expect(version && (await registry.attached(version, "canary-report.json"))).toContain(two);
    }
    expect(made.github.deployments).toHaveLength(2);
    expect(made.github.deployments[1]).toMatchObject({
      environment: "production",
      statuses: [{ state: "success", log_url: record.entries[1]?.run, description: "mail 1.1.0 получила champion" }],
    });
  });

  it("that is forced keeps the evidence that it was given, on record and beside the version, and says what it left out", async () => {
    const made = await world();
    const one = await made.register("one");
    const report = JSON.stringify({ verdict: "fail", modelRefs: { canary: one } });
    await writeFile(join(made.deps.workspace, "canary-report.json"), report);
    const { report: written } = await promote(one, made.deps, { evidence: ["canary-report.json", "nowhere.json"] });
    const record = promotionRecordSchema.parse(written?.json);
    const digests = { "canary-report.json": expect.stringMatching(/^sha256:/) };
    expect(record).toMatchObject({ forced: "first one", evidence: digests });
    expect(record.entries[0]).toMatchObject({ forced: "first one", evidence: digests });
    for (const registry of await made.registries()) {
      const version = await registry.find("mail@champion");
      expect(version && (await registry.attached(version, "canary-report.json"))).toBe(report);
    }
    expect(made.deps.log.lines.join("\n")).toContain("nowhere.json is not kept as evidence: there is no such file");
  });

  it("does all of it once, however often it is asked", async () => {
    const made = await world();
    const one = await made.register("one");
    for (const _time of [1, 2]) await promote(one, made.deps);
    expect((await made.registries()).map((each) => each.promotions("mail"))).toHaveLength(2);
    expect((await (await made.registries())[0].promotions("mail")).length).toBe(1);
    expect(made.github.deployments).toHaveLength(1);
  });

  it("says that there is no token, and what GitHub refuses, and is done all the same", async () => {
    const made = await world();
    const one = await made.register("one");
    const silent = await promote(one, made.deps, { "github-token": undefined });
    expect(silent.report?.json).toMatchObject({ deployment: { state: "no-token" } });
    const refused = await promote(await made.register("two"), made.deps, { "github-token": githubTokens.reader });
    expect(refused.report?.json).toMatchObject({
      deployment: { state: "failed", reason: expect.stringContaining("deployments: write") },
    });
    expect(await wholeChampion(made)).not.toBe(one);
  });

  it("writes what GitHub refused in the next run of the same promotion, once, and takes back nothing of others", async () => {
    const made = await world();
    const one = await made.register("one");
    await promote(one, made.deps, { "github-token": githubTokens.reader });
    expect(made.github.deployments).toEqual([]);
    const still = await promote(one, made.other("43"), { "github-token": githubTokens.reader });
    expect(still.report?.json).toMatchObject({ legs: [], deployment: { state: "failed" } });
    const { report } = await promote(one, made.other("44"));
    expect(report?.json).toMatchObject({ legs: [], deployment: { state: "written" } });
    expect(report?.markdown).toContain("Recorded as a deployment at GitHub.");
    expect(made.github.deployments).toMatchObject([
      { statuses: [{ state: "success", log_url: made.deps.github.runUrl, description: "mail 1.0.0 is champion" }] },
    ]);
    expect(await wholeChampion(made)).toBe(one);
    // a later deployment of somebody else ends this one at GitHub
    made.github.deployments[0]?.statuses.unshift({ state: "inactive" });
    made.github.requests.length = 0;
    await promote(one, made.other("45"));
    expect(made.github.requests).toEqual([]);
    expect(made.github.deployments).toHaveLength(1);
  });

  it("writes a rollback's deployment, which GitHub had refused, when that run is run again", async () => {
    const made = await world();
    for (const weight of ["one", "two"]) await promote(await made.register(weight), made.deps);
    const refused = await goBack(made.other("50"), { "github-token": githubTokens.reader });
    expect(refused.report?.json).toMatchObject({ deployment: { state: "failed" } });
    expect(made.github.deployments).toHaveLength(2);
    const again = await goBack(made.other("50"));
    expect(again.report?.json).toMatchObject({ legs: [], deployment: { state: "written" } });
    expect(made.github.deployments).toHaveLength(3);
    expect(made.github.deployments[2]).toMatchObject({
      statuses: [{ state: "success", description: "champion is back at mail 1.0.0" }],
    });
  });

  it("links the deployment to the version's page in the first registry that has one", async () => {
    const made = await world();
    await promote(await made.register("one"), made.deps);
    expect(made.github.deployments[0]?.statuses).toMatchObject([
      { environment_url: "http://mlflow.example/#/models/mail/versions/1" },
    ]);
    await promote(await made.register("two"), made.other("43"), { registries: ["file"] });
    expect(made.github.deployments[1]?.statuses[0]?.["environment_url"] || undefined).toBeUndefined();
  });

  it("changes nothing where one registry has not the model, names none, or the evidence is of another", async () => {
    const made = await world();
    const one = await made.register("one");
    const [files] = await made.registries();
    await promote(one, made.deps);
    const two = await made.register("two");
    await files.remove((await files.find(two)) as never);
    await expect(promote(two, made.deps)).rejects.toMatchObject({
      code: "model-not-found",
      message: expect.stringContaining("file"),
    });
    await expect(promote(one, made.deps, { registries: ["s3", "file", "file"] })).rejects.toMatchObject({
      code: "bad-registries",
      problems: [{ problem: '"s3" is no registry' }, { problem: "file is named twice" }],
    });
    await expect(promote(one, made.deps, { force: undefined })).rejects.toMatchObject({ code: "no-evidence" });
    await expect(promote(one, made.deps, { "model-ref": undefined })).rejects.toMatchObject({ code: "bad-input" });
    expect(await wholeChampion(made)).toBe(one);
  });

  it("is killed before every single change, and whatever run comes next ends in one of the two whole states", async () => {
    interface Next {
      /** Models that were promoted before, one after another; the next one is promoted by who dies. */
      before: number;
      follow(made: TwoRegistries, models: readonly string[]): Promise<unknown>;
      /** Which of the models may be champion then. */
      ends: readonly number[];
    }
    const next: Record<string, Next> = {
      "the same promotion": { before: 1, follow: (made, [, two = ""]) => promote(two, made.deps), ends: [1] },
      // another run takes it for dead only after a while
      "another promotion": {
        before: 1,
        follow: async (made, [, , three = ""]) => {
          await made.deps.clock.sleep(400_000);
          await promote(three, made.other("43"));
        },
        ends: [2],
      },
      // before the intent stands there is nothing to undo, and the promotion before goes
      "a rollback": { before: 2, follow: (made) => goBack(made.deps), ends: [0, 1] },
    };
    for (const [name, { before, follow, ends }] of Object.entries(next)) {
      let died = true;
      for (let calls = 1; died; calls += 1) {
        const made = await world();
        const models: string[] = [];
        for (const weight of ["one", "two", "three"]) models.push(await made.register(weight));
        for (const model of models.slice(0, before)) await promote(model, made.deps, { "github-token": undefined });
        died = await promote(models[before] as string, made.dying(calls)).then(
          () => false,
          () => true,
        );
        await follow(made, models);
        // whoever finished it also said it at GitHub
        const entries = (await (await made.registries())[0].promotions("mail")).slice(before);
        const told = made.github.deployments.map(
          ({ payload }) => (payload as { genai_mlops_key: string }).genai_mlops_key,
        );
        for (const { id } of entries) expect(told).toContain(`promotion/${id?.replace(".undone", "")}`);
        const champion = models.indexOf((await wholeChampion(made)) ?? "");
        expect(ends, `${name}, killed before change ${calls}`).toContain(champion);
        if (!died) expect(calls).toBeGreaterThan(15);
        await closeAll();
      }
    }
  }, 300_000);
});
