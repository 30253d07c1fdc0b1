import { stringify } from "yaml";
import type { ActionSpec } from "#action-kit";

/** The action that stands for the toolkit where only a repository's root is seen: the marketplace. */
export const rootAction = "evaluate";

/** `action.yml` of an action, from its spec; `root` makes the one that the repository itself is. */
export function actionYml(spec: ActionSpec, { root = false } = {}): string {
  const inputs = Object.fromEntries(
    Object.entries(spec.inputs).map(([name, input]) => [
      name,
      {
        description: describe(input),
        required: input?.required ?? false,
        ...(defaultOf(input) !== undefined && { default: defaultOf(input) }),
      },
    ]),
  );
  const outputs = Object.fromEntries(
    Object.entries(spec.outputs).map(([name, description]) => [name, { description }]),
  );
  const entry = `${root ? "" : "../../"}dist/${spec.name}/index.js`;
  const content = stringify(
    {
      name: root ? "genai-mlops" : `genai-mlops ${spec.name}`,
      description: spec.description,
      author: "genai-mlops",
      branding: spec.branding,
      inputs,
      outputs,
      runs: { using: "node24", main: entry, ...(spec.post && { post: entry, "post-if": "always()" }) },
    },
    { lineWidth: 0, singleQuote: false },
  );
  const source = root ? `actions/${spec.name}/spec.ts` : "spec.ts";
  return `# Generated from ${source} by \`npm run fix\`; do not edit.\n${content}`;
}

type Input = ActionSpec["inputs"][string];

/** The runner evaluates an expression before the action sees it. */
export const defaultOf = (input: Input): string | undefined => input?.default ?? input?.expression;

export function describe(input: Input): string {
  const facts = [
    input?.legal && `One of: ${input.legal.join(", ")}.`,
    input?.environment && `Falls back to the variable ${input.environment}.`,
  ].filter(Boolean);
  return [`${input?.description.replace(/\.$/, "")}.`, ...facts].join(" ");
}
