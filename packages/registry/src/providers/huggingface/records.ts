import { posix } from "node:path";
import { ToolkitError } from "#contracts";
import type { Draft, Snapshot } from "../../commits/commits.ts";
import { versionNumbers } from "../../version.ts";
import { provider } from "./config.ts";
import type { Entry, Repository } from "./repository.ts";

/** Where the records lie, beside the model: `main` holds the newest version as its users load it. */
export const recordsFolder = ".genai-mlops/";
/** The Hub's own, and the card: no part of a model, whatever folder it comes from. */
export const cardPath = "README.md";
export const isOwn = (path: string): boolean => path.startsWith(recordsFolder) || path === ".gitattributes";

export interface OnMain extends Snapshot {
  /** All of `main`. */
  tree: ReadonlyMap<string, Entry>;
  /** The repository's tags that look like versions, ours or not: their numbers are taken. */
  tagged: readonly string[];
}

export interface HubDraft extends Draft {
  description?: string | undefined;
  /** Changes beside the records. */
  model?: { write: ReadonlyMap<string, Blob>; remove: readonly string[] } | undefined;
}

export interface MainCommits {
  head(): Promise<OnMain>;
  commit(on: OnMain, draft: HubDraft): Promise<string | undefined>;
}

const kept = 500;

/** The history of `main`; the Hub takes a commit upon its parent or answers 412. */
export function mainCommits(repository: Repository, visibility: "private" | "public"): MainCommits {
  /** Small files by the id of their content, the latest read ones. */
  const texts = new Map<string, string>();

  return {
    async head() {
      const refs = await repository.refs();
      const id = refs?.branches.get("main");
      const tree = (id && (await repository.tree(id))) || new Map<string, Entry>();
      const within = [...tree].filter(([path]) => path.startsWith(recordsFolder));
      const contents = new Map(within.map(([path, { oid }]) => [path.slice(recordsFolder.length), oid]));
      const tagged = [...(refs?.tags.keys() ?? [])].flatMap((tag) =>
        tag.startsWith("v") && versionNumbers(tag.slice(1)) ? tag.slice(1) : [],
      );
      return {
        id,
        tree,
        tagged,
        contents,
        async read(path) {
          const oid = contents.get(path) as string;
          const known = texts.get(oid);
          if (known !== undefined) return known;
          const text = await repository.text(id as string, posix.join(recordsFolder, path));
          if (texts.size >= kept) texts.delete(texts.keys().next().value as string);
          texts.set(oid, text);
          return text;
        },
      };
    },
    async commit(on, { title, description = "", write = new Map(), remove = [], model }) {
      if (on.id === undefined) {
        await repository.create(visibility);
        if ((await repository.refs())?.branches.has("main")) return undefined;
        throw nameTaken(repository.id);
      }
      const records = [...write].map(([path, text]): [string, Blob] => [
        `${recordsFolder}${path}`,
        new Blob([text as string]),
      ]);
      return await repository.commit({
        title,
        description,
        parent: on.id,
        write: new Map([...records, ...(model?.write ?? [])]),
        remove: [...remove.map((path) => `${recordsFolder}${path}`), ...(model?.remove ?? [])],
      });
    },
  };
}

/** The Hub says "there already" of a repository that it shows nobody but its members. */
function nameTaken(id: string): ToolkitError {
  return new ToolkitError({
    code: "huggingface-forbidden",
    provider,
    message: `${id} is taken at the Hub, by a repository that this token may not see`,
    hint: "give the model another name, or the token access to the repository",
  });
}
