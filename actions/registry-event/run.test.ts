import { afterEach, describe, expect, it } from "vitest";
import type { Inputs } from "#action-kit";
import { registryEventSchema, registryPollSchema, ToolkitError } from "#contracts";
import type { Http } from "#platform";
import {
  closeAll,
  type FakeDeps,
  fakeEnvironment,
  fakeMlflow,
  fakeWandb,
  githubTokens,
  mlflowCall,
  openTwoRegistries,
  registryEventInputs,
  sampleMetadata,
  sampleModel,
  type TwoRegistries,
} from "#testing";
import { openRegistries } from "../open-registries.ts";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

const inputs: Inputs<typeof spec> = { ...registryEventInputs, registries: ["file", "mlflow"] };
afterEach(closeAll);

/** Both registries with one version, looked at once. */
async function looked(): Promise<TwoRegistries> {
  const made = await openTwoRegistries();
  await made.register("one");
  await poll(made.deps);
  return made;
}

async function poll(deps: FakeDeps, more: Partial<typeof inputs> = {}) {
  const { outputs, report } = await run({ ...inputs, ...more }, deps);
  const { events, polls } = registryPollSchema.parse(report?.json);
  return { outputs, events, polls, said: events.map(({ id, outcome }) => `${brief(id)} ${outcome}`), report };
}

it.each([
  ["now", /no event is ever sent.*state-store: git-ref/],
  ["all", /the same events are sent every time.*state-store: git-ref/],
] as const)("warns of a runner that remembers no look, where since is %s", async (since, warning) => {
  const made = await openTwoRegistries();
  await made.register("one");
  const environment = fakeEnvironment({ ...made.deps.environment.all(), RUNNER_ENVIRONMENT: "github-hosted" });
  await poll({ ...made.deps, environment }, { since });
  expect(made.deps.log.lines.join("\n")).toMatch(warning);
});

const sent = ({ github }: TwoRegistries): string[] =>
  github.dispatches.map(({ client_payload }) => brief(registryEventSchema.parse(client_payload).id));

/** Without what tells this MLflow server from others. */
const brief = (id: string): string => id.replace(/^mlflow-[0-9a-f]{12}/, "mlflow");

async function champion(made: TwoRegistries, version: string, seen?: string): Promise<void> {
  for (const registry of await made.registries()) await registry.setAlias("mail", "champion", version, seen);
}

