import { ToolkitError } from "#contracts";
import type { Ports } from "./ports.ts";

export const provider = "kubernetes";

/** Reasons that the API server gives in kubectl's message: `Error from server (Conflict): …`. */
const known: [RegExp, { code: string; retryable?: boolean; hint?: string }][] = [
  [/\(Conflict\)/, { code: "kubernetes-conflict", retryable: true }],
  [/\(AlreadyExists\)/, { code: "kubernetes-exists", retryable: true }],
  [/\(NotFound\)/, { code: "kubernetes-not-found" }],
  [
    /\(Forbidden\)/,
    { code: "kubernetes-forbidden", hint: "give this user the verb on the resource that the message names" },
  ],
  [/\(Unauthorized\)|must be logged in/i, { code: "kubernetes-unauthorized", hint: "log kubectl in before this step" }],
  [/\((?:Invalid|BadRequest)\)|ValidationError/, { code: "kubernetes-refused" }],
  [
    /doesn't have a resource type|no matches for kind/,
    {
      code: "kubernetes-no-engine",
      hint: "install the engine that kubernetes-engine names, with its resource definitions",
    },
  ],
  [
    /context .* does not exist|no configuration has been provided|invalid configuration/,
    { code: "kubernetes-no-cluster", hint: "set KUBECONFIG, or kubernetes-context to one of its contexts" },
  ],
  [
    /Unable to connect|connection refused|i\/o timeout|TLS handshake|\(ServiceUnavailable\)|\(TooManyRequests\)|\(InternalError\)|\(Timeout\)|no such host|EOF/,
    { code: "kubernetes-unreachable", retryable: true, hint: "the same step goes on from here" },
  ],
];

/** What kubectl said, as an error of ours. */
export function kubectlFailure({ secrets }: Pick<Ports, "secrets">, command: string, said: string): ToolkitError {
  const found = known.find(([pattern]) => pattern.test(said))?.[1] ?? { code: "kubernetes-failed" };
  const message = secrets.redact(said.trim()).slice(-1500) || "kubectl said nothing";
  return new ToolkitError({ provider, message: `kubectl ${command}: ${message}`, ...found });
}

export const isConflict = (error: unknown): boolean =>
  error instanceof ToolkitError && (error.code === "kubernetes-conflict" || error.code === "kubernetes-exists");

/** What is left to the next look, where nobody waits. */
export const underWay = (message: string): ToolkitError =>
  new ToolkitError({ code: "under-way", provider, retryable: true, message });

export const isUnderWay = (error: unknown): error is ToolkitError =>
  error instanceof ToolkitError && error.code === "under-way";
