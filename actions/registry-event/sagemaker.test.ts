import { afterEach, describe, expect, it } from "vitest";
import type { Inputs } from "#action-kit";
import { type RegistryEvent, registryEventSchema, registryPollSchema } from "#contracts";
import type { Http } from "#platform";
import {
  awsEnvironment,
  closeAll,
  fakeEnvironment,
  openTwoRegistries,
  registryEventInputs,
  sageMakerUnderTest,
  sampleMetadata,
  sampleModel,
} from "#testing";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

const inputs: Inputs<typeof spec> = { ...registryEventInputs, registry: "sagemaker" };
afterEach(closeAll);

async function watched() {
  const made = await openTwoRegistries();
  const aws = await sageMakerUnderTest();
  const http: Http = {
    send: (request) => (request.url.includes(".amazonaws.com") ? aws.fake.http : made.deps.http).send(request),
  };
  const variables = { ...awsEnvironment, GENAI_MLOPS_SAGEMAKER_URI: "s3://models/llm" };
  const poll = async (more: Partial<typeof inputs> = {}, changed: Record<string, string> = {}) => {
    const environment = fakeEnvironment({ ...made.deps.environment.all(), ...variables, ...changed });
    const { outputs, report } = await run({ ...inputs, ...more }, { ...made.deps, http, environment });
    return { outputs, report, ...registryPollSchema.parse(report?.json) };
  };
  const register = async (weight: string) =>
    await aws
      .open()
      .register({ name: "mail", folder: await sampleModel(weight), bump: "minor", metadata: sampleMetadata });
  /** As somebody with SageMaker Studio, or another tool, would. */
  const decide = (version: number, status: string): void => {
    const found = aws.fake.control.packages.get(`mail/${version}`);
    if (found) found.given = { ...found.given, ModelApprovalStatus: status };
  };
  const logByOthers = (version: number, status = "PendingManualApproval"): void => {
    const mine = aws.fake.control.packages.get("mail/1");
    if (!mine) throw new Error("nothing is registered");
    aws.fake.control.packages.set(`mail/${version}`, {
      ...mine,
      arn: mine.arn.replace(/\d+$/, String(version)),
      version,
      given: { ...mine.given, ModelPackageDescription: "of a notebook", ModelApprovalStatus: status },
    });
  };
  const sent = (): RegistryEvent[] =>
    made.github.dispatches.map(({ client_payload }) => registryEventSchema.parse(client_payload));
  return { made, aws, poll, register, decide, logByOthers, sent };
}

/** What was said of a version. */
const said = (event: RegistryEvent): unknown[] => [
  event.kind,
  event.version,
  event.kind === "approval" ? event.approval : event.alias,
  event.ours,
];

describe("registry-event, with SageMaker", () => {
  it("sends new versions, moved aliases and decisions of people, once each", async () => {
    const { aws, poll, register, decide, sent } = await watched();
    await register("one");
    expect((await poll()).outputs.dispatched).toBe(0);
    const { version } = await register("two");
    await aws.open().setAlias("mail", "challenger", "1.1.0", undefined);
    expect((await poll()).outputs.dispatched).toBe(2);
    decide(2, "Approved");
    const { report } = await poll();
    expect(report?.markdown).toContain("decision: Approved");
    expect(sent().map(said)).toEqual([
      ["version", "1.1.0", null, true],
      ["alias", "1.1.0", "challenger", true],
      ["approval", "1.1.0", "Approved", true],
    ]);
    expect(sent().at(-1)).toMatchObject({ digest: version.digest, previous: "PendingManualApproval" });
    decide(2, "Rejected");
    for (const _time of [1, 2]) await poll();
    expect(sent().slice(3).map(said)).toEqual([["approval", "1.1.0", "Rejected", true]]);
  });

  it("sends what another tool put into the group, by SageMaker's number and without a digest", async () => {
    const { poll, register, decide, logByOthers, sent } = await watched();
    await register("one");
    await poll();
    logByOthers(2);
    const { report } = await poll();
    expect(report?.markdown).toContain("2, of another tool");
    decide(2, "Approved");
    await poll();
    logByOthers(3, "Approved");
    await poll();
    expect(sent().map(said)).toEqual([
      ["version", "2", null, false],
      ["approval", "2", "Approved", false],
      ["version", "3", null, false],
      ["approval", "3", "Approved", false],
    ]);
    expect(sent().every(({ digest }) => digest === null)).toBe(true);
  });

  it("sees no version in a package whose run was killed, whatever step it came to", async () => {
    let calls = 0;
    for (let died = true; died; ) {
      calls += 1;
      const { aws, poll } = await watched();
      const candidate = {
        name: "mail",
        folder: await sampleModel("one"),
        bump: "minor",
        metadata: sampleMetadata,
      } as const;
      died = await aws
        .openDying(calls)
        .register(candidate)
        .then(
          () => false,
          () => true,
        );
      const { events } = await poll({ since: "all", "dry-run": true });
      expect(events.filter(({ ours }) => !ours)).toEqual([]);
      expect(events.map(({ version }) => version)).toEqual(
        (await aws.open().list("mail")).map(({ version }) => version),
      );
    }
    expect(calls).toBeGreaterThan(5);
  });

  it("keeps regions and prefixes apart where variables alone say them", async () => {
    const { poll, register, sent } = await watched();
    await register("one");
    await poll();
    // nothing is known of that place: what lies there is not what this one was looked at for
    const other = await poll({ since: "all" }, { GENAI_MLOPS_SAGEMAKER_URI: "s3://models/other" });
    expect(other.polls).toMatchObject([{ state: "first" }]);
    expect((await poll()).polls).toMatchObject([{ state: "polled" }]);
    expect((await poll({ "registry-uri": "s3://models/llm" })).polls).toMatchObject([{ state: "polled" }]);
    expect(sent().filter(({ ours }) => ours)).toEqual([]);
  });
});
