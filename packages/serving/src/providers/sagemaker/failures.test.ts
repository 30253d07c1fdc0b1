import { describe, expect, it } from "vitest";
import { sageMakerServingUnderTest } from "#testing";

const refusal = (type: string, message: string, status = 400) => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify({ __type: type, message }),
});

describe("calls to SageMaker", () => {
  it("are made again when they were throttled, and no more than five times", async () => {
    const { aws, open } = await sageMakerServingUnderTest();
    const serving = await open();
    let refused = 0;
    aws.interfere = async (_call, proceed) =>
      refused++ < 3 ? refusal("ThrottlingException", "Rate exceeded") : await proceed();
    expect(await serving.describe()).toBeUndefined();
    expect(aws.calls).toHaveLength(4);
    refused = Number.NEGATIVE_INFINITY;
    await expect(serving.describe()).rejects.toMatchObject({ code: "sagemaker-unreachable", retryable: true });
    expect(aws.calls).toHaveLength(9);
  });

  it("that got through without an answer are not made twice", async () => {
    const { aws, open, candidate, answering } = await sageMakerServingUnderTest();
    const serving = await open();
    const lost = new Set<string>();
    let taken = 0;
    aws.interfere = async (call, proceed) => {
      const answer = await proceed();
      if (call.operation.startsWith("Update") && answer.status === 200) taken += 1;
      if (!call.changes || call.operation === "AddTags" || lost.has(call.operation)) return answer;
      lost.add(call.operation);
      return refusal("InternalFailure", "the answer is lost", 500);
    };
    await serving.deploy(candidate("one"), "canary");
    await serving.deploy(candidate("two"), "canary");
    await serving.setWeight(0.5, 600);
    expect([...lost]).toEqual(
      expect.arrayContaining([
        "CreateModel",
        "CreateEndpointConfig",
        "CreateEndpoint",
        "UpdateEndpoint",
        "UpdateEndpointWeightsAndCapacities",
      ]),
    );
    expect(taken).toBe(2);
    expect(answering()).toEqual({ one: 0.5, two: 0.5 });
  });

  it("say which credentials are missing, wrong or over, with no secret in it", async () => {
    const { aws, open } = await sageMakerServingUnderTest();
    const serving = await open();
    for (const [type, status, code] of [
      ["ExpiredTokenException", 403, "sagemaker-expired"],
      ["UnrecognizedClientException", 400, "sagemaker-unauthorized"],
      ["InvalidSignatureException", 403, "sagemaker-unauthorized"],
      ["ValidationException", 400, "sagemaker-refused"],
    ] as const) {
      aws.interfere = async () => refusal(type, "very-secret-key-of-aws is no key", status);
      const error = await serving.describe().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code, provider: "sagemaker", retryable: false });
      expect(String((error as Error).message)).not.toContain("very-secret-key-of-aws");
    }
  });

  it("that fail for good while SageMaker moves take nothing away of what it moves to", async () => {
    const { aws, open, candidate, answering } = await sageMakerServingUnderTest();
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    let updated = false;
    aws.interfere = async (call, proceed) => {
      if (updated && call.operation === "DescribeEndpoint") {
        updated = false;
        return refusal("AccessDeniedException", "User: arn:aws:iam::1:role/ci is not authorized", 403);
      }
      if (call.operation === "UpdateEndpoint") updated = true;
      return await proceed();
    };
    await expect(serving.deploy(candidate("two"), "all-at-once")).rejects.toMatchObject({
      code: "sagemaker-forbidden",
    });
    expect((await serving.deploy(candidate("two"), "all-at-once")).variants.baseline.modelRef).toBe("two");
    expect(answering()).toEqual({ two: 1 });
  });

  it("name the clock where it is off, and not the keys", async () => {
    const { aws, open } = await sageMakerServingUnderTest();
    const serving = await open();
    for (const [type, said] of [
      ["InvalidSignatureException", "Signature expired: 20261125T100000Z is now earlier than 20261125T103000Z"],
      ["InvalidSignatureException", "Signature not yet current: 20261125T120000Z is still later than 20261125T103000Z"],
      ["RequestExpired", "Request has expired."],
    ] as const) {
      aws.interfere = async () => refusal(type, said, 403);
      await expect(serving.describe()).rejects.toMatchObject({
        code: "clock-skew",
        hint: expect.stringContaining("the runner's clock is off"),
      });
    }
  });

  it("say when something else answers in SageMaker's place", async () => {
    const { aws, open } = await sageMakerServingUnderTest();
    const serving = await open();
    aws.interfere = async () => ({ status: 200, headers: { "content-type": "text/html" }, body: "<p>Hello</p>" });
    await expect(serving.describe()).rejects.toMatchObject({ code: "sagemaker-not-there" });
  });
});
