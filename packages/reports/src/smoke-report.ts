import type { Language, Verdict } from "#contracts";
import { numbersIn, smokeText } from "#messages";
import { type Document, table } from "./document.ts";

export interface ProbeOutcome {
  name: string;
  /** What of the endpoint was asked, where it is no probe of the suite. */
  asked?: keyof (typeof smokeText)["en"]["asked"];
  problems: { check: keyof (typeof smokeText)["en"]["problems"]; expected: string }[];
  /** At most 200 characters of the answer. */
  got: string;
  latencySeconds: number | null;
}

/** What smoke-test says of a server. */
export function smokeReport(outcomes: readonly ProbeOutcome[], verdict: Verdict, language: Language): Document {
  const text = smokeText[language];
  const rows = outcomes.map(({ name, asked, problems, got, latencySeconds }) => [
    asked ? text.asked[asked] : name,
    problems.length === 0 ? text.ok : problems.map(({ check, expected }) => text.problems[check](expected)).join("; "),
    got,
    latencySeconds === null ? "—" : numbersIn(language).duration(latencySeconds),
  ]);
  return {
    language,
    title: text.title,
    verdict,
    blocks: [table([text.probe, text.outcome, text.got, text.latency], rows, [3])],
  };
}
