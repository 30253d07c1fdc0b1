import type { Metadata, Promotion } from "#contracts";
import type { ListedVersion } from "./event-source.ts";
import type { KnownDigests } from "./known-digests.ts";
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
  /** What this run knows of the files' checksums, and where it keeps those that registering takes. */
  digests?: KnownDigests | undefined;
}

export interface AliasMove {
  name: string;
  alias: string;
  version: string;
  /** Version that was seen at the alias; undefined: none. */
  seen: string | undefined;
}

/** Who takes a version in. */
export interface Consumer {
  /** What for, in the vendor's word for the kind of a run: `deploy`, `evaluate`, `promote`. */
  purpose: string;
  /** The same for each try of the same work, so that what was drawn twice is one: letters, digits, `_`, `-`, 64 at most. */
  id: string;
}

/** A move that waits for somebody: until the branch is merged into `base`, nothing has moved and nothing is on record. */
export interface ProposedMove {
  branch: string;
  base: string;
  /** Page where it is decided; undefined where nobody opened one. */
  url?: string | undefined;
  /** Record that the merge brings: of the same move that waited there before, that one's. */
  promotion: Promotion | undefined;
}

/**
 * Where models live. Registering is idempotent by content: the same bytes are the same version, and a number that was
 * given never names other bytes. Every call may be killed at any time and made again. Throws ToolkitError
 * `model-not-found`, `model-corrupt` (bytes are not the registered ones), `registry-corrupt`, `locked` (by whom, since
 * when), `registry-busy`, `alias-moved` (somebody moved it meanwhile), `version-in-use`, `disk-full`, `model-changed`,
 * `foreign-version` (of another tool), `upload-abandoned`, `version-rejected` (by a person, where the registry keeps
 * approvals), `moves-by-merge` (see `propose`); InputError
 * `missing-model`, `bad-model-file`, `bad-name`, `bad-alias`, `bad-model-ref`.
 */
export interface Registry {
  register(candidate: Candidate): Promise<{ version: ModelVersion; created: boolean }>;
  /** By `name@alias`, `name@1.4.2`, a range as npm reads it (`name@1.4.x`, `name@^1.2`: the greatest in it) or `name#sha256:<hex>`; undefined when there is none. */
  find(selector: string): Promise<ModelVersion | undefined>;
  /** The oldest first. */
  list(name: string): Promise<ModelVersion[]>;
  /** Every version and alias of the name, those of other tools too. Without it, nobody else makes any: `list` says all. */
  watch?(name: string): Promise<ListedVersion[]>;
  /** Moves an alias from the version that was seen there (undefined: from nowhere) to another. It has moved when this ends. */
  setAlias(name: string, alias: string, version: string, seen: string | undefined): Promise<void>;
  /**
   * Only where an alias moves by somebody's merge, and `setAlias` is refused. Proposes the move together with its record, or
   * finds the proposal that waits already. @returns undefined when the alias is there, and no record is given
   */
  propose?: ((move: AliasMove, promotion?: Promotion) => Promise<ProposedMove | undefined>) | undefined;
  /** Takes an alias away from the version that was seen there; nothing happens where it is nowhere already. */
  removeAlias(name: string, alias: string, from: string): Promise<void>;
  /** Refused while an alias points to it; nothing happens when it is gone already. */
  remove(version: ModelVersion): Promise<void>;
  /** A folder with exactly the model's files, each held to its checksum; in place where that can be. Read-only. */
  fetch(version: ModelVersion): Promise<string>;
  /** A copy of one's own in a folder that does not exist yet (or holds just that copy); nothing stays of a bad one. */
  download(version: ModelVersion, folder: string): Promise<void>;
  metadata(version: ModelVersion): Promise<Metadata>;
  /** Draws the line from a version to what takes it in; the same one twice is one. Without it the registry draws no lineage. */
  use?(version: ModelVersion, consumer: Consumer): Promise<void>;
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

/** One whose aliases move by somebody's merge. */
export type ProposingRegistry = Registry & { propose: NonNullable<Registry["propose"]> };
