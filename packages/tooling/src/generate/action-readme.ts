import type { ActionSpec } from "#action-kit";
import { defaultOf, describe } from "./action-yml.ts";

/** README of one action: what it does, a step to copy, tables of inputs and outputs, permissions. */
export function actionReadme(spec: ActionSpec): string {
  const inputs = Object.entries(spec.inputs).map(([name, input]) => [
    code(name),
    cell(input ? describe(input) : ""),
    input?.required ? "yes" : "",
    defaultOf(input) === undefined ? "" : code(defaultOf(input) ?? ""),
  ]);
  const outputs = Object.entries(spec.outputs).map(([name, description]) => [code(name), cell(description)]);
  const permissions = Object.entries(spec.permissions).map(([name, access]) => [code(name), access]);
  return [
    "<!-- Generated from spec.ts by `npm run fix`; do not edit. -->",
    `# ${spec.name}`,
    "",
    spec.description,
    "",
    "```yaml",
    `- uses: genai-mlops/genai-mlops/actions/${spec.name}@v1`,
    ...withBlock(spec),
    "```",
    "",
    "## Inputs",
    "",
    ...table(["input", "meaning", "required", "default"], inputs),
    "",
    "## Outputs",
    "",
    ...table(["output", "meaning"], outputs),
    ...(permissions.length > 0 ? ["", "## Permissions", "", ...table(["permission", "access"], permissions)] : []),
    "",
  ].join("\n");
}

function withBlock(spec: ActionSpec): string[] {
  const required = Object.entries(spec.inputs).filter(([, input]) => input?.required);
  if (required.length === 0) return [];
  return ["  with:", ...required.map(([name, input]) => `    ${name}: # ${input?.description ?? ""}`)];
}

function table(head: string[], rows: string[][]): string[] {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
}

const cell = (value: string): string => value.replaceAll("|", "\\|").replaceAll("\n", " ");
const code = (value: string): string => `\`${cell(value)}\``;
