import type { Environment } from "#platform";
import type { RegistryName } from "./catalog.ts";
import { mlflowAddresses } from "./providers/mlflow/address.ts";
import type { ModelVersion } from "./registry.ts";

export interface PageOf {
  registry: RegistryName;
  /** What `registry-uri` is to it. */
  said: string | undefined;
  /** Of the repository at the forge, which a registry in git without an address of its own lives in. */
  repositoryUrl: string | undefined;
  environment: Environment;
}

/**
 * Where people look at a version. Undefined for a folder, which has no page, and for SageMaker and Azure ML, whose
 * consoles promise no address for a version. MLflow: routes of its own front end; Vertex AI: as Google's own tools print it;
 * W&B: `Artifact.url` of its client.
 */
export function versionPage({ name, uri }: Pick<ModelVersion, "name" | "uri">, of: PageOf): string | undefined {
  return pages[of.registry]?.(uri, of, name);
}

type Page = (uri: string, of: PageOf, name: string) => string | undefined;

const pages: Partial<Record<RegistryName, Page>> = {
  huggingface(uri, { environment }) {
    const [, repository, revision] = /^hf:\/\/([^@]+)@(.+)$/.exec(uri) ?? [];
    const home = environment.get("HF_ENDPOINT") ?? "https://huggingface.co";
    return repository && revision && page(home, `${encoded(repository)}/tree/${encoded(revision)}`);
  },
  wandb(uri, { environment }) {
    const [, project, name, version] = /^wandb-artifact:\/\/([^/]+\/[^/]+)\/([^/:]+):(.+)$/.exec(uri) ?? [];
    const api = environment.get("WANDB_BASE_URL") ?? "https://api.wandb.ai";
    // W&B's own cloud answers its API beside its pages, a server of one's own at the same address
    const home = api.replace(/^https:\/\/api\.wandb\.ai\/?$/, "https://wandb.ai");
    return (
      project && name && version && page(home, `${encoded(project)}/artifacts/model/${encoded(`${name}/${version}`)}`)
    );
  },
  mlflow(uri, { said, environment }) {
    const [, name, number] = /^models:\/(.+)\/(\d+)$/.exec(uri) ?? [];
    const { registry } = mlflowAddresses(said, environment);
    return name && number && page(registry, `#/models/${encodeURIComponent(name)}/versions/${number}`);
  },
  vertex(uri) {
    const [, project, location, model, version] =
      /^projects\/([^/]+)\/locations\/([^/]+)\/models\/([^/@]+)@(\d+)$/.exec(uri) ?? [];
    return project && version
      ? `https://console.cloud.google.com/vertex-ai/models/locations/${location}/models/${model}/versions/${version}?project=${encodeURIComponent(project)}`
      : undefined;
  },
  git(uri, { said, repositoryUrl }, name) {
    const at = uri.lastIndexOf(`:${name}/`);
    if (said !== undefined || repositoryUrl === undefined || !uri.startsWith("git:") || at < 4) return undefined;
    return page(repositoryUrl, `tree/${encoded(uri.slice(4, at))}/${encoded(uri.slice(at + 1))}`);
  },
};

const encoded = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** Nothing where the address is none: a page is never worth a failure. */
function page(home: string, path: string): string | undefined {
  if (!URL.canParse(home) || !/^https?:$/.test(new URL(home).protocol)) return undefined;
  return `${home.replace(/\/+$/, "")}/${path}`;
}
