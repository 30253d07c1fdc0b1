import { InputError } from "#contracts";
import { requireAlias } from "../../version.ts";

/** Of `UploadModelRequest.model_id`; our own rule has no capitals. @throws InputError `bad-name` */
export function requireModelId(name: string): string {
  if (/^[a-z_][a-z0-9_-]{0,62}$/.test(name)) return name;
  const legal = "at Vertex AI: small letters, digits, _ -, at most 63, first no digit and no hyphen";
  throw new InputError([{ where: "name", problem: `"${name}" is no model name`, legal }], "bad-name");
}

/** Of `Model.version_aliases`. @throws InputError `bad-alias`, also for what Vertex AI moves by itself */
export function requireVersionAlias(wanted: string): string {
  const alias = requireAlias(wanted);
  if (/^[a-z][a-z0-9-]{0,126}[a-z0-9]$/.test(alias) && alias !== "default") return alias;
  const legal =
    "at Vertex AI: small letters, digits, -, at least 2, last a letter or digit; it keeps default for itself";
  throw new InputError([{ where: "alias", problem: `"${wanted}" is no alias`, legal }], "bad-alias");
}

/**
 * Labels take at most 63 of a small alphabet: a digest has 64 digits, so it goes in two; the dots of a version become
 * hyphens. They are for people's filters, nothing is read back from them but the upload.
 */
export function labelsOf({ upload, version, digest }: { upload: string; version: string; digest: string }) {
  const digits = digest.slice("sha256:".length);
  return {
    [uploadLabel]: upload,
    "genai-mlops-version": version.replaceAll(".", "-"),
    "genai-mlops-sha256-1": digits.slice(0, 32),
    "genai-mlops-sha256-2": digits.slice(32),
  };
}

export const uploadLabel = "genai-mlops-upload";
