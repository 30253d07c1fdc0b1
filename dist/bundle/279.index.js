export const id = 279;
export const ids = [279];
export const modules = {

/***/ 4889:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  xJ: () => (/* reexport */ datasetProviders),
  sd: () => (/* reexport */ prepareDataset),
  Bz: () => (/* reexport */ referenceOf),
  PK: () => (/* reexport */ verifyLock)
});

// UNUSED EXPORTS: digest, labelOf, promptOf, unlabelled

;// CONCATENATED MODULE: ./build/packages/datasets/src/catalog.js
/** One line a provider; loaded when it is chosen. */
const datasetProviders = {
    npm: async (platform) => (await __webpack_require__.e(/* import() */ 794).then(__webpack_require__.bind(__webpack_require__, 5794))).npmSource(platform),
    file: async (platform) => (await __webpack_require__.e(/* import() */ 427).then(__webpack_require__.bind(__webpack_require__, 427))).fileSource(platform),
};

;// CONCATENATED MODULE: ./build/packages/datasets/src/label-of.js
/** What the example's answer should be: its first reference, else its last assistant turn; undefined when it has neither. */
function referenceOf(example) {
    return example.references?.[0] ?? example.messages.findLast(({ role }) => role === "assistant")?.content;
}
/** The one class of a dataset without classes. */
const unlabelled = "all";
/** The class that splits are balanced by: `slice.label`, else one class for all (a dataset without classes). */
function labelOf(example) {
    return example.slice?.["label"] ?? unlabelled;
}
/** The text that near-duplicates are found in. */
function promptOf(example) {
    return example.messages
        .filter(({ role }) => role === "user")
        .map(({ content }) => content)
        .join("\n");
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 20 modules
var src = __webpack_require__(9624);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 27 modules
var platform_src = __webpack_require__(9165);
;// CONCATENATED MODULE: ./build/packages/datasets/src/near-duplicates.js

const hashes = 32;
const bands = 8;
const rowsOfBand = hashes / bands;
/** Multipliers and offsets of the hash family, fixed so that a lock never changes with the machine. */
const family = Array.from({ length: hashes }, (_, index) => {
    const digest = (0,external_node_crypto_.createHash)("sha256").update(`minhash-${index}`).digest();
    return { multiplier: digest.readUInt32LE(0) | 1, offset: digest.readUInt32LE(4) };
});
/** Signature over the text's shingles of three words; case, digits and punctuation do not count. */
function signatureOf(text) {
    const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
    const signature = new Uint32Array(hashes).fill(0xffffffff);
    for (let at = 0; at < Math.max(1, words.length - 2); at++) {
        const shingle = fnv1a(words.slice(at, at + 3).join(" "));
        for (let index = 0; index < hashes; index++) {
            const { multiplier, offset } = family[index];
            const value = (Math.imul(shingle, multiplier) + offset) >>> 0;
            if (value < signature[index])
                signature[index] = value;
        }
    }
    return signature;
}
/** FNV-1a, 32 bits (Fowler, Noll, Vo), finished by a mix so that close texts lie far apart. */
function fnv1a(text) {
    let hash = 0x811c9dc5;
    for (let at = 0; at < text.length; at++)
        hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash ^= hash >>> 15;
    return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}
/** Share of equal places: an estimate of the Jaccard overlap. */
function similarity(left, right) {
    let equal = 0;
    for (let index = 0; index < hashes; index++)
        if (left[index] === right[index])
            equal += 1;
    return equal / hashes;
}
/**
 * Groups rows whose texts are (transitively) near-duplicates. Candidates meet in a band of their signatures (locality
 * sensitive hashing), so the cost is linear in the rows; memory is 128 bytes a row.
 * @returns for each row the index of the first row of its group
 */
function clusterNearDuplicates(signatures, threshold) {
    const parent = signatures.map((_, index) => index);
    const rootOf = (index) => {
        let at = index;
        while (parent[at] !== at)
            at = parent[at] = parent[parent[at]];
        return at;
    };
    for (let band = 0; band < bands; band++) {
        const seen = new Map();
        for (const [index, signature] of signatures.entries()) {
            const key = signature.subarray(band * rowsOfBand, (band + 1) * rowsOfBand).join();
            const other = seen.get(key);
            if (other === undefined)
                seen.set(key, index);
            else if (similarity(signatures[other], signature) >= threshold) {
                const [low, high] = [rootOf(other), rootOf(index)].sort((left, right) => left - right);
                parent[high] = low;
            }
        }
    }
    return parent.map((_, index) => rootOf(index));
}

;// CONCATENATED MODULE: ./build/packages/datasets/src/mail.js
/** Parses an RFC 822 message with its MIME parts, encodings and charsets. */
async function parseMail(source) {
    const { default: PostalMime } = await __webpack_require__.e(/* import() */ 286).then(__webpack_require__.bind(__webpack_require__, 4286));
    const parsed = await PostalMime.parse(withoutMboxLine(source));
    const headers = new Map();
    for (const { key, value } of parsed.headers)
        if (!headers.has(key))
            headers.set(key, value);
    if (parsed.subject !== undefined)
        headers.set("subject", parsed.subject);
    if (parsed.from)
        headers.set("from", [parsed.from.name, parsed.from.address && `<${parsed.from.address}>`].filter(Boolean).join(" "));
    const text = parsed.text?.trim() ? parsed.text : textOfHtml(parsed.html ?? "");
    return { headers, text };
}
/** mbox files begin each message with a line `From address date` that is no header. */
function withoutMboxLine(source) {
    const isMbox = Buffer.from(source.subarray(0, 5)).toString("latin1") === "From ";
    return isMbox ? source.subarray(source.indexOf(0x0a) + 1) : source;
}
const entities = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
/** The words of an HTML page: markup, scripts and styles away, common entities decoded. */
function textOfHtml(html) {
    return html
        .replace(/<!--[\s\S]*?(-->|$)/g, " ")
        .replace(/<(script|style|head)\b[\s\S]*?(<\/\1\s*>|$)/gi, " ")
        .replace(/<[^>]*(>|$)/g, " ")
        .replace(/&(#x?[0-9a-f]+|[a-z]+);?/gi, (whole, name) => entityOf(name) ?? whole);
}
function entityOf(name) {
    if (!name.startsWith("#"))
        return entities[name.toLowerCase()];
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
/** One line of printable text, at most `limit` characters. */
function oneLine(text, limit) {
    const clean = text
        .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, " ")
        .replace(/\s+/gu, " ")
        .trim();
    return [...clean].slice(0, limit).join("");
}
/** The chat example of a mail: headers, an empty line, the beginning of the body; the answer is the label as JSON. */
function mailExample(id, mail, label, task) {
    const headers = task.headers.flatMap((name) => {
        const value = headerValue(name, mail.headers.get(name.toLowerCase()) ?? "", task.headerCharacters);
        return value === "" ? [] : [`${name}: ${value}`];
    });
    const content = [...headers, "", oneLine(mail.text, task.bodyCharacters)].join("\n").trimEnd();
    const answer = JSON.stringify({ label }).replace(":", ": ");
    return {
        id,
        messages: [
            { role: "system", content: task.instruction },
            { role: "user", content },
            { role: "assistant", content: answer },
        ],
        references: [answer],
        slice: { label },
        title: oneLine(mail.headers.get("subject") ?? "", 80),
    };
}
/** Of a content type only type and subtype: its parameters are boundaries, unlike in every mail. */
function headerValue(name, value, limit) {
    return oneLine(name.toLowerCase() === "content-type" ? (value.split(";")[0] ?? "").toLowerCase() : value, limit);
}

;// CONCATENATED MODULE: ./build/packages/datasets/src/read-mails.js



/**
 * The e-mails below a folder as chat examples, in the order of their paths. Each labelled folder holds one message a
 * file; files that are no messages (`.json`) are passed over.
 */
async function* readMails(files, folder, task) {
    const missing = [];
    for (const [group, label] of Object.entries(task.labels).sort()) {
        const names = (await files.list((0,external_node_path_.join)(folder, group))).filter((name) => !name.endsWith(".json"));
        if (names.length === 0)
            missing.push({ where: `task.labels.${group}`, problem: "the source has no such folder, or it is empty" });
        for (const name of names) {
            const mail = await parseMail(await files.readBytes((0,external_node_path_.join)(folder, group, name)));
            const example = mailExample(`${group}/${name.replace(/\.[^.]*$/, "")}`, mail, label, task);
            yield { ...example, slice: { ...example.slice, group } };
        }
    }
    if (missing.length > 0)
        throw new src/* InputError */.dz(missing);
}

;// CONCATENATED MODULE: ./build/packages/datasets/src/split.js



/** Splits are filled in this order, so that a larger training set never changes the frozen test set. */
const fillOrder = ["test", "validation", "replay", "train"];
/**
 * Assigns rows to splits by the hash of their ids, the same number of each class in every split, groups kept whole (of a
 * group only its first row is used: its duplicates would only repeat it).
 * @throws InputError for an empty dataset, one class alone, or too few rows
 */
function splitRows(rows, config, where) {
    const labels = [...new Set(rows.map(({ label }) => label))].sort();
    if (rows.length === 0)
        throw new src/* InputError */.dz([{ where, problem: "the dataset is empty" }], "dataset-empty");
    if (labels.length === 1 && labels[0] !== unlabelled) {
        throw new src/* InputError */.dz([{ where, problem: `every row has the class ${labels[0]}`, legal: "two classes or more" }], "dataset-one-class");
    }
    const queues = new Map(labels.map((label) => [label, queueOf(rows, label, config.seed)]));
    const splits = new Map();
    const short = [];
    for (const name of fillOrder) {
        const each = Math.floor(config[name] / labels.length);
        const chosen = labels.flatMap((label) => queues.get(label)?.splice(0, each) ?? []);
        if (name !== "train" && chosen.length < each * labels.length)
            short.push(`${name} wants ${each} of each class, got ${chosen.length} rows`);
        splits.set(name, order(chosen, config.seed));
    }
    const trained = new Set(splits.get("train")?.map(({ label }) => label));
    for (const label of labels)
        if (!trained.has(label))
            short.push(`no row of the class ${label} is left for train`);
    if (short.length > 0)
        throw new src/* InputError */.dz(short.map((problem) => ({ where, problem })), "dataset-too-small");
    return splits;
}
function queueOf(rows, label, seed) {
    const firsts = new Map();
    for (const row of rows)
        if (!firsts.has(row.group))
            firsts.set(row.group, row);
    return order([...firsts.values()].filter((row) => row.label === label), seed);
}
function order(rows, seed) {
    const key = new Map(rows.map((row) => [row, (0,external_node_crypto_.createHash)("sha256").update(`${seed}:${row.id}`).digest("hex")]));
    return [...rows].sort((left, right) => (key.get(left) < key.get(right) ? -1 : 1));
}

;// CONCATENATED MODULE: ./build/packages/datasets/src/prepare-dataset.js








/**
 * Turns the raw source into JSONL splits and says exactly what they hold. The rows pass twice: once for their ids and
 * signatures, once to be written, so that texts are never held all at once.
 * @throws InputError with every bad row, for an empty or one-class dataset, and for overlaps between splits
 */
async function prepareDataset({ files, log }, source, config, outputFolder) {
    const rows = [];
    const signatures = [];
    const problems = [];
    const ids = new Set();
    for await (const example of examplesOf(files, source.path, config)) {
        if (ids.has(example.id))
            problems.push({ where: example.id, problem: "the id is given twice" });
        if (referenceOf(example) === undefined)
            problems.push({ where: example.id, problem: "has neither a reference nor an assistant turn" });
        ids.add(example.id);
        rows.push({ id: example.id, label: labelOf(example), group: 0 });
        signatures.push(signatureOf(promptOf(example)));
        if (rows.length % 2000 === 0)
            log.info(`${rows.length} rows read`);
    }
    if (problems.length > 0)
        throw new src/* InputError */.dz([...problems.slice(0, 20), { where: source.pinned.name, problem: `${problems.length} bad rows in all` }], "bad-rows");
    const groups = clusterNearDuplicates(signatures, config.nearDuplicate);
    for (const [index, row] of rows.entries())
        row.group = groups[index];
    const duplicatesDropped = groups.filter((group, index) => group !== index).length;
    log.info(`${rows.length} rows, ${duplicatesDropped} near-duplicates dropped`);
    const chosen = splitRows(rows, config.split, source.pinned.name);
    const written = await writeSplits(files, source.path, config, chosen, outputFolder);
    const lock = {
        schemaVersion: 1,
        source: source.pinned,
        configDigest: digest(JSON.stringify(config)),
        digest: digest(JSON.stringify(src/* splitNames */.bZ.map((name) => written.splits[name]?.digest ?? ""))),
        rows: rows.length,
        duplicatesDropped,
        splits: written.splits,
    };
    return { lock, examples: written.examples };
}
async function* examplesOf(files, path, config) {
    if (config.task)
        yield* readMails(files, path, config.task);
    else
        for await (const { row } of (0,platform_src/* readRows */.aK)(files, path, src/* chatExampleSchema */.Mn))
            yield row;
}
async function writeSplits(files, sourcePath, config, chosen, folder) {
    const home = new Map([...chosen].flatMap(([split, rows]) => rows.map((row, index) => [row.id, { split, index }])));
    const lines = new Map([...chosen].map(([split, rows]) => [split, new Array(rows.length)]));
    const examples = new Map([...chosen.keys()].map((split) => [split, []]));
    for await (const example of examplesOf(files, sourcePath, config)) {
        const place = home.get(example.id);
        if (!place)
            continue;
        lines.get(place.split)[place.index] = `${JSON.stringify(example)}\n`;
        if (place.index < 3)
            examples.get(place.split)?.push(example);
    }
    const splits = {};
    for (const [split, rows] of chosen) {
        if (rows.length === 0)
            continue;
        const content = lines.get(split).join("");
        const path = `${split}.jsonl`;
        await files.writeAtomic((0,external_node_path_.join)(folder, path), content);
        splits[split] = {
            path,
            digest: digest(content),
            rows: rows.length,
            bytes: Buffer.byteLength(content),
            labels: countLabels(rows),
        };
    }
    return { splits, examples };
}
function countLabels(rows) {
    const counts = {};
    for (const { label } of [...rows].sort((left, right) => (left.label < right.label ? -1 : 1)))
        counts[label] = (counts[label] ?? 0) + 1;
    return counts;
}
function digest(content) {
    return `sha256:${(0,external_node_crypto_.createHash)("sha256").update(content).digest("hex")}`;
}

;// CONCATENATED MODULE: ./build/packages/datasets/src/verify-lock.js

/**
 * Holds a new lock against the committed one: a dataset never changes in silence.
 * @throws InputError naming every difference
 */
function verifyLock(committed, fresh, where) {
    const problems = [];
    const compare = (what, locked, found) => {
        if (locked !== found)
            problems.push({
                where: `${where}: ${what}`,
                problem: `is locked as ${locked ?? "absent"}, but is ${found ?? "absent"}`,
            });
    };
    compare("source", `${committed.source.name}@${committed.source.version}`, `${fresh.source.name}@${fresh.source.version}`);
    compare("source.integrity", committed.source.integrity, fresh.source.integrity);
    compare("configDigest", committed.configDigest, fresh.configDigest);
    for (const name of src/* splitNames */.bZ)
        compare(`splits.${name}`, digestOf(committed, name), digestOf(fresh, name));
    if (problems.length === 0)
        return;
    const mend = "if the change is meant, run once with update-lock: true and commit the lock";
    throw new src/* InputError */.dz(problems.map((problem) => ({ ...problem, mend })), "dataset-changed");
}
function digestOf(lock, name) {
    return lock.splits[name]?.digest;
}

;// CONCATENATED MODULE: ./build/packages/datasets/src/index.js







/***/ }),

/***/ 9738:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Nb: () => (/* reexport */ evaluateRows),
  o2: () => (/* reexport */ labelIn),
  dz: () => (/* reexport */ metricsNamed),
  S: () => (/* reexport */ parseThresholds)
});

