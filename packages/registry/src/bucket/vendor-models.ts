/** One version as the vendor's model registry shows it, ours or another tool's. */
export interface VendorVersion {
  /** The vendor's own name of the version. */
  place: string;
  /** Id of the upload that it shows; undefined for what another tool made. */
  upload: string | undefined;
  aliases: string[];
}

/** What the vendor is told of a version. */
export interface Publication {
  upload: string;
  version: string;
  digest: string;
  /** Address of the folder with the model's files, with / at its end. */
  files: string;
  metadata: { base_model: string; git_commit: string | null };
}

/** The vendor's model registry: where people see versions, and where its own services take them from. */
export interface VendorModels {
  provider: string;
  /** In an error's sentence: `Vertex AI`. */
  vendor: string;
  /** @throws InputError `bad-name` with the vendor's own rule */
  requireName(name: string): string;
  /** @throws InputError `bad-alias` with the vendor's own rule */
  requireAlias(alias: string): string;
  /** Before the first byte is sent. @throws InputError for what is needed to tell the vendor of a version, and is not there */
  requireReady(): void;
  /** Whether an alias is a thing of the vendor's own, which people move there by hand: then it is the truth once it has followed. */
  hasAliases: boolean;
  versions(name: string): Promise<VendorVersion[]>;
  /** Numbers that another tool gave and that the vendor would refuse a second time. */
  taken(versions: readonly VendorVersion[]): string[];
  /**
   * Called once for an upload unless its caller was killed.
   * @param showLife to be called now and then where it takes long
   * @returns the place
   */
  publish(name: string, publication: Publication, showLife: () => Promise<void>): Promise<string>;
  /** Nothing happens when it is gone. @throws ToolkitError `version-in-use` when the vendor itself still needs it */
  withdraw(name: string, place: string): Promise<void>;
  /**
   * Lets the vendor show an alias where it was agreed to be, undefined: nowhere any more.
   * @param all every alias to its version, this one included
   */
  showAlias(name: string, alias: string, place: string | undefined, all: ReadonlyMap<string, string>): Promise<void>;
  uri(name: string, place: string): string;
}
