import * as z from "zod";
import { ToolkitError } from "#contracts";
import { kubectlFailure, provider } from "./failures.ts";
import type { Ports } from "./ports.ts";

/** The verbs of kubectl that reading and driving takes. There is none that applies a manifest. */
export interface Kubectl {
  /** undefined: there is none. */
  get<Schema extends z.ZodType>(kind: string, name: string, schema: Schema): Promise<z.output<Schema> | undefined>;
  /** Everything with the label. */
  list<Schema extends z.ZodType>(kind: string, label: string, schema: Schema): Promise<z.output<Schema>[]>;
  /** A merge patch; with `metadata.resourceVersion` in it, of what was seen alone. @throws ToolkitError `kubernetes-conflict` */
  patch(kind: string, name: string, patch: object, part?: "status"): Promise<void>;
  /** @throws ToolkitError `kubernetes-exists` */
  create(object: object): Promise<void>;
  /** Nothing happens when it is gone. */
  remove(kind: string, name: string): Promise<void>;
}

export interface Place {
  namespace: string;
  /** Of the kubeconfig; its current one unless given. */
  context?: string | undefined;
}

/** kubectl is on every runner of GitHub's, and knows every way to log in to a cluster. */
export function kubectlOf(ports: Ports, { namespace, context }: Place): Kubectl {
  const at = [`--namespace=${namespace}`, ...(context ? [`--context=${context}`] : []), "--request-timeout=30s"];

  async function ask(args: readonly string[], input?: string): Promise<string> {
    const { exitCode, stdout, stderr } = await ports.exec.run("kubectl", [...args, ...at], { input });
    if (exitCode !== 0) throw kubectlFailure(ports, args.slice(0, 3).join(" "), stderr || stdout);
    return stdout;
  }

  function read<Schema extends z.ZodType>(text: string, schema: Schema, what: string): z.output<Schema> {
    try {
      return schema.parse(JSON.parse(text));
    } catch (cause) {
      const message = `kubectl's answer on ${what} cannot be read`;
      throw new ToolkitError({ code: "kubernetes-answer", provider, message, cause });
    }
  }

  return {
    async get(kind, name, schema) {
      const text = await ask(["get", kind, name, "--output=json", "--ignore-not-found"]);
      return text.trim() === "" ? undefined : read(text, schema, `${kind} ${name}`);
    },
    async list(kind, label, schema) {
      const text = await ask(["get", kind, `--selector=${label}`, "--output=json"]);
      return read(text, z.looseObject({ items: z.array(schema) }), kind).items;
    },
    async patch(kind, name, patch, part) {
      const where = part ? [`--subresource=${part}`] : [];
      await ask(["patch", kind, name, "--type=merge", ...where, `--patch=${JSON.stringify(patch)}`]);
    },
    async create(object) {
      await ask(["create", "--filename=-"], JSON.stringify(object));
    },
    async remove(kind, name) {
      await ask(["delete", kind, name, "--ignore-not-found", "--wait=false"]);
    },
  };
}