// UNUSED EXPORTS: asScore, comparePaired, confusionOf, meets, noLabel, scoreRows, scoresOf

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 20 modules
var src = __webpack_require__(9624);
// EXTERNAL MODULE: ./build/packages/statistics/src/paired.js + 1 modules
var src_paired = __webpack_require__(6718);
;// CONCATENATED MODULE: ./build/packages/evaluation/src/metrics/cost-metrics.js

function latency(name, share) {
    return {
        name,
        kind: "whole",
        direction: "lower",
        statistic: (rows) => (0,src_paired/* quantile */.YV)(rows.flatMap(({ latency_seconds }) => latency_seconds ?? []).sort((left, right) => left - right), share),
    };
}
/** Seconds from the request to the whole answer. */
const latencyP50 = latency("latency-p50", 0.5);
const latencyP95 = latency("latency-p95", 0.95);
/** Tokens of an answer. */
const tokens = {
    name: "tokens",
    kind: "rows",
    direction: "lower",
    score: ({ completion_tokens }) => completion_tokens ?? undefined,
};

;// CONCATENATED MODULE: ./build/packages/evaluation/src/metrics/exact-match.js
/** The answer is one of the references, leading and trailing space apart. A failed request is a miss. */
const exactMatch = {
    name: "exact-match",
    kind: "binary",
    direction: "higher",
    score: ({ prediction, references }) => prediction !== null && references.some((reference) => reference.trim() === prediction.trim()) ? 1 : 0,
};

