import type { Manifest, Metadata } from "#contracts";
import { layout } from "../../commits/layout.ts";
import type { Records } from "../../commits/records.ts";
import type { CardFacts } from "./config.ts";
import { cardPath, type HubDraft, type OnMain } from "./records.ts";

const besideVersion = (version: string): string => `${layout.version(version)}${cardPath}`;

/**
 * Adds the version's card to a commit: beside its records, and as the repository's page when it is the newest version's.
 * A page that a person wrote or changed stays, and so does one that the model brought itself.
 */
export function withCard(
  draft: HubDraft,
  write: ((facts: CardFacts) => string) | undefined,
  { on, repository, manifest, metadata, evaluation, newest }: CardPlace,
): HubDraft {
  if (!write) return draft;
  const { name, version, digest, files } = manifest;
  const text = write({ name, version, modelRef: `${name}#${digest}`, repository, metadata, evaluation });
  const own = files.some(({ path }) => path === cardPath);
  const page = newest && !own && mayWritePage(on);
  return {
    ...draft,
    write: new Map([...(draft.write ?? []), [besideVersion(version), text]]),
    model: {
      write: new Map([...(draft.model?.write ?? []), ...(page ? ([[cardPath, new Blob([text])]] as const) : [])]),
      remove: (draft.model?.remove ?? []).filter((path) => !page || path !== cardPath),
    },
  };
}

export interface CardPlace {
  on: OnMain;
  /** `namespace/name` at the Hub. */
  repository: string;
  manifest: Manifest;
  metadata: Metadata;
  evaluation: string | undefined;
  /** Whether no later version is registered. */
  newest: boolean;
}

/** Whether the repository's page is one of our cards, by the id of its content. */
export function mayWritePage({ tree, contents }: OnMain): boolean {
  const page = tree.get(cardPath);
  if (!page) return true;
  return [...contents].some(([path, oid]) => path.endsWith(`/${cardPath}`) && oid === page.oid);
}

/** The page after the newest version is gone: the card of the one before, none without. */
export async function pageBefore(records: Records, on: OnMain, left: readonly Manifest[]): Promise<HubDraft["model"]> {
  if (!on.tree.has(cardPath) || !mayWritePage(on)) return { write: new Map(), remove: [] };
  const before = left.at(-1);
  const card = before && besideVersion(before.version);
  if (!card || !on.contents.has(card)) return { write: new Map(), remove: [cardPath] };
  return { write: new Map([[cardPath, new Blob([await records.snapshot.read(card)])]]), remove: [] };
}
