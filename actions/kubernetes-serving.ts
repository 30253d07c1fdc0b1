import { join, resolve } from "node:path";
import type { ActionDeps } from "#action-kit";
import type { Language } from "#contracts";
import { modelOfManifest, withoutCanaryShare } from "#infrastructure";
import { stateFolder } from "#platform";
import { kubernetesRollbackPlan, toMarkdown } from "#reports";
import { type KubernetesServingConfig, type Serving, servingProviders } from "#serving";

export interface KubernetesInputs {
  endpoint: string;
  "kubernetes-engine": "argo-rollouts" | "kserve";
  "kubernetes-namespace": string;
  "kubernetes-context": string | undefined;
  "manifests-dir": string;
  "state-dir": string | undefined;
  language: Language;
}

/** A node is found or made, pulls an image of many GB, and loads the model. */
export const kubernetesStartSeconds = 900;

export type KubernetesOptions = Partial<
  Pick<KubernetesServingConfig, "manifests" | "url" | "syncSeconds" | "startSeconds">
>;

/** Where the endpoint's manifest is: in the user's repository, and on this machine. */
export function manifestPlace(inputs: KubernetesInputs, { workspace }: Pick<ActionDeps, "workspace">) {
  const path = join(inputs["manifests-dir"], `${inputs.endpoint}.yaml`);
  return { path, file: resolve(workspace, path), folder: resolve(workspace, inputs["manifests-dir"]) };
}

/** The rollback plan of an endpoint, as Markdown. */
export const kubernetesPlan =
  (inputs: KubernetesInputs, deps: ActionDeps): KubernetesServingConfig["planOf"] =>
  (deployment) => {
    const place = {
      engine: inputs["kubernetes-engine"],
      namespace: inputs["kubernetes-namespace"],
      context: inputs["kubernetes-context"],
      manifest: manifestPlace(inputs, deps).path,
    };
    return toMarkdown(kubernetesRollbackPlan(deployment, place, inputs.language));
  };

/** The Kubernetes provider; kubectl finds the cluster by itself. Shared by deploy, promote and rollback. */
export async function kubernetesProvider(
  inputs: KubernetesInputs,
  deps: ActionDeps,
  given: KubernetesOptions = {},
): Promise<Serving> {
  const { files, log } = deps;
  const { path, file } = manifestPlace(inputs, deps);
  return await servingProviders.kubernetes(deps, {
    endpoint: inputs.endpoint,
    namespace: inputs["kubernetes-namespace"],
    context: inputs["kubernetes-context"],
    engine: inputs["kubernetes-engine"],
    syncSeconds: 600,
    startSeconds: kubernetesStartSeconds,
    switchSeconds: 300,
    stateDir: inputs["state-dir"] ?? stateFolder(deps.environment),
    planOf: kubernetesPlan(inputs, deps),
    async afterPromotion({ digest }) {
      if (inputs["kubernetes-engine"] !== "kserve") return;
      if (!(await files.stat(file))) {
        log.warning(`take canaryTrafficPercent out of the manifest: ${path} is not here`);
        return;
      }
      const before = await files.readText(file);
      const after = withoutCanaryShare(before);
      // a share of another model is that one's own, and none
      if (after === before || modelOfManifest(before)?.digest !== digest) return;
      await files.writeAtomic(file, after);
      log.notice(`commit ${path}: a sync of what Git has now would take the requests from the promoted model`);
    },
    ...given,
  });
}