;// CONCATENATED MODULE: ./build/packages/evaluation/src/labels.js
/** What stands for an answer that names no known class. */
const noLabel = "∅";
/**
 * The class that a text names: the field of a JSON object, else the trimmed text itself.
 * @returns undefined for a JSON-looking text without the field
 */
function labelIn(text, field) {
    if (text === null)
        return undefined;
    const trimmed = text.trim();
    if (!trimmed.startsWith("{"))
        return trimmed === "" ? undefined : trimmed;
    try {
        const value = JSON.parse(trimmed)[field];
        return typeof value === "string" ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function confusionOf(rows, field) {
    const truths = rows.map(({ references }) => labelIn(references[0] ?? null, field) ?? noLabel);
    const known = new Set(truths);
    const answers = rows.map(({ prediction }) => {
        const label = labelIn(prediction, field);
        return label !== undefined && known.has(label) ? label : noLabel;
    });
    const labels = [...known].filter((label) => label !== noLabel).sort();
    if (answers.includes(noLabel) || known.has(noLabel))
        labels.push(noLabel);
    const place = new Map(labels.map((label, index) => [label, index]));
    const counts = labels.map(() => labels.map(() => 0));
    for (const [index, truth] of truths.entries()) {
        const row = counts[place.get(truth)];
        const column = place.get(answers[index]);
        row[column] = row[column] + 1;
    }
    return { labels, counts };
}
/** Precision, recall and F1 of one class; 0 where a denominator is 0 (as scikit-learn's zero_division=0). */
function scoresOf({ labels, counts }, label) {
    const at = labels.indexOf(label);
    const hit = counts[at]?.[at] ?? 0;
    const answered = counts.reduce((sum, row) => sum + (row[at] ?? 0), 0);
    const truth = (counts[at] ?? []).reduce((sum, count) => sum + count, 0);
    const precision = answered === 0 ? 0 : hit / answered;
    const recall = truth === 0 ? 0 : hit / truth;
    return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

;// CONCATENATED MODULE: ./build/packages/evaluation/src/metrics/label-metrics.js

const parts = ["precision", "recall", "f1"];
/** `f1`, `precision`, `recall`: the mean over the classes (macro). `f1-<class>` and so on: of one class. */
function labelMetric(name, field) {
    const part = parts.find((known) => name === known || name.startsWith(`${known}-`));
    if (!part)
        return undefined;
    const label = name.slice(part.length + 1);
    return {
        name,
        kind: "whole",
        direction: "higher",
        statistic(rows) {
            const confusion = confusionOf(rows, field);
            const classes = confusion.labels.filter((known) => known !== noLabel);
            if (label !== "")
                return classes.includes(label) ? scoresOf(confusion, label)[part] : Number.NaN;
            return classes.reduce((sum, known) => sum + scoresOf(confusion, known)[part], 0) / classes.length;
        },
    };
}

;// CONCATENATED MODULE: ./build/packages/evaluation/src/metrics/perplexity.js
/** exp of the mean negative log-likelihood a token of the references. NaN unless every row has it: the rest is no sample. */
const perplexity = {
    name: "perplexity",
    kind: "whole",
    direction: "lower",
    statistic(rows) {
        let [sum, tokens] = [0, 0];
        for (const { log_probability, reference_tokens } of rows) {
            if (log_probability === undefined || !reference_tokens)
                return Number.NaN;
            sum += log_probability;
            tokens += reference_tokens;
        }
        return Math.exp(-sum / tokens);
    },
};

;// CONCATENATED MODULE: ./build/packages/evaluation/src/metrics/valid-json.js
/** The whole answer is JSON (RFC 8259), space around it apart. */
const validJson = {
    name: "valid-json",
    kind: "binary",
    direction: "higher",
    score({ prediction }) {
        try {
            JSON.parse(prediction ?? "");
            return 1;
        }
        catch {
            return 0;
        }
    },
};

;// CONCATENATED MODULE: ./build/packages/evaluation/src/catalog.js






const byName = new Map([exactMatch, validJson, perplexity, latencyP50, latencyP95, tokens].map((metric) => [metric.name, metric]));
/** @throws InputError naming every unknown metric and all that are known */
function metricsNamed(names, labelField) {
    const problems = [];
    const legal = [...byName.keys(), "f1, precision, recall, or one of a class: f1-<class>"].join(", ");
    const found = names.flatMap((name) => {
        const metric = byName.get(name) ?? labelMetric(name, labelField);
        if (!metric)
            problems.push({ where: "metrics", problem: `"${name}" is unknown`, legal });
        return metric ?? [];
    });
    if (names.length === 0)
        problems.push({ where: "metrics", problem: "the list is empty", legal });
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "unknown-metric");
    return found;
}

// EXTERNAL MODULE: ./build/packages/statistics/src/proportions.js
var proportions = __webpack_require__(6516);
;// CONCATENATED MODULE: ./build/packages/evaluation/src/score.js

/** A metric over all rows with its 95 % interval; undefined when the rows hold nothing of it. */
function scoreRows(metric, rows) {
    if (rows.length === 0)
        return undefined;
    if (metric.statistic) {
        const { statistic } = metric;
        if (!Number.isFinite(statistic(rows)))
            return undefined;
        return (0,src_paired/* bootstrapInterval */.kd)(rows.length, (drawn) => statistic(drawn.map((index) => rows[index])), {
            draws: 1000,
        });
    }
    const values = rows.map((row) => metric.score?.(row));
    const known = values.filter((value) => value !== undefined && Number.isFinite(value));
    // rows without a score would make the others look like all of them
    if (known.length < rows.length)
        return undefined;
    if (metric.kind === "binary")
        return (0,proportions/* wilson */.rF)(known.reduce((sum, value) => sum + value, 0), known.length);
    return (0,src_paired/* tInterval */.oW)(known);
}

;// CONCATENATED MODULE: ./build/packages/evaluation/src/compare.js



/**
 * Candidate against baseline on the same rows: the difference with its interval, a p-value where rows have scores of
 * their own, Holm over all. Rows are met by id.
 * @throws InputError `other-test-set` when the baseline lacks a row
 */
function comparePaired(metrics, rows, baseline) {
    const byId = new Map(baseline.map((row) => [row.id, row]));
    const missing = rows.filter(({ id }) => !byId.has(id));
    if (missing.length > 0) {
        throw new src/* InputError */.dz([
            {
                where: "baseline",
                problem: `it answers another test set: ${missing.length} of ${rows.length} rows are not in it, first ${missing[0]?.id}`,
                mend: "evaluate the baseline on the same test set",
            },
        ], "other-test-set");
    }
    const paired = rows.map(({ id }) => byId.get(id));
    const found = [];
    for (const metric of metrics) {
        const compared = compareOne(metric, rows, paired);
        if (compared)
            found.push({ name: metric.name, compared });
    }
    const tested = found.filter(({ compared }) => compared.p !== null);
    for (const [index, p] of (0,src_paired/* holm */.fU)(tested.map(({ compared }) => compared.p)).entries())
        tested[index].compared.pAdjusted = p;
    return Object.fromEntries(found.map(({ name, compared }) => [name, compared]));
}
function compareOne(metric, rows, paired) {
    const baseline = scoreRows(metric, paired);
    if (!baseline || !scoreRows(metric, rows))
        return undefined;
    const { statistic, score } = metric;
    let difference;
    let p = null;
    if (statistic) {
        difference = (0,src_paired/* bootstrapInterval */.kd)(rows.length, (drawn) => statistic(drawn.map((index) => rows[index])) -
            statistic(drawn.map((index) => paired[index])), { draws: 1000 });
    }
    else {
        const differences = rows.map((row, index) => score?.(row) - score?.(paired[index]));
        difference = (0,src_paired/* tInterval */.oW)(differences);
        p =
            metric.kind === "binary"
                ? (0,src_paired/* mcnemarExact */.B1)(differences.filter((value) => value > 0).length, differences.filter((value) => value < 0).length)
                : (0,src_paired/* signFlipTest */.tf)(differences);
    }
    const sign = metric.direction === "higher" ? 1 : -1;
    const [low, high] = sign === 1 ? [difference.low, difference.high] : [-difference.high, -difference.low];
    const outcome = low > 0 ? "better" : high < 0 ? "worse" : "undecided";
    return { baseline: asScore(baseline), difference: asScore(difference), p, pAdjusted: null, outcome };
}
/** As JSON can hold it: a bound that is no number is null. */
function asScore({ value, low, high, n }) {
    return { value, low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null, n };
}

;// CONCATENATED MODULE: ./build/packages/evaluation/src/thresholds.js

/** Lines such as `f1>=0.85`. @throws InputError with every line that is none */
function parseThresholds(lines) {
    const problems = [];
    const found = lines.flatMap((line) => {
        const match = /^([a-z][\w-]*)\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)\s*(%?)$/i.exec(line.trim());
        if (!match)
            problems.push({
                where: "thresholds",
                problem: `"${line}" is no threshold`,
                legal: "metric>=number, with >=, <=, > or <",
            });
        return match
            ? [
                {
                    metric: match[1],
                    operator: match[2],
                    limit: Number(match[3]) / (match[4] ? 100 : 1),
                },
            ]
            : [];
    });
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "bad-threshold");
    return found;
}
/** NaN and what is missing meet no threshold. */
function meets({ operator, limit }, value) {
    if (value === undefined || Number.isNaN(value))
        return false;
    return operator === ">="
        ? value >= limit
        : operator === "<="
            ? value <= limit
            : operator === ">"
                ? value > limit
                : value < limit;
}

