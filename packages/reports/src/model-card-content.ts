import type { Evaluation, Metadata } from "#contracts";

/** What a card is written of; the same for every registry. */
export interface ModelCard {
  name: string;
  version: string;
  /** `name#sha256:<hex>` */
  modelRef: string;
  metadata: Metadata;
  evaluation?: Evaluation | undefined;
  /** How a user of the registry loads the version. */
  usage?: { code: string; language: "sh" | "yaml" | "json" } | undefined;
  /** SPDX-like id, as the Hub writes them. */
  license?: string | undefined;
  /** Languages of the model's data, ISO 639. */
  languages?: readonly string[] | undefined;
  /** Ids of data sets at the Hub. */
  datasets?: readonly string[] | undefined;
  tags?: readonly string[] | undefined;
  /** `text-generation` unless told. */
  task?: string | undefined;
  /** Such as `transformers` or `peft`. */
  library?: string | undefined;
}
