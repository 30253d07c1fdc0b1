import { bleu } from "./bleu.ts";
import { chrf } from "./chrf.ts";
import type { CorpusMeasure } from "./corpus-measure.ts";
import { rouge } from "./rouge.ts";
import { ter } from "./ter.ts";

/** Text measures by name. A measure keeps buffers from row to row: make one for each set of rows. */
export const textMeasures = {
  bleu: () => bleu(),
  "bleu-zh": () => bleu({ tokenizer: "zh" }),
  "bleu-intl": () => bleu({ tokenizer: "intl" }),
  "bleu-char": () => bleu({ tokenizer: "char" }),
  "bleu-none": () => bleu({ tokenizer: "none" }),
  chrf: () => chrf(),
  "chrf++": () => chrf({ wordOrder: 2 }),
  ter: () => ter(),
  rouge1: () => rouge("rouge1"),
  rouge2: () => rouge("rouge2"),
  rougeL: () => rouge("rougeL"),
  rougeLsum: () => rouge("rougeLsum"),
} satisfies Record<string, () => CorpusMeasure>;

export type TextMeasureName = keyof typeof textMeasures;
