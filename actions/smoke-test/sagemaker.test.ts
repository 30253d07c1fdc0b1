import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Inputs } from "#action-kit";
import { nodeClock, nodeHttp } from "#platform";
import { awsKey, type FakeSageMaker, fakeDeps, fakeEnvironment, fakeSageMaker } from "#testing";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

const completion = {
  model: "mail",
  choices: [{ message: { role: "assistant", content: "spam" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 1 },
};
const suite =
  "schemaVersion: 1\nprobes:\n  - name: probe\n    messages: [{ role: user, content: hi }]\n    expect: { contains: [spam] }\n";

let server: FakeSageMaker;
afterEach(() => server?.close());

async function smoke(changed: Partial<Inputs<typeof spec>>) {
  server = await fakeSageMaker("mail", awsKey, {
    contentType: "application/json",
    answer: () => [JSON.stringify(completion)],
  });
  const environment = fakeEnvironment({
    AWS_REGION: awsKey.region,
    AWS_ACCESS_KEY_ID: awsKey.accessKeyId,
    AWS_SECRET_ACCESS_KEY: awsKey.secretAccessKey,
    AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME: server.origin,
  });
  const deps = await fakeDeps({ environment, http: nodeHttp(), clock: nodeClock() });
  await writeFile(join(deps.workspace, "smoke.yaml"), suite);
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
});
