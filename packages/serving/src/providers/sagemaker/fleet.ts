import { createHash } from "node:crypto";
import type { ProductionVariant } from "@aws-sdk/client-sagemaker";
import type { Deployment } from "#contracts";
import type { Candidate } from "../../serving.ts";
import { containerOf } from "./container.ts";
import type { SageMakerModel } from "./model.ts";

const hash = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 12);

/** The same model with the same settings has the same name. */
export function modelName(endpoint: string, candidate: Candidate, model: SageMakerModel): string {
  const { roleArn, instanceType, instanceCount, hosting } = model;
  const isOnInstances = hosting === undefined || hosting.mode === "async";
  const fleet = isOnInstances ? [instanceType, instanceCount] : [hosting];
  return `${endpoint}-m${hash([candidate.digest, containerOf(candidate, model), roleArn, ...fleet])}`;
}

/** The same variants and features have the same name; whatever has neither shadow nor features, the one of its variants. */
export function configName(endpoint: string, { production, shadow }: Variants, said: object): string {
  const isPlain = shadow.length === 0 && Object.keys(said).length === 0;
  return `${endpoint}-c${hash(isPlain ? production : [production, shadow, said])}`;
}

export const isNameOf = (endpoint: string, kind: "m" | "c", name: string): boolean =>
  name.startsWith(`${endpoint}-${kind}`) && /^[0-9a-f]{12}$/.test(name.slice(endpoint.length + 2));

/** How long SageMaker waits for a container by itself; it takes no more than an hour. */
const startup = (seconds: number): number => Math.min(3600, Math.max(60, Math.round(seconds)));

/** How long the containers of a new model may take to start. */
export const startupOf = (seconds: number) => ({
  ContainerStartupHealthCheckTimeoutInSeconds: startup(seconds),
  ModelDataDownloadTimeoutInSeconds: startup(seconds),
});

export const instancesOf = ({ instanceType, instanceCount }: SageMakerModel) => ({
  InstanceType: instanceType as NonNullable<ProductionVariant["InstanceType"]>,
  InitialInstanceCount: instanceCount,
});

/** What serves a new model. */
export function fleetOf(name: string, model: SageMakerModel, startSeconds: number): ProductionVariant {
  const fleet = { VariantName: "", ModelName: name };
  if (model.hosting?.mode !== "serverless") return { ...fleet, ...instancesOf(model), ...startupOf(startSeconds) };
  const { memoryMb, maxConcurrency } = model.hosting;
  return { ...fleet, ServerlessConfig: { MemorySizeInMB: memoryMb, MaxConcurrency: maxConcurrency } };
}

export interface Variants {
  production: ProductionVariant[];
  /** SageMaker takes one at most, beside one production variant. */
  shadow: ProductionVariant[];
}

/** The variants that a record wants, under the names that they always have: the canary stands there without weight. */
export function variantsFor(
  { variants: { baseline, canary }, shadow }: Pick<Deployment, "variants" | "shadow">,
  fleets: readonly ProductionVariant[],
): Variants {
  const named = (VariantName: string, model: string, InitialVariantWeight: number): ProductionVariant => {
    const fleet = fleets.find(({ ModelName }) => ModelName === model);
    if (!fleet) throw new Error(`no instances of ${model} are known`);
    return { ...fleet, VariantName, InitialVariantWeight };
  };
  const serving = named("baseline", baseline.server, 1);
  if (!canary) return { production: [serving], shadow: [] };
  // the share that is copied is the shadow's weight by the production variant's, which is 1
  if (shadow !== undefined) return { production: [serving], shadow: [named("canary", canary.server, shadow)] };
  return { production: [serving, named("canary", canary.server, 0)], shadow: [] };
}

/** Weights by variant: the canary's share to the record's canary, the rest to its baseline, none to what waits to go. */
export function weightsFor(
  { baseline, canary }: Deployment["variants"],
  share: number,
  variants: readonly ProductionVariant[],
): Record<string, number> {
  const weightOf = (model: string | undefined): number => {
    if (model === baseline.server) return 1 - (canary ? share : 0);
    return model !== undefined && model === canary?.server ? share : 0;
  };
  return Object.fromEntries(variants.map(({ VariantName = "", ModelName }) => [VariantName, weightOf(ModelName)]));
}

type Live = readonly { VariantName?: string | undefined; CurrentWeight?: number | undefined }[];

/** Shares of the traffic by variant as they are now. */
export function sharesOf(live: Live): Record<string, number> {
  const total = live.reduce((sum, { CurrentWeight = 0 }) => sum + CurrentWeight, 0);
  return Object.fromEntries(
    // SageMaker keeps 32 bits of a weight
    live.map(({ VariantName = "", CurrentWeight = 0 }) => [
      VariantName,
      total > 0 ? Math.round((CurrentWeight / total) * 1e6) / 1e6 : 0,
    ]),
  );
}

export function isSplit(live: Live, weights: Readonly<Record<string, number>>): boolean {
  // one variant gets every request, whatever its weight
  if (Object.keys(weights).length === 1) return true;
  const shares = sharesOf(live);
  return Object.entries(weights).every(([name, weight]) => Math.abs((shares[name] ?? 0) - weight) < 2e-6);
}
