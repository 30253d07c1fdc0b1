import type { EventOutcome, Language, RegistryPoll } from "#contracts";
import { numbersIn, registryEventText } from "#messages";
import { type Block, callout, type Document, heading, table } from "./document.ts";

/** What one look into the registries found, and what became of it. */
export function registryEventReport({ events, polls }: RegistryPoll, language: Language): Document {
  const text = registryEventText[language];
  const numbers = numbersIn(language);
  const count = (wanted: EventOutcome): number => events.filter(({ outcome }) => outcome === wanted).length;
  const what = (event: RegistryPoll["events"][number]): string => {
    if (event.kind === "approval") return text.kinds.approval(event.approval);
    return event.kind === "version" ? text.kinds.version : text.kinds.alias(event.alias ?? "");
  };
  const blocks: Block[] = [];
  if (events.length === 0) blocks.push(callout("note", text.none));
  if (count("dispatched") > 0) blocks.push(callout("good", text.sent(numbers.integer(count("dispatched")))));
  if (count("unknown") > 0) blocks.push(callout("bad", text.unknown(numbers.integer(count("unknown")))));
  if (count("deferred") > 0) blocks.push(callout("warn", text.deferred(numbers.integer(count("deferred")))));
  if (count("dry-run") > 0) blocks.push(callout("note", text.dryRun));
  if (events.length > 0)
    blocks.push(
      heading(text.events),
      table(
        [text.registry, text.name, text.what, text.version, text.previous, text.outcome],
        events.map((event) => [
          event.registry,
          event.name,
          what(event),
          event.ours ? event.version : text.foreign(event.version),
          event.previous ?? "–",
          text.outcomes[event.outcome],
        ]),
      ),
    );
  blocks.push(
    heading(text.polls),
    table(
      [text.registry, text.name, text.versions, text.state],
      polls.map(({ registry, name, versions, state, reason = "" }) => [
        registry,
        name,
        numbers.integer(versions),
        state === "failed" ? text.states.failed(reason) : text.states[state],
      ]),
      [2],
    ),
  );
  return { language, title: text.title, blocks };
}
