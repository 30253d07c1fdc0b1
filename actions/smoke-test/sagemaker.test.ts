import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Inputs } from "#action-kit";
import { nodeClock, nodeHttp } from "#platform";
import { type AsyncContainer, awsKey, type FakeSageMaker, fakeDeps, fakeEnvironment, fakeSageMaker } from "#testing";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

const completion = {
  model: "mail",
  choices: [{ message: { role: "assistant", content: "spam" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 1 },
};
const suite =
  "schemaVersion: 1\nprobes:\n  - name: probe\n    messages: [{ role: user, content: hi }]\n    expect: { contains: [spam] }\n";

interface Told {
  asked?: string;
  asynchronous?: AsyncContainer;
}

let server: FakeSageMaker;
afterEach(() => server?.close());

async function smoke(changed: Partial<Inputs<typeof spec>>, { asked = suite, asynchronous }: Told = {}) {
  const container = { contentType: "application/json", answer: () => [JSON.stringify(completion)] };
  server = await fakeSageMaker("mail", awsKey, container, asynchronous);
  const environment = fakeEnvironment({
    AWS_REGION: awsKey.region,
    AWS_ACCESS_KEY_ID: awsKey.accessKeyId,
    AWS_SECRET_ACCESS_KEY: awsKey.secretAccessKey,
    AWS_ENDPOINT_URL: server.origin,
  });
  const deps = await fakeDeps({ environment, http: nodeHttp(), clock: nodeClock() });
  await writeFile(join(deps.workspace, "smoke.yaml"), asked);
  const inputs = { suite: "smoke.yaml", target: "sagemaker", "sagemaker-endpoint": "mail", model: "mail", ...changed };
  return await run({ ...inputs, language: "en" } as Inputs<typeof spec>, deps);
}

describe("smoke-test of SageMaker", () => {
  it("asks the inference component that it is told, and no other", async () => {
    expect((await smoke({ "sagemaker-component": "mail-abc" })).verdict).toBe("pass");
    expect(server.invocations.map(({ headers }) => headers["x-amzn-sagemaker-inference-component"])).toEqual([
      "mail-abc",
    ]);
  });

  it("takes a variant or a component, for a component stands on a variant already", async () => {
    await expect(smoke({ "sagemaker-component": "mail-abc", "sagemaker-variant": "canary" })).rejects.toMatchObject({
      problems: [{ where: "sagemaker-variant", mend: expect.stringContaining("sagemaker-component") }],
    });
    expect(server.invocations).toEqual([]);
  });

  const asynchronous = { output: "s3://answers/mail", failure: "s3://answers/failures", looks: 1 };
  const input = { "sagemaker-async-input": "s3://answers/questions", "sagemaker-async-timeout": 60 };

  it("asks an asynchronous endpoint through S3, and leaves nothing there", async () => {
    expect((await smoke(input, { asynchronous })).verdict).toBe("pass");
    expect(server.invocations).toMatchObject([{ body: { messages: [{ role: "user", content: "hi" }] } }]);
    expect([...server.s3.objects.keys()]).toEqual([]);
  });

  it("fails where an asynchronous endpoint fails, or is asked as another one", async () => {
    const failing = await smoke(input, { asynchronous: { ...asynchronous, fails: "CUDA" } });
    expect([failing.verdict, failing.report?.markdown]).toEqual(["fail", expect.stringContaining("CUDA")]);
    await server.close();
    expect((await smoke({}, { asynchronous })).verdict).toBe("fail");
    await server.close();
    expect((await smoke(input)).verdict).toBe("fail");
  });

  it("refuses what an asynchronous endpoint cannot be asked, before anything is laid", async () => {
    const streaming = suite
      .replace("messages:", "stream: true\n    messages:")
      .replace("probes:", "endpoint: { streaming: true }\nprobes:");
    await expect(smoke(input, { asynchronous, asked: streaming })).rejects.toMatchObject({
      code: "not-askable",
      problems: [{ where: "smoke.yaml: endpoint.streaming" }, { where: "smoke.yaml: probes.stream" }],
    });
    await expect(smoke({ ...input, "sagemaker-variant": "a", "sagemaker-component": "b" })).rejects.toMatchObject({
      problems: [{ where: "sagemaker-variant" }, { where: "sagemaker-component" }],
    });
  });
});
