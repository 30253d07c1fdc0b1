import type { DatasetLock, Language, SplitName } from "#contracts";
import { datasetText, numbersIn } from "#messages";
import { callout, type Document, details, heading, list, paragraph, table } from "./document.ts";

export interface DatasetReport {
  lock: DatasetLock;
  lockState: "created" | "verified" | "updated";
  /** At most a few titles of each split, each at most 80 characters. */
  titles: Partial<Record<SplitName, string[]>>;
}

/** What prepare-data says of a dataset. */
export function datasetReport({ lock, lockState, titles }: DatasetReport, language: Language): Document {
  const text = datasetText[language];
  const numbers = numbersIn(language);
  const splits = Object.entries(lock.splits) as [SplitName, NonNullable<DatasetLock["splits"][SplitName]>][];
  return {
    language,
    title: text.title,
    blocks: [
      callout(lockState === "verified" ? "good" : "warn", text.lock[lockState]),
      list([
        `${text.source}: ${lock.source.name}@${lock.source.version} (${lock.source.kind})`,
        `${text.digest}: ${lock.digest}`,
      ]),
      heading(text.splits),
      table(
        [text.split, text.rows, text.labels, text.size, text.file],
        splits.map(([name, split]) => [
          text.names[name],
          numbers.integer(split.rows),
          Object.entries(split.labels)
            .map(([label, count]) => `${label} ${numbers.integer(count)}`)
            .join(", "),
          numbers.bytes(split.bytes),
          split.path,
        ]),
        [1, 3],
      ),
      paragraph(text.dropped(numbers.integer(lock.duplicatesDropped), numbers.integer(lock.rows))),
      paragraph(text.noOverlap),
      details(
        text.examples,
        splits.map(([name]) => list((titles[name] ?? []).map((title) => `${text.names[name]}: ${title}`))),
      ),
    ],
  };
}