;// CONCATENATED MODULE: ./build/packages/evaluation/src/evaluate.js




/** Scores, comparison and verdict. Without rows, or without a metric that was asked for, the verdict is an error. */
function evaluateRows(request) {
    const { metrics, rows, thresholds, baseline, labelField } = request;
    const scores = {};
    const reasons = [];
    if (rows.length === 0)
        reasons.push({ reason: "no-rows" });
    for (const metric of metrics) {
        const estimate = scoreRows(metric, rows);
        if (estimate)
            scores[metric.name] = asScore(estimate);
        else
            reasons.push({ reason: "missing-metric", metric: metric.name });
    }
    const checked = thresholds.map((threshold) => ({
        ...threshold,
        value: scores[threshold.metric]?.value ?? null,
        ok: meets(threshold, scores[threshold.metric]?.value),
    }));
    for (const { metric, ok, value } of checked)
        if (!ok)
            reasons.push({ reason: value === null ? "missing-metric" : "threshold", metric });
    const comparison = baseline && rows.length > 0
        ? { name: baseline.name, metrics: comparePaired(metrics, rows, baseline.rows) }
        : undefined;
    for (const metric of request.guarded)
        if (isWorse(comparison?.metrics[metric]))
            reasons.push({ reason: "regression", metric });
    const errors = rows.filter(({ prediction }) => prediction === null).length;
    if (rows.length > 0 && errors === rows.length)
        reasons.push({ reason: "failed-requests" });
    const withLabels = metrics.some(({ name }) => /^(f1|precision|recall)(-|$)/.test(name)) && rows.length > 0;
    return {
        schemaVersion: 1,
        verdict: verdictOf(reasons),
        model: request.model,
        testSet: { digest: request.testSetDigest, rows: rows.length },
        scores,
        ...(withLabels ? { confusion: confusionOf(rows, labelField) } : {}),
        thresholds: checked,
        ...(comparison ? { comparison } : {}),
        errors,
        reasons: reasons.filter((reason, index) => reasons.findIndex((other) => other.reason === reason.reason && other.metric === reason.metric) === index),
        time: request.time,
    };
}
const isWorse = (compared) => compared?.outcome === "worse";
function verdictOf(reasons) {
    if (reasons.some(({ reason }) => reason === "no-rows" || reason === "missing-metric" || reason === "failed-requests"))
        return "error";
    return reasons.length > 0 ? "fail" : "pass";
}

