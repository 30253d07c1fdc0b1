import type { Language, Reconciliation } from "#contracts";
import { numbersIn, reconciliationText } from "#messages";
import { type Block, callout, type Document, table } from "./document.ts";

/** What was found of the endpoints' weights, and what they are now. */
export function reconciliationReport({ only, endpoints }: Reconciliation, language: Language): Document {
  const text = reconciliationText[language];
  const numbers = numbersIn(language);
  const count = (wanted: Reconciliation["endpoints"][number]["found"]): number =>
    endpoints.filter(({ found }) => found === wanted).length;
  const [abandoned, moved] = [count("abandoned"), count("moved")];
  const blocks: Block[] = [];
  if (abandoned + moved === 0) blocks.push(callout("good", text.inOrder));
  if (abandoned > 0) blocks.push(callout("warn", text.abandoned(numbers.integer(abandoned))));
  if (moved > 0) blocks.push(callout("warn", text[only === "recorded" ? "restored" : "moved"](numbers.integer(moved))));
  blocks.push(
    table(
      [text.endpoint, text.what, text.before, text.after, text.lease],
      endpoints.map(({ endpoint, found, before, after, leaseExpiresAt }) => [
        endpoint,
        text.findings[found],
        numbers.percent(before),
        numbers.percent(after),
        leaseExpiresAt ?? "—",
      ]),
      [2, 3],
    ),
  );
  return { language, title: text.title, blocks };
}
