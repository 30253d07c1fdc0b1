import { goProgram } from "./go-program.ts";

/** Absolute path of actionlint, which checks workflows; built on first use. */
export const actionlint = (): string =>
  goProgram({
    name: "actionlint",
    module: "github.com/rhysd/actionlint/cmd/actionlint",
    version: "1.7.12",
    megabytes: 10,
  });
