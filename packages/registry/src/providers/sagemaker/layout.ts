import { requireName } from "../../version.ts";

/** Keys of a model's objects. Names and numbers are checked before they come here. */
export const layout = {
  uploads: (name: string): string => `${name}/uploads/`,
  upload: (name: string, id: string): string => `${name}/uploads/${id}/`,
  archive: (name: string, id: string): string => `${name}/uploads/${id}/model.tar.gz`,
  /** Files with their checksums, and metadata. */
  model: (name: string, id: string): string => `${name}/uploads/${id}/model.json`,
  /** Beside the archive, for people: `model.json` is what is read. */
  metadata: (name: string, id: string): string => `${name}/uploads/${id}/metadata.yaml`,
  version: (name: string, version: string): string => `${name}/versions/${version}/`,
  /** What a package's ModelMetrics point to. */
  quality: (name: string, version: string): string => `${name}/versions/${version}/model-quality.json`,
  evidence: (name: string, version: string, evidence: string): string =>
    `${name}/versions/${version}/evidence/${requireName(evidence)}`,
  /** Every content that was ever attached, by the hexadecimal digits of its digest. */
  archived: (name: string, version: string, digits: string): string =>
    `${name}/versions/${version}/evidence-archive/${digits}`,
  promotions: (name: string): string => `${name}/promotions/`,
  promotion: (name: string, index: number): string => `${name}/promotions/${String(index).padStart(8, "0")}.json`,
};
