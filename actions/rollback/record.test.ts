import { afterEach, describe, expect, it } from "vitest";
import { promotionRecordSchema } from "#contracts";
import {
  type FakeDeps,
  githubTokens,
  promoteInputs,
  rollbackInputs,
  runPromote,
  type TwoRegistries,
  twoRegistries,
} from "#testing";
import { run } from "./run.ts";

const registries = ["file", "mlflow"];
const open: TwoRegistries[] = [];
afterEach(async () => {
  for (const { github } of open.splice(0)) await github.close();
});

async function promoted(weights: readonly string[]): Promise<TwoRegistries & { models: string[] }> {
  const made = await twoRegistries();
  open.push(made);
  const models: string[] = [];
  for (const weight of weights) {
    const model = await made.register(weight);
    models.push(model);
    const given = { ...promoteInputs, registries, "model-ref": model, force: "a test" };
    await runPromote(given, made.other(String(100 + models.length), "octocat"));
  }
  return { ...made, models };
}

const back = (deps: FakeDeps, more: object = {}) => run({ ...rollbackInputs, registries, name: "mail", ...more }, deps);

async function championIn(made: TwoRegistries): Promise<(string | undefined)[]> {
  return await Promise.all((await made.registries()).map(async (each) => (await each.find("mail@champion"))?.version));
}

describe("rollback by the record", () => {
  it("moves the alias back one promotion in every registry, with an entry of its own", async () => {
    const made = await promoted(["one", "two", "three"]);
    const { outputs, report } = await back(made.other("200"), { "github-token": githubTokens.bot });
    expect(outputs).toMatchObject({ version: "1.1.0", "model-ref": made.models[1], endpoint: "" });
    expect(await championIn(made)).toEqual(["1.1.0", "1.1.0"]);
    const record = promotionRecordSchema.parse(report?.json);
    expect(record.entries.at(-1)).toMatchObject({
      event: "rolled-back",
      version: "1.1.0",
      previous: "1.2.0",
      actor: "mona",
      digest: made.models[1]?.split("#")[1],
    });
    expect(made.github.deployments.at(-1)?.statuses).toMatchObject([
      { state: "success", description: "champion is back at mail 1.1.0" },
    ]);
    // the same run again goes no further; another one goes one more back, by the record
    await back(made.other("200"));
    expect(await championIn(made)).toEqual(["1.1.0", "1.1.0"]);
    await back(made.other("201"));
    expect(await championIn(made)).toEqual(["1.0.0", "1.0.0"]);
    await expect(back(made.other("202"))).rejects.toMatchObject({ code: "nothing-before" });
  });

  it("undoes no decision of a person, and says who promoted last, and when", async () => {
    const made = await promoted(["one", "two"]);
    await made.register("three");
    const [files, server] = await made.registries();
    await server.setAlias("mail", "champion", "1.2.0", "1.1.0");
    await expect(back(made.other("200"))).rejects.toMatchObject({
      code: "alias-moved",
      provider: "mlflow",
      message: expect.stringMatching(
        /mail@champion in registry mlflow is 1\.2\.0.*octocat, 2026-01-02T03:04:05Z.*runs\/102/,
      ),
    });
    expect(await championIn(made)).toEqual(["1.1.0", "1.2.0"]);
    expect(await files.promotions("mail")).toHaveLength(2);
  });

  it("takes what a person moved back already for what it is, and records it", async () => {
    const made = await promoted(["one", "two"]);
    const [files] = await made.registries();
    await files.setAlias("mail", "champion", "1.0.0", "1.1.0");
    await back(made.other("200"));
    expect(await championIn(made)).toEqual(["1.0.0", "1.0.0"]);
    expect((await files.promotions("mail")).at(-1)).toMatchObject({ event: "rolled-back", version: "1.0.0" });
  });

  it("asks for every registry that the promotion went into", async () => {
    const made = await promoted(["one", "two"]);
    await expect(back(made.other("200"), { registries: undefined })).rejects.toMatchObject({
      code: "registries-missing",
      problems: [{ mend: "give registries: file, mlflow" }],
    });
    expect(await championIn(made)).toEqual(["1.1.0", "1.1.0"]);
  });

  it("moves nothing where nothing was ever promoted, and where neither endpoint nor name says what", async () => {
    const made = await promoted([]);
    const { report, outputs } = await back(made.deps);
    expect(report?.json).toMatchObject({ kept: "no-record", legs: [] });
    expect(outputs.version).toBe("");
    await expect(back(made.deps, { name: undefined })).rejects.toMatchObject({ code: "bad-input" });
  });
});
