import type { Language, Metadata, VersionBump } from "#contracts";
import { numbersIn, registryText } from "#messages";
import { callout, type Document, heading, table } from "./document.ts";

export interface RegisterReport {
  name: string;
  version: string;
  modelRef: string;
  uri: string;
  /** undefined: none, of a pre-release. */
  alias: string | undefined;
  created: boolean;
  /** The pre-release that this release took the place of. */
  replaced?: string | undefined;
  metadata: Metadata;
  /** What was attached now, with its digest. */
  evidence?: Readonly<Record<string, string>> | undefined;
}

/** What register says of a version. */
export function registerReport(report: RegisterReport, language: Language): Document {
  const text = registryText[language];
  const numbers = numbersIn(language);
  const { metadata } = report;
  const evidence = Object.entries(report.evidence ?? {});
  return {
    language,
    title: text.title,
    blocks: [
      callout(
        report.created ? "good" : "note",
        report.created ? text.created(report.version) : text.known(report.version),
      ),
      ...(report.replaced ? [callout("note", text.replaced(report.replaced))] : []),
      table(
        [text.field, text.value],
        [
          [text.fields.name, report.name],
          [text.fields.version, report.version],
          [text.fields.ref, report.modelRef],
          ...(metadata.version_bump ? [[text.fields.bump, bumpLine(metadata.version_bump, language)]] : []),
          [text.fields.alias, report.alias ?? text.noAlias],
          [text.fields.uri, report.uri],
          [text.fields.base, metadata.base_model],
          [text.fields.dataset, metadata.fine_tuned_on.dataset],
          [text.fields.loss, numbers.decimal(metadata.metrics.eval_loss, 4)],
          ...(metadata.license ? [[text.fields.license, metadata.license]] : []),
        ],
      ),
      ...(evidence.length > 0
        ? [
            heading(text.evidence),
            table(
              [text.file, text.digest],
              evidence.map(([name, digest]) => [name, digest]),
            ),
          ]
        : []),
    ],
  };
}

/** Of several registries, each under its name. */
export function registerReports(
  reports: readonly { registry: string; report: RegisterReport }[],
  language: Language,
): Document {
  const blocks = reports.flatMap(({ registry, report }) => [
    heading(registry),
    ...registerReport(report, language).blocks,
  ]);
  return { language, title: registryText[language].title, blocks };
}

/** Which part of the number grew, since when and why. */
function bumpLine({ part, reason, previous, detail }: VersionBump, language: Language): string {
  const text = registryText[language];
  const why = text.reasons[reason] + (detail === "" ? "" : ` (${detail})`);
  return previous === null ? why : `${text.parts[part]} ${text.since(previous)}: ${why}`;
}
