import type { Language, PromotionRecord } from "#contracts";
import { promotionText } from "#messages";
import { type Block, callout, type Document, heading, paragraph, table } from "./document.ts";

/** As many entries as people read; the record itself has all. */
const shownEntries = 10;

/** What promote and rollback say of the registries. `last` is what they say of the endpoint, where there is one. */
export function promotionReport(record: PromotionRecord, language: Language, last?: Document): Document {
  const text = promotionText[language];
  const { event, name, alias, legs, entries, settled, evidence, proposed } = record;
  const blocks: Block[] = last ? [...last.blocks] : [];
  for (const { outcome, actor, time } of settled) blocks.push(callout("warn", text.settled[outcome](actor, time)));
  if (proposed) blocks.push(callout("warn", text.proposed(name, alias, proposed.url ?? proposed.branch)));
  else if (record.kept) blocks.push(callout("note", text.kept[record.kept](alias)));
  else if (legs.length === 0) blocks.push(callout("note", text.nothing(name, alias)));
  else blocks.push(callout(event === "promoted" ? "good" : "warn", text.done[event](name, alias)));
  // of an endpoint the report above says it
  if (record.forced !== null && !last) blocks.push(callout("bad", text.forced(record.forced)));
  if (legs.length > 0)
    blocks.push(
      heading(text.legs),
      table(
        [text.registry, text.from, proposed ? text.wanted : text.to],
        legs.map(({ registry, from, to }) => [registry, from ?? text.none, to]),
      ),
    );
  // a later run may write what GitHub had refused
  if (legs.length > 0 || record.deployment.state !== "no-token") blocks.push(deploymentLine(record, language));
  if (Object.keys(evidence).length > 0 && !last)
    blocks.push(heading(text.evidence), table([text.file, text.digest], Object.entries(evidence)));
  if (entries.length > 0)
    blocks.push(
      heading(text.entries),
      table(
        [text.time, text.event, text.from, text.to, text.actor, text.run],
        entries
          .slice(-shownEntries)
          .map((entry) => [
            entry.time,
            text.events[entry.event ?? "promoted"],
            entry.previous ?? text.none,
            entry.version ?? text.none,
            entry.actor,
            entry.run,
          ]),
      ),
    );
  return { language, title: last?.title ?? text.titles[event], blocks };
}

function deploymentLine({ deployment }: PromotionRecord, language: Language): Block {
  const text = promotionText[language].deployment;
  const { state, reason = "" } = deployment;
  return state === "failed" ? callout("warn", text.failed(reason)) : paragraph(text[state]);
}
