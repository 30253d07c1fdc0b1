import { InputError, ToolkitError } from "#contracts";
import { type Http, loggedRetries, type Platform } from "#platform";
import { defaultEntity, type Fetch, type Files, openWandb, requireProject, type Wandb, WandbError } from "#wandb-ts";
import { registryProject, requireRegistryName } from "./registry-project.ts";

export const provider = "wandb";

export interface WandbRegistryConfig {
  /** WANDB_API_KEY. */
  apiKey: string;
  /** WANDB_BASE_URL; `https://api.wandb.ai` unless told. */
  baseUrl?: string | undefined;
  /** WANDB_ENTITY, a user or a team; the key's own unless told. */
  entity?: string | undefined;
  /** WANDB_PROJECT. */
  project: string;
  /** The W&B run that logs what is registered, made when it is not there; `genai-mlops-registry` unless told. */
  run?: string | undefined;
  /** A run of somebody else's that takes models in, with what places it elsewhere (WANDB_RUN_ID); one of ours unless told. */
  consumer?: { id: string; entity: string | undefined; project: string | undefined } | undefined;
  /** Where fetched models are kept, each by its digest. */
  cacheFolder: string;
  /** Registry of the organization that each version is linked into: `model` is `wandb-registry-model`; none unless told. */
  registry?: string | undefined;
}

export type Ports = Pick<Platform, "http" | "clock" | "random" | "secrets" | "log" | "files">;

/** A project of W&B. */
export interface Home {
  wandb: Wandb;
  ports: Ports;
  entity(): Promise<string>;
  project: string;
  run: string;
  consumer: WandbRegistryConfig["consumer"];
  cacheFolder: string;
  /** Project of the registry that versions are shown in; undefined where none was told. */
  registryProject(): Promise<{ entity: string; project: string } | undefined>;
}

export function openHome(ports: Ports, config: WandbRegistryConfig): Home {
  const { clock, random, log, secrets } = ports;
  const apiKey = config.apiKey.trim();
  if (apiKey === "")
    throw new InputError(
      [{ where: "WANDB_API_KEY", problem: "is empty", mend: "take a key from wandb.ai/authorize, as a secret" }],
      "missing-api-key",
    );
  secrets.mask(apiKey);
  secrets.mask(Buffer.from(`api:${apiKey}`).toString("base64"));
  requireLegal({ project: config.project, entity: config.entity });
  const wandb = openWandb({
    apiKey,
    baseUrl: config.baseUrl,
    fetch: fetchBy(ports.http),
    clock,
    random: random.uniform,
    files: filesBy(ports.files),
    retry: {
      onRetry: loggedRetries(log, "W&B"),
    },
  });
  let own: Promise<string> | undefined;
  const asked = async (): Promise<string> => {
    try {
      return config.entity ? config.entity : await defaultEntity(wandb);
    } catch (error) {
      // a failed answer is not kept: the next caller asks anew
      own = undefined;
      throw error;
    }
  };
  const entity = (): Promise<string> => {
    own ??= asked();
    return own;
  };
  const { registry } = config;
  if (registry !== undefined) requireRegistryName(registry);
  let project: ReturnType<typeof registryProject> | undefined;
  return {
    wandb,
    ports,
    entity,
    registryProject: async () => {
      if (registry === undefined) return undefined;
      project ??= registryProject({ wandb, entity }, registry).catch((error: unknown) => {
        project = undefined;
        throw error;
      });
      return await project;
    },
    project: config.project,
    run: config.run ?? "genai-mlops-registry",
    consumer: config.consumer,
    cacheFolder: config.cacheFolder,
  };
}

function requireLegal(names: Record<string, string | undefined>): void {
  const problems = Object.entries(names).flatMap(([where, name]) => {
    try {
      if (name !== undefined) requireProject(name);
      return [];
    } catch (error) {
      return [{ where, problem: (error as Error).message }];
    }
  });
  if (problems.length > 0) throw new InputError(problems, "bad-name");
}

function fetchBy(http: Http): Fetch {
  return async (url, init) => {
    const { status, headers, body } = await http.send({ url, ...init });
    return { status, headers: { get: (name) => headers.get(name.toLowerCase()) ?? null }, body };
  };
}

function filesBy(files: Platform["files"]): Files {
  return {
    size: async (path) => (await files.stat(path))?.size ?? 0,
    async *read(path, range) {
      let left = range ? range.end - range.start : Number.POSITIVE_INFINITY;
      for await (const chunk of files.stream(path, { start: range?.start ?? 0, reuse: true })) {
        yield chunk.subarray(0, left);
        left -= chunk.length;
        if (left <= 0) return;
      }
    },
    async write(path, chunks) {
      try {
        await files.writeStream(path, chunks);
      } catch (error) {
        // what the stream itself threw, whatever the files made of it
        throw error instanceof ToolkitError && error.cause instanceof WandbError ? error.cause : error;
      }
    },
  };
}

const codes: Partial<Record<WandbError["code"], { code: string; hint?: string }>> = {
  unauthorized: { code: "wandb-unauthorized", hint: "set WANDB_API_KEY to a key of wandb.ai/authorize" },
  forbidden: { code: "wandb-forbidden", hint: "let this key write to the project, in the team's settings at W&B" },
  unreachable: { code: "wandb-unreachable" },
  timeout: { code: "wandb-unreachable" },
  unavailable: { code: "wandb-unreachable" },
  "not-understood": { code: "wandb-not-there", hint: "check WANDB_BASE_URL: it is the root of W&B's API" },
  "file-changed": { code: "model-changed" },
  corrupt: { code: "model-corrupt", hint: "register the model again from its training" },
};

/** The library's errors as the toolkit's. */
export async function named<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WandbError)) throw error;
    if (error.code === "bad-name") throw new InputError([{ where: "name", problem: error.message }], "bad-name");
    const { message, status, cause } = error;
    const retryable = error.retryable || error.code === "file-changed";
    throw new ToolkitError({
      code: "wandb-refused",
      provider,
      status,
      retryable,
      message,
      cause,
      ...codes[error.code],
    });
  }
}
