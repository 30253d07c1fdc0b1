import { InputError, type SmokeSuite } from "#contracts";
import type { Subject } from "../open-subject.ts";

type Reasons = Partial<Record<string, { problem: string; mend: string }>>;

const noList = {
  problem: "InvokeEndpoint lists no models",
  mend: "leave it out; deploy's record and describe-endpoint say what a variant serves",
};

const ofSageMaker: Reasons = {
  model: noList,
  "endpoint.model": noList,
  "endpoint.version": noList,
  "endpoint.adapter": noList,
  "endpoint.tokenizer.text": {
    problem: "InvokeEndpoint reaches the container's /invocations alone",
    mend: "give messages and promptTokens",
  },
  "endpoint.tls": { problem: "SageMaker's runtime has no address without TLS", mend: "leave it out" },
  "endpoint.auth": { problem: "AWS takes signed requests, which have no token", mend: "leave it out" },
};

const laidWhole = { problem: "its answers are laid in S3 whole", mend: "leave it out" };

type Asked = Subject["target"] | "sagemaker-async";

/** What a target has no answer to by its nature, by its place in the suite. */
const unanswered: Record<Asked, Reasons> = {
  "openai-compatible": {},
  "ray-serve": {
    "endpoint.tokenizer.text": {
      problem: "Ray Serve's applications hand on what is below /v1, and /tokenize stands beside it",
      mend: "give messages and promptTokens",
    },
    "endpoint.tls": {
      problem: "Ray Serve's own proxy has no TLS",
      mend: "test what stands before it, with target: openai-compatible",
    },
    "endpoint.auth": {
      problem: "Ray Serve's own proxy knows no tokens",
      mend: "test what stands before it, with target: openai-compatible",
    },
  },
  sagemaker: ofSageMaker,
  "sagemaker-async": { ...ofSageMaker, "endpoint.streaming": laidWhole, "probes.stream": laidWhole },
};

/** @throws InputError naming everything that the suite expects and this target cannot be asked, with the reason */
export function requireAskable(suite: SmokeSuite, target: Asked, shown: string): void {
  const asked: Record<string, unknown> = {
    model: suite.model,
    ...Object.fromEntries(Object.entries(suite.endpoint ?? {}).map(([name, value]) => [`endpoint.${name}`, value])),
    "endpoint.tokenizer.text": suite.endpoint?.tokenizer?.text,
    "probes.stream": suite.probes.some(({ stream }) => stream) || undefined,
  };
  const problems = Object.entries(unanswered[target]).flatMap(([place, reason]) =>
    reason && asked[place] !== undefined
      ? [{ where: `${shown}: ${place}`, problem: `cannot be asked of ${target}: ${reason.problem}`, mend: reason.mend }]
      : [],
  );
  if (problems.length > 0) throw new InputError(problems, "not-askable");
}
