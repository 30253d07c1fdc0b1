import { join } from "node:path";
import type { Clock, Http } from "#platform";
import { type Candidate, type SageMakerModel, type SageMakerServingConfig, servingProviders } from "#serving";
import { fakeClock } from "../fake-clock.ts";
import { fakeDeps } from "../fake-deps.ts";
import { fakeEnvironment } from "../fake-environment.ts";
import { fakeAws } from "./fake-aws.ts";
import { awsEnvironment } from "./under-test.ts";

const digestOf = (name: string): string => `sha256:${Buffer.from(name.padEnd(32, "_")).toString("hex")}`;
export const sageMakerModel: SageMakerModel = {
  image: "763104351884.dkr.ecr.eu-central-1.amazonaws.com/djl-inference:0.36.0-lmi",
  kind: "lmi",
  environment: {},
  instanceType: "ml.g5.xlarge",
  instanceCount: 1,
  roleArn: "arn:aws:iam::111122223333:role/serving",
};

/** An account of AWS and what opens the endpoint `mail` there; every folder and clock is a fake. */
export async function sageMakerServingUnderTest(clock: Clock = fakeClock()) {
  const aws = fakeAws(clock.now, {
    containerFailure: ({ Environment }) =>
      Environment?.["OPTION_FAIL"] ? "no such model in /opt/ml/model" : undefined,
  });
  const deps = await fakeDeps({ clock, random: { ...(await fakeDeps()).random, uuid: () => crypto.randomUUID() } });
  const stateDir = join(deps.workspace, "state");
  const open = async (http: Http = aws.http, changed: Partial<SageMakerServingConfig> = {}) =>
    await servingProviders.sagemaker(
      { ...deps, http, environment: fakeEnvironment(awsEnvironment) },
      {
        endpoint: "mail",
        model: sageMakerModel,
        startSeconds: 600,
        switchSeconds: 300,
        stateDir,
        planOf: ({ id }, { region }) => `${id} ${region}`,
        ...changed,
      },
    );
  const candidate = (name: string, extra: object = {}): Candidate => ({
    modelRef: name,
    version: "1.0.0",
    digest: digestOf(name),
    model: `s3://models/${name}/model.tar.gz`,
    contextSize: 2048,
    threads: 1,
    parallel: 4,
    extra: { ...extra },
  });
  /** Models that get requests now, by their share of them. */
  function answering(): Record<string, number> {
    const shares = (aws.control.endpoint("mail")?.variants ?? []).map(({ container, weight }) => [
      String(container.Environment?.["GENAI_MLOPS_MODEL_REF"]),
      weight,
    ]);
    return Object.fromEntries(shares.filter(([, weight]) => Number(weight) > 0));
  }
  /** The model whose copies a request reaches. */
  function answeringComponent(): string {
    const { specification, failed, transition } = aws.control.component("mail") ?? {};
    if (failed || transition?.status === "Creating") return "nothing";
    const container = aws.control.models.get(specification?.ModelName ?? "")?.given["PrimaryContainer"];
    const { Environment } = (container ?? {}) as { Environment?: Record<string, string> };
    return Environment?.["GENAI_MLOPS_MODEL_REF"] ?? "nothing";
  }
  return { aws, deps, clock, open, candidate, answering, answeringComponent, stateDir };
}
