import { describe, expect, it } from "vitest";
import { sageMakerServingUnderTest } from "#testing";

const capture = { destination: "s3://captured/mail", percent: 20, kmsKey: "alias/captured" };
const captured = {
  EnableCapture: true,
  InitialSamplingPercentage: 20,
  DestinationS3Uri: "s3://captured/mail",
  KmsKeyId: "alias/captured",
  CaptureOptions: [{ CaptureMode: "Input" }, { CaptureMode: "Output" }],
};

async function capturing() {
  const world = await sageMakerServingUnderTest();
  const told = await world.open(world.aws.http, { capture });
  /** As promote, rollback and the gate open it: they are not told. */
  const untold = await world.open();
  const now = (): unknown => world.aws.control.endpoint("mail")?.given["DataCaptureConfig"];
  await told.deploy(world.candidate("one"), "canary");
  return { ...world, told, untold, now };
}

describe("data capture", () => {
  it("is what the deployment says, and outlives weights, a promotion and a rollback", async () => {
    const { told, untold, candidate, now, answering } = await capturing();
    expect(now()).toMatchObject(captured);
    await told.deploy(candidate("two"), "canary");
    await untold.setWeight(0.5, 600);
    expect(now()).toMatchObject(captured);
    await untold.promote(0);
    expect([now(), answering()]).toMatchObject([captured, { two: 1 }]);
    await told.deploy(candidate("three"), "canary");
    await untold.rollback();
    expect([now(), answering()]).toMatchObject([captured, { two: 1 }]);
  });

  it("changes with a deployment of the model that serves already, once", async () => {
    const { aws, told, untold, candidate, now, open } = await capturing();
    const updates = (): number => aws.calls.filter(({ operation }) => operation === "UpdateEndpoint").length;
    await told.deploy(candidate("one"), "canary");
    expect(updates()).toBe(0);
    const more = await open(aws.http, { capture: { ...capture, percent: 100 } });
    for (const _time of [1, 2]) await more.deploy(candidate("one"), "canary");
    expect([now(), updates()]).toMatchObject([{ InitialSamplingPercentage: 100 }, 1]);
    await untold.deploy(candidate("one"), "canary");
    expect([now(), updates(), aws.control.configs.size]).toEqual([undefined, 2, 1]);
  });

  it("does not end the bake of the model from before when it is deployed again", async () => {
    const { aws, told, candidate, open } = await capturing();
    await told.deploy(candidate("two"), "canary");
    const dying = await open({
      async send(request) {
        if (request.headers?.["x-amz-target"]?.endsWith(".UpdateEndpoint")) throw new Error("killed");
        return await aws.http.send(request);
      },
    });
    await expect(dying.promote(0)).rejects.toThrow("killed");
    await told.deploy(candidate("two"), "canary");
    expect(aws.control.endpoint("mail")?.variants).toHaveLength(2);
  });

  it("is refused with all that is wrong with it, before anything is made", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    for (const [changed, wheres] of [
      [{ destination: "https://captured/mail" }, ["sagemaker-data-capture"]],
      [{ destination: "s3://a" }, ["sagemaker-data-capture"]],
      [{ percent: 0 }, ["sagemaker-data-capture-percent"]],
      [{ percent: Number.NaN, kmsKey: "no key" }, ["sagemaker-data-capture-percent", "sagemaker-data-capture-kms-key"]],
    ] as const) {
      const deploying = (await open(aws.http, { capture: { ...capture, ...changed } })).deploy(
        candidate("one"),
        "canary",
      );
      await expect(deploying).rejects.toMatchObject({ problems: wheres.map((where) => ({ where })) });
    }
    expect(aws.calls).toEqual([]);
  });
});
