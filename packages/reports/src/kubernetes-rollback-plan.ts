import type { Deployment, Language } from "#contracts";
import { deployText } from "#messages";
import { type Block, code, type Document, heading, paragraph } from "./document.ts";

export interface KubernetesPlace {
  engine: "argo-rollouts" | "kserve";
  namespace: string;
  context?: string | undefined;
  /** Path of the manifest in the user's repository. */
  manifest: string;
}

/** What takes the traffic from a candidate, and where it is to be seen, by engine. */
const commands = {
  "argo-rollouts": {
    kind: "rollouts.argoproj.io",
    patch: `--subresource=status --type=merge --patch='{"status":{"abort":true}}'`,
    shown: "{.status.phase} {.status.canary.weights}",
  },
  kserve: {
    kind: "inferenceservices.serving.kserve.io",
    patch: `--type=merge --patch='{"spec":{"predictor":{"canaryTrafficPercent":0}}}'`,
    shown: "{.status.components.predictor.traffic}",
  },
} as const;

/** rollback-plan.md of an endpoint on Kubernetes: written before any traffic can move. */
export function kubernetesRollbackPlan(deployment: Deployment, place: KubernetesPlace, language: Language): Document {
  const { plan } = deployText[language];
  const { endpoint, variants, previous } = deployment;
  const { kind, patch, shown } = commands[place.engine];
  const at = `--namespace=${place.namespace}${place.context ? ` --context=${place.context}` : ""}`;
  const check = `kubectl get ${kind} ${endpoint} ${at} --output=jsonpath='${shown}'`;
  const revert = [
    code(`git log --oneline -- '${place.manifest}'\ngit revert COMMIT`, "sh"),
    paragraph(plan.revertIntro),
  ];
  const blocks: Block[] = variants.canary
    ? [
        paragraph(plan.intro),
        heading(place.engine === "kserve" ? plan.share : plan.abort),
        code(`kubectl patch ${kind} ${endpoint} ${at} ${patch}`, "sh"),
        heading(plan.checkEngine),
        code(check, "sh"),
        heading(plan.revert),
        ...revert,
        paragraph(plan.record),
      ]
    : [
        paragraph(previous ? plan.redeployGit : plan.nothingBefore),
        ...(previous ? [revert[0] as Block] : []),
        heading(plan.checkVariants),
        code(check, "sh"),
      ];
  return { language, title: plan.title(endpoint), blocks };
}
