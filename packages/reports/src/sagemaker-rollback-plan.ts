import type { Deployment, Language } from "#contracts";
import { deployText } from "#messages";
import { type Block, code, type Document, heading, paragraph } from "./document.ts";

export interface SageMakerPlace {
  region: string;
  /** Whether Application Auto Scaling has the variants by us. */
  isScaled: boolean;
}

/** rollback-plan.md of an endpoint on SageMaker: written before any traffic can move. */
export function sageMakerRollbackPlan(
  deployment: Deployment,
  { region, isScaled }: SageMakerPlace,
  language: Language,
): Document {
  const { plan } = deployText[language];
  const { variants, shadow, endpoint } = deployment;
  const place = `--region ${region} --endpoint-name ${endpoint}`;
  const ids = (variants.canary ? ["baseline", "canary"] : ["baseline"])
    .map((variant) => `endpoint/${endpoint}/variant/${variant}`)
    .join(" ");
  return {
    language,
    title: plan.title(endpoint),
    blocks: [
      ...wayBack(deployment, region, language),
      heading(plan.checkVariants),
      code(`aws sagemaker describe-endpoint ${place}`, "sh"),
      ...(deployment.hosting === "inference-component"
        ? [
            code(
              `aws sagemaker describe-inference-component --region ${region} --inference-component-name ${endpoint}`,
              "sh",
            ),
          ]
        : []),
      ...(isScaled
        ? [
            paragraph(plan.scaled),
            code(
              `aws application-autoscaling describe-scalable-targets --region ${region} --service-namespace sagemaker --resource-ids ${ids}`,
              "sh",
            ),
          ]
        : []),
      ...(variants.canary && shadow === undefined ? [paragraph(plan.record)] : []),
    ],
  };
}

function wayBack(
  { variants, previous, shadow, hosting, endpoint }: Deployment,
  region: string,
  language: Language,
): Block[] {
  const { plan } = deployText[language];
  if (shadow !== undefined) return [paragraph(plan.shadow)];
  const weights =
    "--desired-weights-and-capacities VariantName=baseline,DesiredWeight=1 VariantName=canary,DesiredWeight=0";
  if (variants.canary)
    return [
      paragraph(plan.weightIntro),
      heading(plan.weight),
      code(
        `aws sagemaker update-endpoint-weights-and-capacities --region ${region} --endpoint-name ${endpoint} ${weights}`,
        "sh",
      ),
    ];
  if (!previous) return [paragraph(plan.nothingBefore)];
  if (hosting === "inference-component") return [paragraph(plan.components), code(previous.server)];
  return [paragraph(plan.redeploy), code(`model-ref: ${previous.modelRef}\nstrategy: all-at-once`, "yaml")];
}
