import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AsyncContainer, awsKey, fakeAws, fakeSageMaker } from "#testing";
import { installMoto, type Moto, startMoto } from "./sagemaker/moto.ts";

interface Said {
  alike: [operation: string, answer: unknown][];
  apart: Record<string, unknown>;
}

let python: string;
let moto: Moto;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  python = await installMoto();
  moto = await startMoto(python);
});

afterAll(async () => {
  for (const close of closing) await close();
  await moto?.close();
});

/** What Amazon's own Python client is told by a program. */
async function told<Answer>(program: string, url: string): Promise<Answer> {
  const { accessKeyId, secretAccessKey, region } = awsKey;
  const script = join(import.meta.dirname, "sagemaker", program);
  // the emulators answer from this process
  const { stdout } = await promisify(execFile)(python, [script, url, accessKeyId, secretAccessKey, region]);
  return JSON.parse(stdout) as Answer;
}

describe("moto and the emulator of SageMaker's endpoints", () => {
  let inMoto: Said;
  let inEmulator: Said;

  beforeAll(async () => {
    const aws = fakeAws(Date.now);
    // moto has everything InService at once
    Object.assign(aws.control.options, { startMs: 0, weightMs: 0 });
    const server = await aws.serveSageMaker();
    closing.push(server.close);
    inMoto = await told<Said>("serving_calls.py", moto.url);
    inEmulator = await told<Said>("serving_calls.py", server.url);
  });

  it("say the same of models, configurations, endpoints and tags, made, changed, listed and deleted", () => {
    expect(inEmulator.alike.length).toBeGreaterThan(30);
    expect(inEmulator.alike).toEqual(inMoto.alike);
  });

  // what SageMaker does there is known by its reference, and by the tests of the emulator
  it.each([
    "a tag whose key is there is added beside it",
    "a list has one page, whatever its length",
    "a part of a name is passed over",
    "a model is made again over the one that is there",
    "instances of the fifth generation of GPUs are unknown",
    "an endpoint is given no other configuration",
    "a weight of 0 is not told",
    "a model that nobody knows is named by no ARN",
  ])("differ where moto is not faithful: %s", (what) => {
    expect([inMoto.apart[what], inEmulator.apart[what]]).toEqual([expect.anything(), expect.anything()]);
    expect(inMoto.apart[what]).not.toEqual(inEmulator.apart[what]);
  });

  it("differ in nothing else that is looked at", () => {
    expect(Object.keys(inMoto.apart)).toHaveLength(8);
    expect(Object.keys(inEmulator.apart)).toEqual(Object.keys(inMoto.apart));
  });
});

describe("Amazon's own Python client at the emulated runtime", () => {
  const container = { contentType: "application/json", answer: () => ['{"answer": 42}'] };
  const runtime = async (asynchronous?: AsyncContainer) => {
    const server = await fakeSageMaker("mail", awsKey, container, asynchronous);
    closing.push(server.close);
    return await told<Record<string, unknown>>("invoke.py", server.origin);
  };

  it("asks an asynchronous endpoint by S3, and by that alone", async () => {
    const asynchronous = { output: "s3://answers/mail", failure: "s3://answers/failures", looks: 2 };
    expect(await runtime(asynchronous)).toEqual({
      sync: "ValidationError",
      async: { output: "s3://answers/mail/r-1.out", failure: "s3://answers/failures/r-1-error.out", id: "r-1" },
      answers: ["NoSuchKey", '{"answer": 42}'],
    });
  });

  it("asks any other at once", async () => {
    expect(await runtime()).toEqual({ sync: '{"answer": 42}', async: "ValidationError" });
  });
});
