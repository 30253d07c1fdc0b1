import { InputError, type Metadata, type Problem } from "#contracts";
import type { Platform } from "#platform";

export const provider = "huggingface";

/** What a version's card is written of. */
export interface CardFacts {
  name: string;
  version: string;
  modelRef: string;
  /** `namespace/name` at the Hub. */
  repository: string;
  metadata: Metadata;
  /** Text of evaluation.json, once it is attached. */
  evaluation: string | undefined;
}

export interface HuggingfaceConfig {
  /** HF_TOKEN, a token that may write. Not needed with `trustedPublisher`. */
  token?: string | undefined;
  /** The Hub trusts this workflow: its GitHub identity is exchanged for a token of an hour. */
  trustedPublisher?: TrustedPublisher | undefined;
  /** HF_ENDPOINT; `https://huggingface.co` unless told. */
  endpoint?: string | undefined;
  /** User or organization that owns the repositories; the token's own unless told. */
  namespace?: string | undefined;
  /** Of repositories that are made; `private` unless told. */
  visibility?: "private" | "public" | undefined;
  /** Folder that fetched models are kept in, by digest. */
  cacheFolder: string;
  /** Text of README.md, with its front matter; no card is written without. */
  card?: ((facts: CardFacts) => string) | undefined;
}

export interface TrustedPublisher {
  /** HF_OIDC_RESOURCE: `namespace/name` of the one repository that the token is for. */
  resource: string;
  /** HF_OIDC_ID_TOKEN, of another CI; GitHub is asked for one unless told. */
  idToken?: string | undefined;
  /** ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN: there with `permissions: id-token: write`. */
  request?: { url: string; token: string } | undefined;
}

export type Ports = Pick<Platform, "http" | "clock" | "random" | "secrets" | "log" | "files">;

/** @throws InputError `missing-api-key`, `bad-registry-uri`, `bad-name` with every problem of the configuration */
export function requireConfig({ token, trustedPublisher, endpoint, namespace }: HuggingfaceConfig): void {
  const missing = !trustedPublisher && !token?.trim();
  if (missing) {
    const mend =
      "take a token with write access from huggingface.co/settings/tokens, as a secret; or make this workflow a trusted publisher of the repository, and set HF_OIDC_RESOURCE";
    throw new InputError([{ where: "HF_TOKEN", problem: "is empty", mend }], "missing-api-key");
  }
  if (!trustedPublisher && !token?.trim().startsWith("hf_"))
    throw new InputError([{ where: "HF_TOKEN", problem: "is no token", legal: "hf_…" }], "missing-api-key");
  const address = endpoint === undefined || URL.canParse(endpoint) ? endpoint && new URL(endpoint) : null;
  if (address === null || (address && !/^https?:$/.test(address.protocol)))
    throw new InputError(
      [{ where: "HF_ENDPOINT", problem: "is no address", legal: "https://huggingface.co" }],
      "bad-registry-uri",
    );
  const problems: Problem[] = [];
  if (namespace !== undefined) problems.push(...partProblems("namespace", namespace));
  const resource = trustedPublisher?.resource;
  if (resource !== undefined && !/^[^/]+\/[^/]+$/.test(resource))
    problems.push({
      where: "HF_OIDC_RESOURCE",
      problem: `"${resource}" is no model repository`,
      legal: "namespace/name",
    });
  if (problems.length > 0) throw new InputError(problems, "bad-name");
}

/** @throws InputError `bad-name` by the Hub's own rule (huggingface_hub, `validate_repo_id`) */
export function requireRepository(namespace: string, name: string): string {
  const problems = partProblems("name", name);
  if (`${namespace}/${name}`.length > 96)
    problems.push({ where: "name", problem: `"${namespace}/${name}" is longer than the Hub's 96 characters` });
  if (problems.length > 0) throw new InputError(problems, "bad-name");
  return `${namespace}/${name}`;
}

function partProblems(where: string, part: string): Problem[] {
  const legal = /^\w$|^\w[\w.-]{0,94}\w$/.test(part) && !/--|\.\./.test(part) && !part.endsWith(".git");
  if (legal) return [];
  const rule =
    "letters, digits, - _ ., at most 96, no - or . at the ends, neither -- nor .., not .git at the end (the Hub's rule)";
  return [{ where, problem: `"${part}" is no name at the Hugging Face Hub`, legal: rule }];
}