;// CONCATENATED MODULE: ./build/packages/evaluation/src/index.js









/***/ }),

/***/ 2370:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Q: () => (/* reexport */ inferenceProviders),
  k: () => (/* reexport */ runPool)
});

;// CONCATENATED MODULE: ./build/packages/inference/src/catalog.js
/** One line a provider; loaded when it is chosen. */
const inferenceProviders = {
    "openai-compatible": async (ports, config) => (await __webpack_require__.e(/* import() */ 638).then(__webpack_require__.bind(__webpack_require__, 3638))).openAiCompatible(ports, config),
};

;// CONCATENATED MODULE: ./build/packages/inference/src/run-pool.js
/**
 * Runs the work for every item, at most `concurrency` at a time, and yields results as they come. Items are drawn only
 * as there is room, so an endless source needs no memory. The first error stops the drawing and is thrown after the
 * work that runs has ended.
 */
async function* runPool(items, concurrency, work) {
    const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    const running = new Set();
    let exhausted = false;
    try {
        for (;;) {
            while (!exhausted && running.size < concurrency) {
                const next = await source.next();
                if (next.done) {
                    exhausted = true;
                    break;
                }
                const task = work(next.value).then((result) => ({ done: task, result }), (error) => ({ done: task, error }));
                running.add(task);
            }
            if (running.size === 0)
                return;
            const ended = await Promise.race(running);
            running.delete(ended.done);
            if ("error" in ended)
                throw ended.error;
            yield ended.result;
        }
    }
    finally {
        await Promise.all(running);
        await source.return?.();
    }
}

