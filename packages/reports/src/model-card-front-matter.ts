import { stringify } from "yaml";
import type { Evaluation } from "#contracts";
import type { ModelCard } from "./model-card-content.ts";
import { visible } from "./visible.ts";

/**
 * Licences that the Hub knows by these ids (https://huggingface.co/docs/hub/repositories-licenses); any other is `other`
 * with a name of its own.
 */
const licenses = new Set(
  "afl-3.0 agpl-3.0 apache-2.0 artistic-2.0 bigcode-openrail-m bigscience-bloom-rail-1.0 bigscience-openrail-m bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear bsl-1.0 cc cc-by-2.0 cc-by-3.0 cc-by-4.0 cc-by-nc-4.0 cc-by-nc-nd-4.0 cc-by-nc-sa-4.0 cc-by-nd-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc0-1.0 cdla-permissive-2.0 creativeml-openrail-m ecl-2.0 epl-2.0 eupl-1.2 gemma gpl gpl-2.0 gpl-3.0 isc lgpl lgpl-2.1 lgpl-3.0 llama2 llama3 llama3.1 llama3.2 llama3.3 llama4 mit mpl-2.0 ms-pl odc-by openrail osl-3.0 other pddl unknown unlicense wtfpl zlib".split(
    " ",
  ),
);

const repositoryId = /^(?=.{1,96}$)[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)?$/;
const languageCode = /^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*|code|multilingual)$/;

/** The Hub's names of metrics that are called otherwise here (https://huggingface.co/metrics). */
const metricTypes: Readonly<Record<string, string>> = { "exact-match": "exact_match", "bert-score": "bertscore" };

/**
 * The card's front matter, without the fences. What the Hub would refuse is left out here and stands in the text: a base
 * model that is no repository's id, a language that is no code. YAML 1.1, which the Hub's Python clients read: there `no` is
 * not a string.
 */
export function frontMatter(card: ModelCard): string {
  const { metadata, license, evaluation } = card;
  const languages = (card.languages ?? []).filter((language) => languageCode.test(language));
  const datasets = (card.datasets ?? []).filter((dataset) => repositoryId.test(dataset));
  const known = license !== undefined && licenses.has(license.toLowerCase());
  const fields = {
    ...(languages.length > 0 && { language: languages }),
    ...(license !== undefined && (known ? { license: license.toLowerCase() } : namedLicense(license))),
    ...(card.library !== undefined && { library_name: oneLine(card.library) }),
    pipeline_tag: card.task ?? "text-generation",
    ...(repositoryId.test(metadata.base_model) && { base_model: metadata.base_model }),
    ...(datasets.length > 0 && { datasets }),
    tags: [...new Set(["genai-mlops", ...(card.tags ?? []).map(oneLine).filter((tag) => tag !== "")])],
    ...(evaluation && indexOf(card, evaluation)),
  };
  return stringify(fields, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false });
}

function namedLicense(license: string): object {
  const name = license
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return { license: "other", license_name: name === "" ? "unnamed" : name.slice(0, 96) };
}

/** `model-index` (https://github.com/huggingface/hub-docs/blob/main/modelcard.md); absent where there is no finite score. */
function indexOf(card: ModelCard, { scores, testSet }: Evaluation): object {
  const metrics = Object.entries(scores).flatMap(([name, { value }]) =>
    Number.isFinite(value)
      ? [{ type: metricTypes[name] ?? oneLine(name), value: Number(value.toPrecision(6)), name: oneLine(name) }]
      : [],
  );
  if (metrics.length === 0) return {};
  const result = {
    task: { type: card.task ?? "text-generation" },
    dataset: { type: "custom", name: `test set of ${testSet.rows} rows`, split: "test", revision: testSet.digest },
    metrics,
  };
  return { "model-index": [{ name: card.name, results: [result] }] };
}

/** No line of a value may look like the fence that ends the front matter. */
const oneLine = (text: string): string => visible(text).replace(/\s+/g, " ").trim().slice(0, 200);
