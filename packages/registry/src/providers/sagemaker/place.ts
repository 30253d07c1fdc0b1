import { InputError } from "#contracts";
import { type Environment, s3PlaceOf } from "#platform";

export interface SageMakerRegistryConfig {
  /** Bucket that keeps the bytes and the records; in the same region as the model package groups. */
  bucket: string;
  /** Before every key, without a slash at its ends; may be empty. */
  prefix: string;
  /** AWS_REGION, or AWS_DEFAULT_REGION, unless given. */
  region?: string | undefined;
  /** Container image (ECR) that serves the model: then a package can be deployed as it is. */
  image?: string | undefined;
  /** Aliases whose versions are Approved; `champion` and `production` unless told. */
  approvedAliases?: readonly string[] | undefined;
  /** Folder that fetched models are kept in, by digest. */
  cacheFolder: string;
  /** How long an upload may show no life until the next run takes it for dead; 600 unless told, 0: at once. */
  leaseSeconds?: number | undefined;
  /** Bytes of a part of an upload; 5 MiB, the least that S3 takes, unless told; more where 10,000 parts would not do. */
  partBytes?: number | undefined;
}

const legal = "s3://bucket or s3://bucket/prefix";

/**
 * The bucket and prefix of `registry-uri`, or of GENAI_MLOPS_SAGEMAKER_URI.
 * @throws InputError `bad-registry-uri`
 */
export function sageMakerPlace(
  said: string | undefined,
  environment: Environment,
): Pick<SageMakerRegistryConfig, "bucket" | "prefix"> {
  const [where, address] = said
    ? ["registry-uri", said]
    : ["GENAI_MLOPS_SAGEMAKER_URI", environment.get("GENAI_MLOPS_SAGEMAKER_URI")];
  if (!address) {
    const mend = "give the bucket for the models, which SageMaker reads model.tar.gz from";
    throw new InputError(
      [{ where: "registry-uri", problem: "is needed by registry: sagemaker", legal, mend }],
      "bad-registry-uri",
    );
  }
  const { bucket, key: prefix = "" } = s3PlaceOf(address) ?? {};
  if (
    bucket === undefined ||
    !/^[\w!.*'()/-]{0,400}$/.test(prefix) ||
    prefix.split("/").some((part) => /^\.\.?$/.test(part))
  )
    throw new InputError([{ where, problem: `"${address}" is no place in S3`, legal }], "bad-registry-uri");
  return { bucket, prefix: prefix.replace(/\/+/g, "/").replace(/^\//, "") };
}

/**
 * SageMaker's group has the model's name, so a name has to be legal there too.
 * @throws InputError `bad-name`
 */
export function requireGroupName(name: string): string {
  if (/^[a-z0-9](-*[a-z0-9]){0,62}$/.test(name)) return name;
  const rule =
    "small letters, digits and -, at most 63, first and last a letter or digit (SageMaker takes no . and no _)";
  throw new InputError(
    [{ where: "name", problem: `"${name}" is no name of a model package group`, legal: rule }],
    "bad-name",
  );
}
