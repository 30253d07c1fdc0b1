import { Document, isMap, isScalar, type ParsedNode, type YAMLMap } from "yaml";

/** A comment above the key that the path ends at; undefined says nothing. */
export type Comments = readonly (readonly [path: readonly (string | number)[], text: string])[];

/** Objects as documents of one YAML file, the same text for the same data. */
export function writeYaml(objects: readonly { value: object; comments: Comments }[], head: string): string {
  const texts = objects.map(({ value, comments }) => {
    const document = new Document(value, { aliasDuplicateObjects: false });
    for (const [path, text] of comments) comment(document, path, text);
    return document.toString({ lineWidth: 0 });
  });
  return `${indented(head, "# ")}\n---\n${texts.join("---\n")}`;
}

function comment(document: Document, path: readonly (string | number)[], text: string): void {
  const last = path.at(-1);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = (parent as YAMLMap<ParsedNode>).items.find(({ key }) => isScalar(key) && key.value === last);
    if (isScalar(pair?.key)) {
      pair.key.commentBefore = indented(text, " ");
      return;
    }
  }
  const node = typeof last === "number" ? (document.getIn(path, true) as ParsedNode | undefined) : undefined;
  if (!node) throw new Error(`the manifest has no ${path.join(".")} to comment on`);
  node.commentBefore = indented(text, " ");
}

const indented = (text: string, before: string): string =>
  text
    .split("\n")
    .map((line) => `${before}${line}`)
    .join("\n");
