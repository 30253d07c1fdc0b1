import type { ListedVersion } from "../event-source.ts";
import type { Shelf } from "./shelf.ts";
import { foreignPlace, survey } from "./survey.ts";

/**
 * Every version under the name, whoever made it: ours first, then those of other tools by the vendor's own names. One of
 * ours that is not settled, or about to go, is none yet, or none any more.
 */
export async function watch(shelf: Shelf, name: string): Promise<ListedVersion[]> {
  const { live, pointed, vendor } = await survey(shelf, name, { always: true });
  const heldBy = (version: string): string[] =>
    [...pointed].flatMap(([alias, to]) => (to === version ? [alias] : [])).sort();
  const others = vendor
    .filter(({ upload }) => upload === undefined)
    .map(({ place }) => ({
      version: place,
      digest: null,
      aliases: heldBy(foreignPlace(shelf, place)),
      foreign: true,
    }));
  return [...live.map(({ version }) => version), ...others];
}