describe("registry-event", () => {
  it("sends nothing at the first look, then new versions and moved aliases, once", async () => {
    const made = await looked();
    expect(sent(made)).toEqual([]);
    const two = await made.register("two");
    await champion(made, "1.1.0");
    const { outputs, report } = await poll(made.deps);
    expect(outputs.dispatched).toBe(4);
    expect(JSON.parse(String(outputs.events))).toHaveLength(4);
    expect(made.github.dispatches[1]).toEqual({
      event_type: "model-changed",
      client_payload: {
        id: "file/mail/1",
        kind: "alias",
        registry: "file",
        name: "mail",
        version: "1.1.0",
        digest: two.split("#")[1],
        ours: true,
        alias: "champion",
        previous: null,
        time: "2026-01-02T03:04:05Z",
      },
    });
    expect(report?.markdown).toContain("Events sent: 4");
    expect((await poll(made.deps)).outputs.dispatched).toBe(0);
    expect(sent(made)).toEqual(["file/mail/0", "file/mail/1", "mlflow/mail/0", "mlflow/mail/1"]);
  });

  it("looks into W&B by its own variables", async () => {
    const made = await openTwoRegistries();
    const wandb = fakeWandb();
    const variables = { WANDB_API_KEY: wandb.apiKey, WANDB_BASE_URL: wandb.baseUrl, WANDB_PROJECT: "llm" };
    const http: Http = {
      send: (request) => (request.url.startsWith(wandb.baseUrl) ? wandb.http : made.deps.http).send(request),
    };
    const environment = fakeEnvironment({ ...made.deps.environment.all(), ...variables });
    const deps = { ...made.deps, http, environment };
    const [opened] = await openRegistries(["wandb"], { ...inputs, registry: "wandb" }, deps);
    const model = { name: "mail", bump: "minor", metadata: sampleMetadata } as const;
    await opened?.registry.register({ ...model, folder: await sampleModel("one") });
    await poll(deps, { registries: ["wandb"] });
    await opened?.registry.register({ ...model, folder: await sampleModel("two") });
    await opened?.registry.setAlias("mail", "champion", "1.1.0", undefined);
    const { events } = await poll(deps, { registries: ["wandb"] });
    expect(events).toMatchObject([
      { kind: "version", version: "1.1.0", alias: null, outcome: "dispatched" },
      { kind: "alias", version: "1.1.0", alias: "champion", outcome: "dispatched" },
    ]);
  });

  it("sends what a scientist logged by MLflow's own client, by MLflow's number", async () => {
    const made = await looked();
    const by = (path: string, body: object) => mlflowCall(made.deps.http, "http://mlflow.example", "POST", path, body);
    await by("/mlflow/model-versions/create", { name: "mail", source: "mlflow-artifacts:/1/elsewhere" });
    await by("/mlflow/registered-models/alias", { name: "mail", alias: "candidate", version: "2" });
    const { events } = await poll(made.deps);
    expect(events).toMatchObject([
      { kind: "version", registry: "mlflow", version: "2", digest: null, ours: false, outcome: "dispatched" },
      { kind: "alias", version: "2", alias: "candidate", ours: false, outcome: "dispatched" },
    ]);
    expect((await poll(made.deps)).events).toEqual([]);
  });

  it("keeps two MLflow servers apart where only the variables of the job tell them", async () => {
    const made = await looked();
    const other = fakeMlflow();
    const address = "http://other-mlflow.example";
    const http: Http = {
      send: (request) =>
        request.url.startsWith(address)
          ? other.http.send({ ...request, url: request.url.replace(address, other.address) })
          : made.deps.http.send(request),
    };
    const environment = fakeEnvironment({ ...made.deps.environment.all(), MLFLOW_TRACKING_URI: address });
    const elsewhere = { ...made.deps, http, environment };
    const by = (path: string, body: object) => mlflowCall(other.http, other.address, "POST", path, body);
    await by("/mlflow/registered-models/create", { name: "mail" });
    for (const _time of [1, 2])
      await by("/mlflow/model-versions/create", { name: "mail", source: "mlflow-artifacts:/1/x" });
    const only = { registries: ["mlflow"] };
    // a first look of its own, and no news of the first server's
    expect(await poll(elsewhere, only)).toMatchObject({ events: [], polls: [{ state: "first", versions: 2 }] });
    await made.register("two");
    await by("/mlflow/model-versions/create", { name: "mail", source: "mlflow-artifacts:/1/x" });
    const [here, there] = [await poll(made.deps, only), await poll(elsewhere, only)];
    expect(here.events).toMatchObject([{ version: "1.1.0" }]);
    expect(there.events).toMatchObject([{ version: "3" }]);
    expect(new Set([...here.events, ...there.events].map(({ id }) => id)).size).toBe(2);
    // said by an input, it is the same place
    expect((await poll(made.deps, { ...only, "registry-uri": "http://mlflow.example/" })).polls).toMatchObject([
      { state: "polled" },
    ]);
  });

  it("sends all that is there at the first look where that is asked, and only shows it in a dry run", async () => {
    const made = await openTwoRegistries();
    await made.register("one");
    const dry = { "dry-run": true, since: "all", "github-token": undefined } as const;
    for (const _time of [1, 2])
      expect((await poll(made.deps, dry)).said).toEqual(["file/mail/0 dry-run", "mlflow/mail/0 dry-run"]);
    expect(sent(made)).toEqual([]);
    await poll(made.deps, { since: "all" });
    expect(sent(made)).toEqual(["file/mail/0", "mlflow/mail/0"]);
  });

  it("tells an alias that moves there and back by events of their own; what was between two looks, nobody saw", async () => {
    const made = await looked();
    await made.register("two");
    await champion(made, "1.0.0");
    await poll(made.deps);
    const before = sent(made).length;
    await champion(made, "1.1.0", "1.0.0");
    await champion(made, "1.0.0", "1.1.0");
    expect((await poll(made.deps)).events).toEqual([]);
    const moves: string[] = [];
    for (const [to, from] of [
      ["1.1.0", "1.0.0"],
      ["1.0.0", "1.1.0"],
      ["1.1.0", "1.0.0"],
    ] as const) {
      await champion(made, to, from);
      const { events } = await poll(made.deps, { registries: ["file"] });
      moves.push(...events.map(({ previous, version }) => `${previous} -> ${version}`));
    }
    expect(moves).toEqual(["1.0.0 -> 1.1.0", "1.1.0 -> 1.0.0", "1.0.0 -> 1.1.0"]);
    expect(new Set(sent(made)).size).toBe(before + 3);
  });

  it("is killed before every single change: no event comes twice, and what may have been sent is reported as unknown", async () => {
    let died = true;
    let lost = 0;
    for (let calls = 1; died; calls += 1) {
      const made = await looked();
      await made.register("two");
      await champion(made, "1.1.0");
      died = await poll(made.dying(calls)).then(
        () => false,
        () => true,
      );
      await made.deps.clock.sleep(11 * 60_000);
      const next = await poll(made.deps);
      const unknown = next.events.filter(({ outcome }) => outcome === "unknown").map(({ id }) => brief(id));
      lost += unknown.length;
      expect(new Set(sent(made)).size, `killed before change ${calls}`).toBe(sent(made).length);
      const known = new Set([...sent(made), ...unknown]);
      expect([...known].sort()).toEqual(["file/mail/0", "file/mail/1", "mlflow/mail/0", "mlflow/mail/1"]);
      expect((await poll(made.deps)).events).toEqual([]);
      await closeAll();
    }
    // before the call and after it, for each of the four
    expect(lost).toBeGreaterThanOrEqual(8);
  }, 120_000);

  it("of two at once sends each event once", async () => {
    const made = await looked();
    await made.register("two");
    await champion(made, "1.1.0");
    let second: Promise<Awaited<ReturnType<typeof poll>>> | undefined;
    const slow: Http = {
      async send(request) {
        if (request.url.endsWith("/dispatches") && !second) {
          second = poll(made.other("43"), { registries: ["file"] });
          await second;
        }
        return await made.deps.http.send(request);
      },
    };
    await poll({ ...made.deps, http: slow }, { registries: ["file"] });
    expect((await second)?.polls).toMatchObject([{ state: "busy" }]);
    expect(sent(made)).toEqual(["file/mail/0", "file/mail/1"]);
    await made.register("three");
    await Promise.all([1, 2, 3].map(() => poll({ ...made.deps, exec: { ...made.deps.exec, isAlive: () => true } })));
    expect(new Set(sent(made)).size).toBe(sent(made).length);
  });

  it("leaves what a throttled forge refuses to the next run, and does not send again what may have arrived", async () => {
    const made = await looked();
    await made.register("two");
    await champion(made, "1.1.0");
    made.github.misbehave = (_request, response, operation) => {
      if (operation !== "repos/create-dispatch-event" || made.github.dispatches.length < 1) return false;
      const reset = String(Math.floor(made.deps.clock.now() / 1000) + 3600);
      response.writeHead(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset }).end("{}");
      return true;
    };
    const throttled = await poll(made.deps, { registries: ["file"] });
    expect(throttled.said).toEqual(["file/mail/0 dispatched", "file/mail/1 deferred"]);
    made.github.misbehave = (request) => {
      request.socket.destroy();
      return true;
    };
    expect((await poll(made.deps, { registries: ["file"] })).said).toEqual(["file/mail/1 unknown"]);
    made.github.misbehave = undefined;
    expect((await poll(made.deps, { registries: ["file"] })).events).toEqual([]);
    expect(sent(made)).toEqual(["file/mail/0"]);
  });

  it("fails where the token may not, with every event left for the next run", async () => {
    const made = await looked();
    await made.register("two");
    const refused = poll(made.deps, { "github-token": githubTokens.reader });
    await expect(refused).rejects.toMatchObject({
      code: "forge-forbidden",
      hint: expect.stringContaining("contents: write"),
    });
    await expect(poll(made.deps, { "github-token": undefined })).rejects.toMatchObject({ code: "forge-unauthorized" });
    expect(sent(made)).toEqual([]);
    expect((await poll(made.deps)).said).toEqual(["file/mail/0 dispatched", "mlflow/mail/0 dispatched"]);
  });

  it("looks at the other registries where one cannot be reached, and then fails", async () => {
    const made = await looked();
    await made.register("two");
    const down: Http = {
      async send(request) {
        if (!request.url.includes("mlflow.example")) return await made.deps.http.send(request);
        throw new ToolkitError({ code: "http-unreachable", message: "mlflow.example could not be reached" });
      },
    };
    const failing = poll({ ...made.deps, http: down }, { registries: ["mlflow", "file"] });
    await expect(failing).rejects.toMatchObject({ code: expect.stringMatching(/unreachable/) });
    expect(sent(made)).toEqual(["file/mail/0"]);
    await expect(poll(made.deps, { names: ["../x", "Mail"] })).rejects.toMatchObject({
      code: "bad-name",
      problems: [{}, {}],
    });
    await expect(poll(made.deps, { names: [] })).rejects.toMatchObject({ code: "bad-name" });
  });
});
