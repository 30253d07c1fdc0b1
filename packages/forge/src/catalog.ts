import type { Platform } from "#platform";
import type { AttestationVerifier, Attestor } from "./attestor.ts";
import type { Forge } from "./forge.ts";
import type { AttestorConfig } from "./providers/github/attestor.ts";
import type { GithubConfig } from "./providers/github/connection.ts";
import type { SigstoreConfig } from "./providers/sigstore/index.ts";
import type { RepositoryReader } from "./repository-reader.ts";

type Ports = Pick<Platform, "http" | "clock" | "random" | "log">;

/** One line a provider; loaded when it is chosen. */
export const forgeProviders = {
  github: async (ports: Ports, config: GithubConfig): Promise<Forge & RepositoryReader> =>
    (await import("./providers/github/index.ts")).github(ports, config),
};

export const attestors = {
  github: async (ports: Ports & Pick<Platform, "secrets" | "environment">, config: AttestorConfig): Promise<Attestor> =>
    (await import("./providers/github/attestor.ts")).attestor(ports, config),
};

export const verifiers = {
  sigstore: async (config: SigstoreConfig): Promise<AttestationVerifier> =>
    (await import("./providers/sigstore/index.ts")).sigstore(config),
};
