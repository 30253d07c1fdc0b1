import * as z from "zod";
import { type InTotoStatement, type Problem, slsaProvenance } from "#contracts";
import { jsonOf, signedStatement } from "./dsse.ts";
import type { ModelFile } from "./model-files.ts";

/** What a promotion may require beside a version, and the name that it is attached by. */
export const provenanceFiles = {
  attestation: "attestation.sigstore.json",
  "ml-bom": "ml-bom.cdx.json",
  signature: "model.sig",
} as const;
export type Required = keyof typeof provenanceFiles;

export interface ModelUnderProof {
  /** Content digest of the version, `sha256:<hex>`. */
  digest: string;
  /** Its files, hashed anew. */
  files: readonly Pick<ModelFile, "path" | "digest">[];
  /** PEM of the key that signatures have to be of; undefined also where an identity has to have signed. */
  publicKey: string | undefined;
  /** Whether whoever calls holds the signature to an identity, by forge's verifier. */
  byIdentity?: boolean | undefined;
}

/**
 * What is wrong with a required piece of evidence; nothing when it is there and speaks of exactly these bytes. Who signed
 * an attestation, or a signature without a key, is for forge's verifier; one with a key is held to it.
 */
export function provenanceProblems(required: Required, text: string | undefined, model: ModelUnderProof): Problem[] {
  const where = provenanceFiles[required];
  const wrong = (problem: string, mend?: string): Problem[] => [{ where, problem, mend }];
  if (text === undefined) return wrong("is not attached to this version", mending[required]);
  if (required === "ml-bom") return filesOfBom(text, model, wrong);
  const signed = signedStatement(text);
  if (!signed) return wrong("is no sigstore bundle around an in-toto statement");
  const { statement } = signed;
  if (required === "attestation") {
    if (statement.predicateType !== slsaProvenance)
      return wrong(`is a statement of ${statement.predicateType}, not of ${slsaProvenance}`);
    return covered(subjectsOf(statement), model, wrong);
  }
  if (model.publicKey === undefined && !model.byIdentity)
    return wrong("no key to check it with", "give signature-key, or signature-identity and signature-issuer");
  if (!/^https:\/\/model_signing\//.test(statement.predicateType))
    return wrong(`is a statement of ${statement.predicateType}, not a model's signature`);
  if (model.publicKey !== undefined && !signed.isSignedBy(model.publicKey))
    return wrong("is not signed by signature-key");
  return covered(signedFiles(statement), model, wrong);
}

const mending: Record<Required, string> = {
  attestation: "register it again with attest: true, or with attestation: the bundle of actions/attest",
  "ml-bom": "register the same model again",
  signature: "sign it (model_signing sign) and register it again with signature: model.sig",
};

type Wrong = (problem: string, mend?: string) => Problem[];

/** Every file of the model, with its own checksum. */
function covered(listed: ReadonlyMap<string, string>, { files }: ModelUnderProof, wrong: Wrong): Problem[] {
  // no file at all is no proof
  if (files.length === 0) return wrong("the model has no file");
  return files.flatMap(({ path, digest }) => {
    const said = listed.get(path);
    if (said === digest.replace("sha256:", "")) return [];
    return wrong(said === undefined ? `says nothing of ${path}` : `is of other bytes of ${path}`);
  });
}

function subjectsOf({ subject }: InTotoStatement): Map<string, string> {
  return new Map(subject.map(({ name, digest }) => [name, digest["sha256"] ?? ""]));
}

const resourcesSchema = z.looseObject({
  resources: z.array(z.looseObject({ name: z.string(), digest: z.string(), algorithm: z.literal("sha256") })),
});

/** Version 1.0 lists the files in its predicate, the first versions had them as subjects. */
function signedFiles(statement: InTotoStatement): Map<string, string> {
  const found = resourcesSchema.safeParse(statement.predicate);
  return found.success
    ? new Map(found.data.resources.map(({ name, digest }) => [name, digest]))
    : subjectsOf(statement);
}

const bomSchema = z.looseObject({
  bomFormat: z.literal("CycloneDX"),
  metadata: z.looseObject({
    component: z.looseObject({
      type: z.literal("machine-learning-model"),
      properties: z.array(z.looseObject({ name: z.string(), value: z.string() })),
      components: z.array(
        z.looseObject({ name: z.string(), hashes: z.array(z.looseObject({ alg: z.string(), content: z.string() })) }),
      ),
    }),
  }),
});

function filesOfBom(text: string, model: ModelUnderProof, wrong: Wrong): Problem[] {
  const parsed = bomSchema.safeParse(jsonOf(text));
  if (!parsed.success) return wrong("is no ML-BOM of CycloneDX");
  const { properties, components } = parsed.data.metadata.component;
  const digest = properties.find(({ name }) => name === "genai-mlops:digest")?.value;
  if (digest !== model.digest) return wrong(`is of ${digest ?? "no model"}, not of ${model.digest}`);
  const listed = components.map(({ name, hashes }): [string, string] => [
    name,
    hashes.find(({ alg }) => alg === "SHA-256")?.content ?? "",
  ]);
  return covered(new Map(listed), model, wrong);
}
