import { type Input, invalid, type Operation, page } from "./operation.ts";

export interface Tagged {
  arn: string;
  tags: Map<string, string>;
}

const most = 50;

/** AddTags, ListTags, DeleteTags of what can carry tags. */
export function tagging(resource: (arn: string) => Tagged | undefined): Record<string, Operation> {
  function required({ ResourceArn }: Input): Tagged {
    const found = resource(String(ResourceArn));
    if (!found) throw invalid(`Resource ${String(ResourceArn)} does not exist.`);
    return found;
  }
  const listed = ({ tags }: Tagged) => [...tags].map(([Key, Value]) => ({ Key, Value }));

  return {
    AddTags(input) {
      const tagged = required(input);
      const added = (input["Tags"] as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value] as const);
      const after = new Map([...tagged.tags, ...added]);
      if (after.size > most) throw invalid(`A resource cannot have more than ${most} tags`);
      for (const [key, value] of added) {
        if (key.toLowerCase().startsWith("aws:")) throw invalid(`${key}: tags of aws: are AWS's own`);
        tagged.tags.set(key, value);
      }
      return { Tags: listed(tagged) };
    },
    ListTags(input) {
      const { items, ...next } = page(listed(required(input)), { MaxResults: 50, ...input });
      return { Tags: items, ...next };
    },
    DeleteTags(input) {
      const tagged = required(input);
      for (const key of input["TagKeys"] as string[]) tagged.tags.delete(key);
      return {};
    },
  };
}

export const tagsOf = (tags: unknown): Map<string, string> =>
  new Map(((tags ?? []) as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]));
