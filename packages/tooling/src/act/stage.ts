import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { withReferences, workflowCopies } from "../generate/workflows.ts";
import { actionNames, compositeNames, root } from "../repository.ts";

const pinned = "genai-mlops/genai-mlops@v1";

/** This toolkit as another repository sees it at a tag, with references that act understands. */
export function stageToolkit(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const put = (path: string, content: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const [path, content] of workflowCopies({ pinned })) put(path, content);
  put("action.yml", readFileSync(join(root, "action.yml"), "utf8"));
  for (const name of actionNames())
    put(`actions/${name}/action.yml`, readFileSync(join(root, `actions/${name}/action.yml`), "utf8"));
  for (const name of compositeNames()) {
    const source = readFileSync(join(root, `actions/${name}/action.yml`), "utf8");
    put(`actions/${name}/action.yml`, withReferences(source, { pinned }));
  }
  cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
}

/** An example as a user's repository of its own. */
export function stageCaller(example: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, "workflows/examples", example), folder, { recursive: true });
  commitCaller(folder);
}

/** Makes the folder a repository with one commit, so that a run has a ref and a commit. */
export function commitCaller(folder: string): void {
  const git = (...parameters: string[]): void =>
    void execFileSync(
      "git",
      ["-C", folder, "-c", "user.name=mail-triage", "-c", "user.email=mail@example.org", ...parameters],
      { stdio: "ignore" },
    );
  git("init", "--quiet", "--initial-branch=main");
  git("remote", "add", "origin", "https://github.com/octo/mail-triage.git");
  git("add", "--all");
  git("commit", "--quiet", "--message", "Release");
}
