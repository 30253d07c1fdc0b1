import type { DatasetLock, Evaluation, Metadata } from "#contracts";
import { hubUrl, pypiUrl } from "./package-url.ts";

export interface BomFacts {
  name: string;
  version: string;
  /** Content digest of the version, `sha256:<hex>`. */
  digest: string;
  files: readonly { path: string; digest: string }[];
  metadata: Metadata;
  evaluation: Evaluation | undefined;
  datasetLock: DatasetLock | undefined;
  /** ISO 8601. */
  time: string;
}

type Part = Record<string, unknown>;

/**
 * What a model is made of, as a CycloneDX 1.6 ML-BOM: files, base model, data and packages, and the scores as its model
 * card. The same facts give the same bill: its serial number is drawn from the digest.
 */
export function mlBom(facts: BomFacts): Part {
  const { name, version, digest, metadata } = facts;
  const model = `model:${name}@${version}`;
  const base = baseModel(metadata);
  const data = datasetPart(facts);
  const packages = Object.entries(metadata.packages).map(([library, release]): [string, Part] => {
    const purl = pypiUrl(library, release);
    return [purl, { type: "library", "bom-ref": purl, name: library, version: release, purl }];
  });
  // one package by two spellings is one
  const parts = [base, data, ...new Map(packages).values()];
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: serialNumber(digest),
    version: 1,
    metadata: {
      timestamp: facts.time,
      tools: { components: [{ type: "application", name: "genai-mlops" }] },
      component: {
        type: "machine-learning-model",
        "bom-ref": model,
        name,
        version,
        ...licensed(metadata.license),
        pedigree: { ancestors: [{ type: "machine-learning-model", name: metadata.base_model }] },
        modelCard: modelCard(facts, data["bom-ref"] as string),
        properties: propertiesOf(facts),
        components: facts.files.map((file) => ({
          type: "file",
          "bom-ref": `file:${file.path}`,
          name: file.path,
          hashes: [{ alg: "SHA-256", content: file.digest.replace("sha256:", "") }],
        })),
      },
    },
    components: parts,
    dependencies: [
      { ref: model, dependsOn: parts.map((part) => part["bom-ref"]) },
      ...parts.map((part) => ({ ref: part["bom-ref"] })),
    ],
  };
}

function baseModel({ base_model }: Metadata): Part {
  // organisation/name is how the Hub writes it, and every tool after it; anything else is a path or a name of one's own
  const hub = /^[\w.-]+\/[\w.-]+$/.test(base_model);
  return {
    type: "machine-learning-model",
    "bom-ref": `base:${base_model}`,
    name: base_model,
    ...(hub && { purl: hubUrl(base_model) }),
  };
}

/** The lock says which rows; without one the metadata say what they know. */
function datasetPart({ metadata, datasetLock }: BomFacts): Part {
  const digest = datasetLock?.digest ?? metadata.dataset_digest;
  const name = datasetLock ? datasetLock.source.name : metadata.fine_tuned_on.dataset;
  const properties = Object.entries({
    "genai-mlops:rows": datasetLock?.rows,
    "genai-mlops:training-samples": metadata.fine_tuned_on.samples,
    "genai-mlops:config-digest": datasetLock?.configDigest,
    "genai-mlops:integrity": datasetLock?.source.integrity,
  }).flatMap(([property, value]) => (value === undefined ? [] : [{ name: property, value: String(value) }]));
  return {
    type: "data",
    "bom-ref": `dataset:${name}`,
    name,
    ...(datasetLock && { version: datasetLock.source.version }),
    ...(digest && { hashes: [{ alg: "SHA-256", content: digest.replace("sha256:", "") }] }),
    data: [{ type: "dataset", name }],
    properties,
  };
}

function modelCard({ evaluation, metadata }: BomFacts, dataset: string): Part {
  const scores = Object.entries(evaluation?.scores ?? {}).map(([type, { value, low, high }]) => ({
    type,
    value: String(value),
    ...(low !== null && high !== null && { confidenceInterval: { lowerBound: String(low), upperBound: String(high) } }),
  }));
  const losses = [
    { type: "eval_loss", value: String(metadata.metrics.eval_loss) },
    { type: "perplexity", value: String(metadata.metrics.perplexity) },
  ];
  return {
    modelParameters: { approach: { type: "supervised" }, task: "text-generation", datasets: [{ ref: dataset }] },
    quantitativeAnalysis: { performanceMetrics: [...losses, ...scores] },
  };
}

function propertiesOf({ digest, metadata }: BomFacts): Part[] {
  const hyperparameters = Object.entries(metadata.hyperparameters).filter(([, value]) => value !== null);
  return [
    { name: "genai-mlops:digest", value: digest },
    { name: "genai-mlops:run-id", value: metadata.run_id },
    ...(metadata.git_commit ? [{ name: "genai-mlops:git-commit", value: metadata.git_commit }] : []),
    ...hyperparameters.map(([name, value]) => ({
      name: `genai-mlops:hyperparameter:${name}`,
      value: typeof value === "string" ? value : JSON.stringify(value),
    })),
  ];
}

/** As an expression: `id` would have to be one of SPDX's list, and people write others. */
const licensed = (license: string | undefined): Part => (license ? { licenses: [{ expression: license }] } : {});

/** The schema wants the form of a UUID; version 8 of RFC 9562 leaves the bits to us. */
function serialNumber(digest: string): string {
  const hex = digest.replace("sha256:", "");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `urn:uuid:${parts.join("-")}`;
}
