import type { Metadata, Promotion } from "#contracts";
import type { Bump } from "./version.ts";

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
  bump: Bump;
  metadata: Metadata;
}

/**
 * Where models live. Registering is idempotent by content: the same bytes are the same version, and a number that was
 * given never names other bytes. Every call may be killed at any time and made again. Throws ToolkitError
 * `model-not-found`, `model-corrupt` (bytes are not the registered ones), `registry-corrupt`, `locked` (by whom, since
 * when), `registry-busy`, `alias-moved` (somebody moved it meanwhile), `version-in-use`, `disk-full`, `model-changed`,
 * `foreign-version` (of another tool), `upload-abandoned`, `version-rejected` (by a person, where the registry keeps
 * approvals); InputError
 * `missing-model`, `bad-model-file`, `bad-name`, `bad-alias`, `bad-model-ref`.
 */
export interface Registry {
  register(candidate: Candidate): Promise<{ version: ModelVersion; created: boolean }>;
  /** By `name@alias`, `name@1.4.2`, `name@1.4.x` or `name#sha256:<hex>`; undefined when there is none. */
  find(selector: string): Promise<ModelVersion | undefined>;
  /** The oldest first. */
  list(name: string): Promise<ModelVersion[]>;
  /** Moves an alias from the version that was seen there (undefined: from nowhere) to another. */
  setAlias(name: string, alias: string, version: string, seen: string | undefined): Promise<void>;
  /** Takes an alias away from the version that was seen there; nothing happens where it is nowhere already. */
  removeAlias(name: string, alias: string, from: string): Promise<void>;
  /** Refused while an alias points to it; nothing happens when it is gone already. */
  remove(version: ModelVersion): Promise<void>;
  /** A folder with exactly the model's files, each held to its checksum; in place where that can be. Read-only. */
  fetch(version: ModelVersion): Promise<string>;
  /** A copy of one's own in a folder that does not exist yet (or holds just that copy); nothing stays of a bad one. */
  download(version: ModelVersion, folder: string): Promise<void>;
  metadata(version: ModelVersion): Promise<Metadata>;
  /**
   * Keeps evidence beside the version, outside its digest. The same name shows the latest; earlier contents stay, by digest.
   * @returns its digest, `sha256:<hex>`
   */
  attach(version: ModelVersion, name: string, content: string | Uint8Array): Promise<string>;
  /** By name, or by the digest that a promotion recorded. */
  attached(version: ModelVersion, nameOrDigest: string): Promise<string | undefined>;
  /** Append-only; the same record twice in a row is one. */
  recordPromotion(name: string, promotion: Promotion): Promise<void>;
  /** The first one first. */
  promotions(name: string): Promise<Promotion[]>;
}
