import { readFileSync } from "node:fs";
import { join } from "node:path";
import { goProject } from "../../../packages/tooling/src/go-program.ts";
import { moduleFolder } from "./modules.ts";

const main = (imports: string, work: string): string => `package main

import (
	"os"

${imports}
)

func main() { ${work} }
`;

/** Absolute path of the store that an API server keeps its objects in. */
export const etcd = (): string =>
  goProject({
    name: "etcd",
    version: "3.6.16",
    megabytes: 40,
    files: {
      "go.mod": "module etcd\n\ngo 1.26.0\n\nrequire go.etcd.io/etcd/server/v3 v3.6.16\n",
      "main.go": main('\t"go.etcd.io/etcd/server/v3/etcdmain"', "etcdmain.Main(os.Args)"),
    },
  });

/**
 * Absolute path of Kubernetes' API server: its module is replaced in parts by others of the same release, as its own
 * description says.
 */
export function kubeApiServer(): string {
  const described = readFileSync(join(moduleFolder("kubernetes"), "go.mod"), "utf8");
  const parts = [...described.matchAll(/^\s*(k8s\.io\/[a-z-]+) => \.\/staging/gm)].map(([, part]) => part);
  const replaced = parts.map((part) => `\t${part} => ${part} v0.37.2`).join("\n");
  return goProject({
    name: "kube-apiserver",
    version: "1.37.2",
    megabytes: 170,
    files: {
      "go.mod": `module apiserver\n\ngo 1.26.0\n\ngodebug default=go1.26\n\nrequire k8s.io/kubernetes v1.37.2\n\nreplace (\n${replaced}\n)\n`,
      "main.go": main(
        '\t"k8s.io/component-base/cli"\n\t"k8s.io/kubernetes/cmd/kube-apiserver/app"',
        "os.Exit(cli.Run(app.NewAPIServerCommand()))",
      ),
    },
  });
}
