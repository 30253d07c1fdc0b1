import { registerHooks } from "node:module";
import { isAction } from "./workflow-files.ts";

/** What GitHub's own parser has against these workflows and actions: `message`, which names file, line and column. */
export async function parserProblems(files: ReadonlyMap<string, string>): Promise<string[]> {
  const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter, parseAction } = await parser();
  const trace = new NoOperationTraceWriter();
  const problems: string[] = [];
  for (const [name, content] of files) {
    if (isAction(name)) {
      const { context, value } = parseAction({ name, content }, trace);
      problems.push(...context.errors.getErrors().map(({ message }) => message));
      if (!value) problems.push(`${name}: holds no action`);
      continue;
    }
    const { context, value } = parseWorkflow({ name, content }, trace);
    const found = context.errors.getErrors().map(({ message }) => message);
    const template = value && (await convertWorkflowTemplate(context, value));
    found.push(...(template?.errors ?? []).map(({ Message }) => Message));
    if (!value) found.push(`${name}: holds no workflow`);
    problems.push(...found);
  }
  return [...new Set(problems)];
}

/** The parser imports its schemas as JSON without the attribute that Node demands (it is made for bundlers). */
async function parser() {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      return found.url.endsWith(".min.json") ? { ...found, importAttributes: { type: "json" } } : found;
    },
  });
  try {
    const workflows = await import("@actions/workflow-parser");
    const actions = await import("@actions/workflow-parser/actions/action-parser");
    return { ...workflows, ...actions };
  } finally {
    hooks.deregister();
  }
}
