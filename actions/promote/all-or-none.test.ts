import { afterEach, describe, expect, it } from "vitest";
import type { Http, HttpRequest, HttpResponse } from "#platform";
import { registryProviders } from "#registry";
import {
  type FakeDeps,
  fakeEnvironment,
  fakeHub,
  promoteInputs,
  sampleMetadata,
  sampleModel,
  twoRegistries,
} from "#testing";
import { openState } from "../open-state.ts";
import { intentKey } from "../promotion-intent.ts";
import { run } from "./run.ts";

const registries = ["mlflow", "huggingface"];
const close: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of close.splice(0)) await one();
});

type Send = (request: HttpRequest, go: () => Promise<HttpResponse>) => Promise<HttpResponse>;

/** MLflow and the Hub with one model, which was never promoted. */
async function world() {
  const made = await twoRegistries();
  close.push(() => made.github.close());
  const hub = fakeHub();
  const variables = { HF_ENDPOINT: hub.baseUrl, HF_TOKEN: hub.token, HF_HUB_DISABLE_TELEMETRY: "1" };
  const mlflow = made.deps.environment.get("MLFLOW_TRACKING_URI") as string;
  const of = (deps: FakeDeps, send: Send = (_request, go) => go()): FakeDeps => {
    const http: Http = {
      send: (request) => send(request, () => (request.url.startsWith(mlflow) ? deps.http : hub.http).send(request)),
    };
    const own = Object.fromEntries(
      ["XDG_STATE_HOME", "MLFLOW_TRACKING_URI"].map((key) => [key, deps.environment.get(key)]),
    );
    return { ...deps, http, environment: fakeEnvironment({ ...(own as Record<string, string>), ...variables }) };
  };
  const [, server] = await made.registries();
  const models = await registryProviders.huggingface(of(made.deps), {
    token: hub.token,
    endpoint: hub.baseUrl,
    cacheFolder: `${made.deps.workspace}/hub`,
  });
  const folder = await sampleModel("one");
  const candidate = { name: "mail", folder, bump: "minor", metadata: sampleMetadata } as const;
  for (const each of [server, models]) await each.register(candidate);
  const modelRef = (await server.list("mail"))[0]?.modelRef as string;
  return {
    hub,
    of: (runId: string, send?: Send) => of(made.other(runId), send),
    promote: (deps: FakeDeps) => run({ ...promoteInputs, registries, "model-ref": modelRef, force: "a test" }, deps),
    champions: async () => [
      (await server.find("mail@champion"))?.version,
      (await models.find("mail@champion"))?.version,
    ],
    /** Both or none of the registries have it, on record too, and the intent is closed. */
    async requireWhole(wanted: string | undefined): Promise<void> {
      for (const each of [server, models]) {
        expect((await each.find("mail@champion"))?.version).toBe(wanted);
        expect((await each.promotions("mail")).at(-1)?.version ?? undefined).toBe(wanted);
      }
      const intent = (await (await openState(promoteInputs, made.deps)).read(intentKey("mail")))?.value;
      if (intent !== undefined) expect(intent).not.toMatchObject({ state: "open" });
      expect(hub.state.repositories.get("octo/mail")?.branches.has("champion")).toBe(wanted !== undefined);
    },
  };
}

const refuses =
  (calls: RegExp): Send =>
  async (request, go) => {
    if (!calls.test(`${request.method ?? "GET"} ${request.url}`)) return await go();
    const body = JSON.stringify({ error: "You don't have the rights", error_code: "PERMISSION_DENIED", message: "no" });
    return {
      status: 403,
      headers: new Map([["content-type", "application/json"]]),
      body: (async function* () {
        yield Buffer.from(body);
      })(),
      text: async () => body,
      json: async () => JSON.parse(body),
    };
  };

/** A process that is killed before its n-th change at either of them. */
function dying(calls: number): Send {
  let left = calls;
  return async (request, go) => {
    const reads =
      ["GET", "HEAD"].includes(request.method ?? "GET") || /\/search|\/(preupload|batch)(\/|$)/.test(request.url);
    if (!reads) left -= 1;
    if (left <= 0) throw new Error("killed");
    return await go();
  };
}

const toHub = /^POST .*\/commit\//;
const toMlflow = /^POST .*(log-parameter|alias)/;

describe("a first promotion into MLflow and the Hub", () => {
  it.each([
    ["the Hub", toHub],
    ["MLflow", toMlflow],
    ["MLflow's aliases", /^POST .*registered-models.alias/],
  ])("is in none of them where %s refuses it for good", async (_name, calls) => {
    const { of, promote, requireWhole } = await world();
    await expect(promote(of("43", refuses(calls)))).rejects.toThrow();
    await requireWhole(undefined);
    await promote(of("44"));
    await requireWhole("1.0.0");
  });

  it("is in both when it is killed before any one change and made again", async () => {
    let died = true;
    let halves = 0;
    for (let calls = 1; died; calls += 1) {
      const { of, promote, champions, requireWhole } = await world();
      died = await promote(of("42", dying(calls))).then(
        () => false,
        () => true,
      );
      if (new Set(await champions()).size > 1) halves += 1;
      await promote(of("42"));
      await requireWhole("1.0.0");
    }
    expect(halves).toBeGreaterThan(0);
  });

  it("is in none of them when it was killed half-done, and the other one refuses it for good from then on", async () => {
    let died = true;
    let halves = 0;
    for (let calls = 1; died; calls += 1) {
      const { of, promote, champions, requireWhole } = await world();
      died = await promote(of("42", dying(calls))).then(
        () => false,
        () => true,
      );
      const [server, hub] = await champions();
      if (server === undefined || hub !== undefined) continue;
      halves += 1;
      await expect(promote(of("42", refuses(toHub)))).rejects.toThrow();
      await requireWhole(undefined);
      await promote(of("42"));
      await requireWhole("1.0.0");
    }
    expect(halves).toBeGreaterThan(0);
  });
});
