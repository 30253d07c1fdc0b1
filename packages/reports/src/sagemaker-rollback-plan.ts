import type { Deployment, Language } from "#contracts";
import { deployText } from "#messages";
import { type Block, code, type Document, heading } from "./document.ts";

/** rollback-plan.md of an endpoint on SageMaker: written before any traffic can move. */
export function sageMakerRollbackPlan(deployment: Deployment, region: string, language: Language): Document {
  const { plan } = deployText[language];
  const { variants, previous, endpoint } = deployment;
  const place = `--region ${region} --endpoint-name ${endpoint}`;
  const weights =
    "--desired-weights-and-capacities VariantName=baseline,DesiredWeight=1 VariantName=canary,DesiredWeight=0";
  const back = previous
    ? [paragraph(plan.redeploy), code(`model-ref: ${previous.modelRef}\nstrategy: all-at-once`, "yaml")]
    : [paragraph(plan.nothingBefore)];
  return {
    language,
    title: plan.title(endpoint),
    blocks: [
      ...(variants.canary
        ? [
            paragraph(plan.weightIntro),
            heading(plan.weight),
            code(`aws sagemaker update-endpoint-weights-and-capacities ${place} ${weights}`, "sh"),
          ]
        : back),
      heading(plan.checkVariants),
      code(`aws sagemaker describe-endpoint ${place}`, "sh"),
      ...(variants.canary ? [paragraph(plan.record)] : []),
    ],
  };
}

const paragraph = (text: string): Block => ({ kind: "paragraph", text });
