import type { ChatExample } from "#contracts";

/** What the example's answer should be: its first reference, else its last assistant turn; undefined when it has neither. */
export function referenceOf(example: ChatExample): string | undefined {
  return example.references?.[0] ?? example.messages.findLast(({ role }) => role === "assistant")?.content;
}

/** The one class of a dataset without classes. */
export const unlabelled = "all";

/** The class that splits are balanced by: `slice.label`, else one class for all (a dataset without classes). */
export function labelOf(example: ChatExample): string {
  return example.slice?.["label"] ?? unlabelled;
}

/** The text that near-duplicates are found in. */
export function promptOf(example: ChatExample): string {
  return example.messages
    .filter(({ role }) => role === "user")
    .map(({ content }) => content)
    .join("\n");
}
