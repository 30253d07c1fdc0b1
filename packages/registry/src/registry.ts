import type { Metadata, Promotion } from "#contracts";

export interface ModelVersion {
  name: string;
  version: string;
  /** `sha256:<hex>` of the content. */
  digest: string;
  /** `name#sha256:<hex>`: what every later step takes. */
  modelRef: string;
  uri: string;
  createdAt: string;
  aliases: string[];
}

export interface Candidate {
  name: string;
  /** Folder with the model's files. */
  folder: string;
  bump: "major" | "minor" | "patch";
  metadata: Metadata;
}

/**
 * Where models live. Registering is idempotent by content: the same bytes are the same version. Throws ToolkitError
 * `model-not-found`, `model-corrupt` (bytes are not the registered ones), `registry-corrupt`, `locked`, `alias-moved`
 * (somebody moved it meanwhile), `version-in-use`.
 */
export interface Registry {
  register(candidate: Candidate): Promise<{ version: ModelVersion; created: boolean }>;
  /** By `name@alias`, `name@1.4.2`, `name@1.4.x` or `name#sha256:<hex>`; undefined when there is none. */
  find(selector: string): Promise<ModelVersion | undefined>;
  list(name: string): Promise<ModelVersion[]>;
  /** Moves an alias from the version that was seen there (undefined: from nowhere) to another. */
  setAlias(name: string, alias: string, version: string, seen: string | undefined): Promise<void>;
  remove(version: ModelVersion): Promise<void>;
  /** A folder with the model's files, each held to its checksum. Read-only. */
  fetch(version: ModelVersion): Promise<string>;
  metadata(version: ModelVersion): Promise<Metadata>;
  /** Kept beside the version, outside its digest; the same name is replaced. */
  attach(version: ModelVersion, name: string, content: string): Promise<void>;
  attached(version: ModelVersion, name: string): Promise<string | undefined>;
  recordPromotion(name: string, promotion: Promotion): Promise<void>;
  promotions(name: string): Promise<Promotion[]>;
}