;// CONCATENATED MODULE: ./build/packages/inference/src/index.js





/***/ }),

/***/ 5924:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cv: () => (/* binding */ binomialTail),
/* harmony export */   YW: () => (/* binding */ tQuantile),
/* harmony export */   Zl: () => (/* binding */ normalQuantile),
/* harmony export */   pV: () => (/* binding */ chiSquareQuantile)
/* harmony export */ });
/* unused harmony exports normalCdf, tCdf, lnChoose */
/* harmony import */ var _special_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1724);

/** P(Z <= z) of the standard normal; the lower tail keeps its relative precision. */
function normalCdf(z) {
    const half = (z * z) / 2;
    const below = (1 - (0,_special_js__WEBPACK_IMPORTED_MODULE_0__/* .incompleteGamma */ .yH)(0.5, half)) / 2;
    return z < 0 ? below : 1 - below;
}
/** z with P(Z <= z) = p. */
function normalQuantile(p) {
    if (!(p > 0 && p < 1))
        return p <= 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    return (0,_special_js__WEBPACK_IMPORTED_MODULE_0__/* .bisect */ .h1)((z) => normalCdf(z) - p, -40, 40);
}
/** P(T <= t) of Student's t. */
function tCdf(t, degrees) {
    const tail = (0,_special_js__WEBPACK_IMPORTED_MODULE_0__/* .incompleteBeta */ .J7)(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
    return t < 0 ? tail : 1 - tail;
}
function tQuantile(p, degrees) {
    return (0,_special_js__WEBPACK_IMPORTED_MODULE_0__/* .bisect */ .h1)((t) => tCdf(t, degrees) - p, -1e6, 1e6);
}
function chiSquareQuantile(p, degrees) {
    return (0,_special_js__WEBPACK_IMPORTED_MODULE_0__/* .bisect */ .h1)((x) => (0,_special_js__WEBPACK_IMPORTED_MODULE_0__/* .incompleteGamma */ .yH)(degrees / 2, x / 2) - p, 0, degrees * 20 + 200);
}
/** P(X >= k) of Binomial(n, p). */
function binomialTail(k, n, p) {
    return k <= 0 ? 1 : k > n ? 0 : (0,_special_js__WEBPACK_IMPORTED_MODULE_0__/* .incompleteBeta */ .J7)(p, k, n - k + 1);
}
/** ln of n over k. */
function lnChoose(n, k) {
    return lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
}


/***/ }),

/***/ 6718:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  kd: () => (/* binding */ bootstrapInterval),
  fU: () => (/* binding */ holm),
  B1: () => (/* binding */ mcnemarExact),
  YV: () => (/* binding */ quantile),
  tf: () => (/* binding */ signFlipTest),
  oW: () => (/* binding */ tInterval)
});

