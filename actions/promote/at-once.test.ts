import { afterEach, describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import type { Http } from "#platform";
import { type FakeDeps, promoteInputs, rollbackInputs, runRollback, type TwoRegistries, twoRegistries } from "#testing";
import { openState } from "../open-state.ts";
import { intentKey } from "../promotion-intent.ts";
import { run } from "./run.ts";

const registries = ["file", "mlflow"];
const open: TwoRegistries[] = [];
afterEach(async () => {
  for (const { github } of open.splice(0)) await github.close();
});

async function world(): Promise<TwoRegistries & { models: string[] }> {
  const made = await twoRegistries();
  open.push(made);
  const models: string[] = [];
  for (const weight of ["one", "two", "three"]) models.push(await made.register(weight));
  await promote(models[0], made.deps);
  return { ...made, models };
}

const promote = (modelRef: string | undefined, deps: FakeDeps) =>
  run({ ...promoteInputs, registries, "model-ref": modelRef, force: "a test" }, deps);

async function championIn(made: TwoRegistries): Promise<(string | undefined)[]> {
  return await Promise.all((await made.registries()).map(async (each) => (await each.find("mail@champion"))?.modelRef));
}

/** The same world where calls of one kind to MLflow fail or wait. */
const withHttp = (
  deps: FakeDeps,
  send: (url: string, go: () => ReturnType<Http["send"]>) => ReturnType<Http["send"]>,
) => ({
  ...deps,
  http: { send: (request) => send(`${request.method ?? "GET"} ${request.url}`, () => deps.http.send(request)) } as Http,
});

describe("two promotions at once", () => {
  it("are one after the other where the first ends in time", async () => {
    const made = await world();
    let second: Promise<unknown> | undefined;
    const slow = withHttp(made.other("43"), async (url, go) => {
      if (/^POST .*log-parameter/.test(url))
        second ??= promote(made.models[2], {
          ...made.other("44"),
          clock: { ...made.deps.clock, sleep: async () => void (await first) },
        });
      return await go();
    });
    const first = promote(made.models[1], slow);
    expect((await first).outputs["model-ref"]).toBe(made.models[1]);
    await second;
    expect(await championIn(made)).toEqual([made.models[2], made.models[2]]);
    const records = await Promise.all((await made.registries()).map((each) => each.promotions("mail")));
    expect(records[0]?.map(({ version }) => version)).toEqual(["1.0.0", "1.1.0", "1.2.0"]);
    expect(records[1]?.map(({ id }) => id)).toEqual(records[0]?.map(({ id }) => id));
  });

  it("end with a refusal that names who is at it, where the first takes long", async () => {
    const made = await world();
    await promote(made.models[1], { ...made.dying(8), github: made.other("43", "hubot").github }).catch(
      () => undefined,
    );
    const state = await openState(promoteInputs, made.deps);
    expect((await state.read(intentKey("mail")))?.value).toMatchObject({ state: "open", actor: "hubot" });
    await expect(promote(made.models[2], made.other("44"))).rejects.toMatchObject({
      code: "promotion-under-way",
      retryable: true,
      message: expect.stringMatching(/by hubot since 2026-.*runs\/43/),
    });
  });

  it("are one where the first was only slow: it stops as soon as it sees that it was taken for dead", async () => {
    const made = await world();
    let second: Promise<unknown> | undefined;
    const slow = withHttp(made.other("43"), async (url, go) => {
      if (second === undefined && /^POST .*log-parameter/.test(url)) {
        await made.deps.clock.sleep(400_000);
        second = promote(made.models[2], made.other("44"));
        await second;
      }
      return await go();
    });
    await expect(promote(made.models[1], slow)).rejects.toMatchObject({
      code: expect.stringMatching(/promotion-taken-over|alias-moved/),
    });
    expect(await championIn(made)).toEqual([made.models[2], made.models[2]]);
  });
});

describe("a promotion that was only slow", () => {
  it("moves nothing any more when somebody undid it meanwhile", async () => {
    const made = await world();
    await promote(made.models[1], made.other("42"));
    const [files] = await made.registries();
    let undone: Promise<unknown> | undefined;
    const slow = withHttp(made.other("43"), async (_url, go) => {
      if (undone === undefined && (await files.find("mail@champion"))?.modelRef === made.models[2]) {
        await made.deps.clock.sleep(400_000);
        undone = runRollback({ ...rollbackInputs, registries, name: "mail" }, made.other("44"));
        await undone;
      }
      return await go();
    });
    await expect(promote(made.models[2], slow)).rejects.toMatchObject({ code: "promotion-taken-over" });
    expect(undone).toBeDefined();
    expect(await championIn(made)).toEqual([made.models[1], made.models[1]]);
  });
});

describe("a promotion that a registry refuses", () => {
  it("goes back at once in the others, and the intent is closed", async () => {
    const made = await world();
    await expect(promote(made.models[1], refusing(made, /^POST .*(log-parameter|alias)/))).rejects.toMatchObject({
      code: "mlflow-forbidden",
    });
    expect(await championIn(made)).toEqual([made.models[0], made.models[0]]);
    const state = await openState(promoteInputs, made.deps);
    expect((await state.read(intentKey("mail")))?.value).toMatchObject({ state: "undone" });
    await promote(made.models[1], made.other("44"));
    expect(await championIn(made)).toEqual([made.models[1], made.models[1]]);
  });

  it("goes back to no alias at all where it was the first one", async () => {
    const made = await twoRegistries();
    open.push(made);
    const one = await made.register("one");
    await expect(promote(one, refusing(made, /^POST .*(log-parameter|alias)/))).rejects.toMatchObject({
      code: "mlflow-forbidden",
    });
    expect(await championIn(made)).toEqual([undefined, undefined]);
    const state = await openState(promoteInputs, made.deps);
    expect((await state.read(intentKey("mail")))?.value).toMatchObject({ state: "undone" });
    await promote(one, made.other("44", "hubot"));
    expect(await championIn(made)).toEqual([one, one]);
  });

  it("goes back where only the alias itself is refused, after the ledger took the move", async () => {
    const first = await twoRegistries();
    open.push(first);
    const model = await first.register("one");
    await expect(promote(model, refusing(first, /^POST .*registered-models.alias/))).rejects.toMatchObject({
      code: "mlflow-forbidden",
    });
    expect(await championIn(first)).toEqual([undefined, undefined]);
    const made = await world();
    await expect(promote(made.models[1], refusing(made, /^POST .*registered-models.alias/))).rejects.toMatchObject({
      code: "mlflow-forbidden",
    });
    expect(await championIn(made)).toEqual([made.models[0], made.models[0]]);
  });

  it("has it on record in all of them, where it was refused when the first one had it there already", async () => {
    const made = await twoRegistries();
    open.push(made);
    const one = await made.register("one");
    let refusals = 0;
    const once = withHttp(made.other("43"), async (url, go) => {
      const [files, server] = await made.registries();
      const recorded = (await files.promotions("mail")).length > 0 && (await server.promotions("mail")).length === 0;
      if (!/^POST .*log-parameter/.test(url) || !recorded || refusals > 0) return await go();
      refusals += 1;
      throw new ToolkitError({ code: "mlflow-forbidden", status: 403, message: "no permission" });
    });
    await expect(promote(one, once)).rejects.toMatchObject({ code: "mlflow-forbidden" });
    expect(await championIn(made)).toEqual([undefined, undefined]);
    for (const each of await made.registries()) {
      const entries = await each.promotions("mail");
      expect(entries.map(({ event, previous, version }) => [event, previous, version])).toEqual([
        ["promoted", null, "1.0.0"],
        ["rolled-back", "1.0.0", null],
      ]);
      expect(entries.at(-1)?.digest).toBeNull();
    }
    const { report } = await promote(one, made.other("44"));
    expect(report?.markdown).toContain("1.0.0");
    expect(await championIn(made)).toEqual([one, one]);
  });

  it("is settled by no run that was not given all its registries, and leaves alone what a person set in between", async () => {
    const { made, one } = await diedInBetween();
    const [, server] = await made.registries();
    const alone = run({ ...promoteInputs, "model-ref": one, force: "x" }, made.deps);
    await expect(alone).rejects.toMatchObject({ code: "registries-missing", hint: "give registries: file, mlflow" });
    await server.setAlias("mail", "champion", "1.1.0", undefined);
    const { report } = await promote(one, made.other("42", "hubot"));
    expect(report?.json).toMatchObject({
      settled: [{ outcome: "undone", actor: "octocat" }],
      legs: [
        { registry: "file", from: null, to: "1.0.0" },
        { registry: "mlflow", from: "1.1.0", to: "1.0.0" },
      ],
    });
    expect(report?.markdown).toContain(
      "What a run of octocat of 2026-01-02T03&#58;04:05Z had left half-done was undone",
    );
    expect(await championIn(made)).toEqual([one, one]);
  });
});

/** Another run of the same world, to which MLflow refuses these calls for good. */
const refusing = (made: TwoRegistries, calls: RegExp) =>
  withHttp(made.other("43"), async (url, go) => {
    if (calls.test(url)) throw new ToolkitError({ code: "mlflow-forbidden", status: 403, message: "no permission" });
    return await go();
  });

/** A first promotion that was killed when the alias stood in the first registry, and not yet in the second. */
async function diedInBetween(): Promise<{ made: TwoRegistries; one: string }> {
  for (let calls = 1; ; calls += 1) {
    const made = await twoRegistries();
    open.push(made);
    const one = await made.register("one");
    await made.register("two");
    await promote(one, made.dying(calls)).catch(() => undefined);
    const [files, server] = await championIn(made);
    if (files !== undefined && server === undefined) return { made, one };
    expect(calls).toBeLessThan(50);
  }
}
