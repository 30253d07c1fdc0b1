import type { CanaryReport, Language } from "#contracts";
import { canaryDriveText, numbersIn } from "#messages";
import { type Block, heading, list } from "./document.ts";

/** How far a rollout is whose weights the gate moves, and what the canary was left with. */
export function driveBlocks({ drive }: CanaryReport, language: Language): Block[] {
  if (!drive) return [];
  const text = canaryDriveText[language];
  const numbers = numbersIn(language);
  const { deployment, steps, passed, weight, leaseEndsAt, ended } = drive;
  const lines = [
    text.place(numbers.integer(passed), numbers.integer(steps)),
    text.weight(numbers.percent(weight, Number.isInteger(Math.round(weight * 1e4) / 100) ? 0 : 2), deployment),
  ];
  if (leaseEndsAt !== null) lines.push(text.lease(leaseEndsAt));
  lines.push(ended ? text.ends[ended] : weight > 0 ? text.goesOn : text.stopped);
  return [heading(text.heading), list(lines)];
}

/** In one sentence why the rollout is where it is; undefined where its last look says that better. */
export function driveOutcome({ drive, verdict, looks }: CanaryReport, language: Language): string | undefined {
  if (!drive) return undefined;
  const text = canaryDriveText[language];
  const numbers = numbersIn(language);
  if (drive.ended === "passed" && looks.length === 0) return text.ends.passed;
  if (drive.ended === "timed-out") return text.ends["timed-out"];
  if (verdict !== "inconclusive" || looks.at(-1)?.verdict !== "CONTINUE") return undefined;
  return text.between(numbers.integer(drive.passed), numbers.integer(drive.steps));
}