// UNUSED EXPORTS: mean, sampleSizeNeeded, standardDeviation

// EXTERNAL MODULE: ./build/packages/statistics/src/distributions.js
var distributions = __webpack_require__(5924);
;// CONCATENATED MODULE: ./build/packages/statistics/src/random.js
/** A seeded generator of numbers in [0, 1): mulberry32 (T. Ettinger). The same seed gives the same numbers everywhere. */
function seededUniform(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
}

;// CONCATENATED MODULE: ./build/packages/statistics/src/paired.js


const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
function standardDeviation(values) {
    const middle = mean(values);
    return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}
/** Student's interval of a mean; for one observation the whole line. */
function tInterval(values, confidence = 0.95) {
    const n = values.length;
    const value = n === 0 ? Number.NaN : mean(values);
    if (n < 2)
        return { value, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, n };
    const half = (0,distributions/* tQuantile */.YW)(1 - (1 - confidence) / 2, n - 1) * (standardDeviation(values) / Math.sqrt(n));
    return { value, low: value - half, high: value + half, n };
}
/** Value at a share of the sorted values, linear between two (type 7 of Hyndman and Fan 1996). */
function quantile(sorted, share) {
    if (sorted.length === 0)
        return Number.NaN;
    const at = (sorted.length - 1) * share;
    const below = sorted[Math.floor(at)];
    return below + (at - Math.floor(at)) * (sorted[Math.ceil(at)] - below);
}
/** Percentile bootstrap of a statistic of rows drawn together (Efron 1979), by index so that pairs stay pairs. */
function bootstrapInterval(n, statistic, { draws = 2000, seed = 1, confidence = 0.95 } = {}) {
    const value = n === 0 ? Number.NaN : statistic(Array.from({ length: n }, (_, row) => row));
    if (n < 2)
        return { value, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, n };
    const uniform = seededUniform(seed);
    const found = [];
    for (let draw = 0; draw < draws; draw++) {
        const drawn = statistic(Array.from({ length: n }, () => Math.floor(uniform() * n)));
        if (Number.isFinite(drawn))
            found.push(drawn);
    }
    found.sort((left, right) => left - right);
    return { value, low: quantile(found, (1 - confidence) / 2), high: quantile(found, 1 - (1 - confidence) / 2), n };
}
/** Two-sided p that paired differences are symmetric about 0: every sign for 20 pairs or fewer, else seeded draws. */
function signFlipTest(differences, { draws = 10_000, seed = 1 } = {}) {
    const moved = differences.filter((difference) => difference !== 0);
    const observed = Math.abs(moved.reduce((sum, difference) => sum + difference, 0)) - 1e-12;
    const exact = moved.length <= 20;
    const total = exact ? 2 ** moved.length : draws;
    const uniform = seededUniform(seed);
    let extreme = 0;
    for (let draw = 0; draw < total; draw++) {
        let sum = 0;
        for (const [index, difference] of moved.entries())
            sum += (exact ? draw & (1 << index) : uniform() < 0.5) ? difference : -difference;
        if (Math.abs(sum) >= observed)
            extreme += 1;
    }
    return exact ? extreme / total : (extreme + 1) / (total + 1);
}
/** Exact two-sided McNemar test of b against c discordant pairs. */
function mcnemarExact(b, c) {
    return b + c === 0 ? 1 : Math.min(1, 2 * (0,distributions/* binomialTail */.Cv)(Math.max(b, c), b + c, 0.5));
}
/** Holm's step-down adjustment (Holm 1979), in the order given. */
function holm(pValues) {
    const order = pValues.map((p, index) => ({ p, index })).sort((left, right) => left.p - right.p);
    const adjusted = new Array(pValues.length);
    let largest = 0;
    for (const [rank, { p, index }] of order.entries()) {
        largest = Math.max(largest, Math.min(1, p * (pValues.length - rank)));
        adjusted[index] = largest;
    }
    return adjusted;
}
/** Pairs needed to see a mean difference of `delta` (two-sided, normal approximation). */
function sampleSizeNeeded(sdOfDifferences, delta, { alpha = 0.05, power = 0.8 } = {}) {
    const z = normalQuantile(1 - alpha / 2) + normalQuantile(power);
    return Math.ceil(((z * sdOfDifferences) / delta) ** 2);
}


/***/ }),

/***/ 6516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pv: () => (/* binding */ newcombe),
/* harmony export */   rF: () => (/* binding */ wilson)
/* harmony export */ });
/* unused harmony exports ratioInterval, fisherGreater, conditionalBinomialGreater */
/* harmony import */ var _distributions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5924);


