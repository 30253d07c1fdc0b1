import { diffWordsWithSpace } from "diff";
import type { Block, Piece } from "./document.ts";

export interface Example {
  /** What stands before the texts: a name, a score. */
  cells: string[];
  expected: string;
  got: string;
  /** What the baseline answered; undefined where there is none. */
  baseline?: string | undefined;
}

/** Of one text; enough to see what went wrong, too little to publish a data set. */
const mostCharacters = 600;

/** Expected beside got, with what differs marked; the baseline's answer beside both. */
export function examples(head: string[], rows: readonly Example[], withBaseline: boolean): Block {
  return {
    kind: "examples",
    head,
    rows: rows.map(({ cells, expected, got, baseline }) => {
      const [left, right] = sideBySide(cut(expected), cut(got));
      const texts = [left, right];
      if (withBaseline) texts.push(sideBySide(cut(expected), cut(baseline ?? "—"))[1]);
      return { cells, texts };
    }),
  };
}

function sideBySide(left: string, right: string): [Piece[], Piece[]] {
  const changes = diffWordsWithSpace(left, right, { timeout: 1000 }) ?? [
    { value: left, removed: true, added: false },
    { value: right, removed: false, added: true },
  ];
  const pieces = (side: "removed" | "added", other: "removed" | "added"): Piece[] =>
    changes
      .filter((change) => !change[other])
      .map((change) => ({ text: change.value, differs: change[side] === true }));
  return [pieces("removed", "added"), pieces("added", "removed")];
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length > mostCharacters ? `${characters.slice(0, mostCharacters).join("")}…` : text;
}
