import type { ModelService } from "./model-service.ts";

/** Folders of the container where the model is: by a volume of ours, and by KServe's storage initializer. */
const [ownPath, kservePath] = ["/models", "/mnt/models"] as const;

export interface ModelSource {
  /** What the server is told to load. */
  path: string;
  /** Commit of the Hub that the server fetches by itself. */
  revision?: string;
  /** The volume that holds it, where one does. */
  volume?: object;
  mount?: object;
  /** What KServe is to fetch. */
  storageUri?: string;
}

/** Schemes by which the model comes into a container. */
export const schemesOf = {
  "argo-rollouts": ["pvc", "oci", "hf"],
  kserve: ["pvc", "oci", "hf", "s3", "gs", "https"],
} as const;

export interface UriParts {
  scheme: string;
  /** Claim, owner, bucket, host or registry. */
  place: string;
  path: string;
  /** File of an image, after `#`. */
  file: string;
}

/** undefined for what is no URI */
export function partsOf(uri: string): UriParts | undefined {
  const [, scheme, place, path = "", file = ""] =
    /^([a-z0-9]+):\/\/([^/#\s]+)(?:\/([^#\s]*))?(?:#(\S+))?$/.exec(uri) ?? [];
  return scheme && place ? { scheme, place, path: path.replace(/\/+$/, ""), file } : undefined;
}

const within = (folder: string, path: string): string => (path === "" ? folder : `${folder}/${path}`);

/** How a container finds the model. */
export function modelSource({ engine, model: { uri } }: ModelService): ModelSource {
  const { scheme = "", place = "", path = "", file = "" } = partsOf(uri) ?? {};
  const [storageUri = ""] = uri.split("#");
  if (scheme === "hf") {
    const [name = "", revision = ""] = path.split(":");
    return { path: within(place, name), revision };
  }
  const mount = { name: "model", mountPath: ownPath, readOnly: true };
  if (scheme === "pvc") {
    const volume = { name: "model", persistentVolumeClaim: { claimName: place, readOnly: true } };
    return { path: within(ownPath, path), volume, mount };
  }
  // an image with the model in it, for which Knative has no volume
  if (scheme === "oci" && engine === "argo-rollouts") {
    const image = { reference: storageUri.slice("oci://".length), pullPolicy: "IfNotPresent" };
    return { path: within(ownPath, file), volume: { name: "model", image }, mount };
  }
  const fetched = /\.gguf$/.test(path) ? path.slice(path.lastIndexOf("/") + 1) : file;
  return { path: within(kservePath, fetched), storageUri };
}
