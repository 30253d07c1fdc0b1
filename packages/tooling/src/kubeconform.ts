import { goProgram } from "./go-program.ts";

/** Absolute path of kubeconform, which checks manifests against schemas; built on first use. */
export const kubeconform = (): string =>
  goProgram({
    name: "kubeconform",
    module: "github.com/yannh/kubeconform/cmd/kubeconform",
    version: "0.7.0",
    megabytes: 14,
  });