const zOf = (confidence) => (0,_distributions_js__WEBPACK_IMPORTED_MODULE_0__/* .normalQuantile */ .Zl)(1 - (1 - confidence) / 2);
/** Wilson's score interval of a proportion (Wilson 1927). */
function wilson(successes, n, confidence = 0.95) {
    if (n === 0)
        return { value: Number.NaN, low: 0, high: 1, n };
    const z = zOf(confidence);
    const p = successes / n;
    const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
    const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
    return { value: p, low: successes === 0 ? 0 : centre - half, high: successes === n ? 1 : centre + half, n };
}
/** Newcombe's hybrid score interval of p1 - p0 (Newcombe 1998, method 10). */
function newcombe({ x1, n1, x0, n0 }, confidence = 0.95) {
    const first = wilson(x1, n1, confidence);
    const second = wilson(x0, n0, confidence);
    const value = first.value - second.value;
    return {
        value,
        low: value - Math.hypot(first.value - first.low, second.high - second.value),
        high: value + Math.hypot(first.high - first.value, second.value - second.low),
        n: n1 + n0,
    };
}
/** Score interval of the ratio p1/p0: Koopman 1984, or Miettinen and Nurminen 1985 with their N/(N-1). */
function ratioInterval({ x1, n1, x0, n0 }, method = "koopman", confidence = 0.95) {
    const n = n1 + n0;
    const limit = zOf(confidence) ** 2 * (method === "koopman" ? 1 : n / (n - 1));
    const value = x1 / n1 / (x0 / n0);
    const score = (logRatio) => scoreOf({ x1, n1, x0, n0 }, Math.exp(logRatio)) - limit;
    const centre = Math.log(Number.isFinite(value) && value > 0 ? value : (x1 + 0.5) / (n1 + 1) / ((x0 + 0.5) / (n0 + 1)));
    return {
        value,
        low: x1 === 0 ? 0 : Math.exp(bisect(score, -60, centre)),
        high: x0 === 0 ? Number.POSITIVE_INFINITY : Math.exp(bisect(score, centre, 60)),
        n,
    };
}
/** Pearson's chi-square at the constrained maximum likelihood under p1 = ratio p0. */
function scoreOf({ x1, n1, x0, n0 }, ratio) {
    const a = (n1 + n0) * ratio;
    const b = ratio * (n1 + x0) + x1 + n0;
    const p0 = (b - Math.sqrt(Math.max(0, b * b - 4 * a * (x1 + x0)))) / (2 * a);
    const p1 = ratio * p0;
    const part = (x, n, p) => (x - n * p) ** 2 / (n * p * (1 - p));
    return part(x1, n1, p1) + part(x0, n0, p0);
}
/** One-sided p of p1 > p0: the hypergeometric tail (Fisher). */
function fisherGreater({ x1, n1, x0, n0 }) {
    const events = x1 + x0;
    let p = 0;
    for (let k = x1; k <= Math.min(events, n1); k++)
        p += Math.exp(lnChoose(n1, k) + lnChoose(n0, events - k) - lnChoose(n1 + n0, events));
    return Math.min(1, p);
}
/** One-sided p of rate1 > ratio x rate0, exact given the events in all (Przyborowski and Wilenski 1940). */
function conditionalBinomialGreater({ x1, n1, x0, n0 }, ratio = 1) {
    return binomialTail(x1, x1 + x0, (ratio * n1) / (ratio * n1 + n0));
}


/***/ }),

/***/ 1724:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J7: () => (/* binding */ incompleteBeta),
/* harmony export */   VZ: () => (/* binding */ logSumExp),
/* harmony export */   h1: () => (/* binding */ bisect),
/* harmony export */   yH: () => (/* binding */ incompleteGamma)
/* harmony export */ });
/* unused harmony export lnGamma */
/** ln Γ(x) for x > 0 (Lanczos, g = 7, nine terms; relative error about 1e-15). */
function lnGamma(x) {
    const shifted = x - 1;
    let sum = 0.99999999999980993;
    for (const [index, term] of lanczos.entries())
        sum += term / (shifted + index + 1);
    const t = shifted + 7.5;
    return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}
const lanczos = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
/** Regularized incomplete beta I_x(a, b), by its continued fraction (DLMF 8.17.22, modified Lentz). */
function incompleteBeta(x, a, b) {
    if (x <= 0)
        return 0;
    if (x >= 1)
        return 1;
    if (x > (a + 1) / (a + b + 2))
        return 1 - incompleteBeta(1 - x, b, a);
    const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
    const tiny = 1e-300;
    let c = 1;
    let d = 1 - ((a + b) * x) / (a + 1);
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    let fraction = d;
    for (let m = 1; m < 10_000; m++) {
        for (const numerator of [
            (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
            (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
        ]) {
            d = 1 + numerator * d;
            d = 1 / (Math.abs(d) < tiny ? tiny : d);
            c = 1 + numerator / c;
            if (Math.abs(c) < tiny)
                c = tiny;
            fraction *= d * c;
        }
        if (Math.abs(d * c - 1) < 1e-16)
            break;
    }
    return front * fraction;
}
/** Regularized lower incomplete gamma P(a, x), by its series or continued fraction (DLMF 8.11.4, 8.9.2). */
function incompleteGamma(a, x) {
    if (x <= 0)
        return 0;
    const front = Math.exp(a * Math.log(x) - x - lnGamma(a));
    if (x < a + 1) {
        let term = 1 / a;
        let sum = term;
        for (let n = 1; n < 10_000 && term > sum * 1e-17; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return front * sum;
    }
    let b = x + 1 - a;
    let c = 1e300;
    let d = 1 / b;
    let fraction = d;
    for (let n = 1; n < 10_000; n++) {
        const numerator = -n * (n - a);
        b += 2;
        d = 1 / (numerator * d + b);
        c = b + numerator / c;
        fraction *= d * c;
        if (Math.abs(d * c - 1) < 1e-16)
            break;
    }
    return 1 - front * fraction;
}
/** ln(sum of exp) without overflow; -Infinity for nothing. */
function logSumExp(values) {
    const largest = Math.max(...values);
    if (!Number.isFinite(largest))
        return largest;
    return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}
/** Root of a monotone function in [low, high] by bisection, to the last bits. The ends when there is no change of sign. */
function bisect(f, low, high) {
    let [left, right] = [low, high];
    const sign = Math.sign(f(left)) || -1;
    for (let step = 0; step < 200; step++) {
        const middle = (left + right) / 2;
        if (middle === left || middle === right)
            break;
        if (Math.sign(f(middle)) === sign)
            left = middle;
        else
            right = middle;
    }
    return (left + right) / 2;
}


/***/ })

};
