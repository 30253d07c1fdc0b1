import type { Language, Metadata } from "#contracts";
import { numbersIn, registryText } from "#messages";
import { callout, type Document, table } from "./document.ts";

export interface RegisterReport {
  name: string;
  version: string;
  modelRef: string;
  uri: string;
  alias: string;
  created: boolean;
  metadata: Metadata;
}

/** What register says of a version. */
export function registerReport(report: RegisterReport, language: Language): Document {
  const text = registryText[language];
  const numbers = numbersIn(language);
  const { metadata } = report;
  return {
    language,
    title: text.title,
    blocks: [
      callout(
        report.created ? "good" : "note",
        report.created ? text.created(report.version) : text.known(report.version),
      ),
      table(
        [text.field, text.value],
        [
          [text.fields.name, report.name],
          [text.fields.version, report.version],
          [text.fields.ref, report.modelRef],
          [text.fields.alias, report.alias],
          [text.fields.uri, report.uri],
          [text.fields.base, metadata.base_model],
          [text.fields.dataset, metadata.fine_tuned_on.dataset],
          [text.fields.loss, numbers.decimal(metadata.metrics.eval_loss, 4)],
        ],
      ),
    ],
  };
}
