export const id = 8742;
export const ids = [8742];
export const modules = {

/***/ 98742:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58639);
/* harmony import */ var _datasets__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34889);
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(86111);
/* harmony import */ var _reports__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(97090);





async function run(inputs, deps) {
    const { files, log } = deps;
    const configPath = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(deps.workspace, inputs.config);
    const config = await (0,_platform__WEBPACK_IMPORTED_MODULE_3__/* .readYaml */ .gM)(files, configPath, _contracts__WEBPACK_IMPORTED_MODULE_1__/* .datasetConfigSchema */ .gy, inputs.config);
    const outputFolder = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(deps.workspace, inputs["output-dir"]);
    const lockPath = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(deps.workspace, inputs.lock ?? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(inputs.config), "dataset.lock.json"));
    const committed = await readLock(files, lockPath);
    const provider = await _datasets__WEBPACK_IMPORTED_MODULE_2__/* .datasetProviders */ .xJ[config.source.kind](deps);
    const cacheFolder = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(inputs["state-dir"] ?? (0,_platform__WEBPACK_IMPORTED_MODULE_3__/* .stateFolder */ .yp)(deps.environment), "datasets");
    const source = await provider.fetch(config.source, { configFolder: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(configPath), cacheFolder });
    const { lock, examples } = await (0,_datasets__WEBPACK_IMPORTED_MODULE_2__/* .prepareDataset */ .sd)(deps, source, config, outputFolder);
    if (committed && !inputs["update-lock"])
        (0,_datasets__WEBPACK_IMPORTED_MODULE_2__/* .verifyLock */ .PK)(committed, lock, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(lockPath));
    const content = `${JSON.stringify(lock, null, 2)}\n`;
    await files.writeAtomic((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(outputFolder, "dataset.lock.json"), content);
    const lockState = !committed ? "created" : inputs["update-lock"] ? "updated" : "verified";
    if (lockState !== "verified")
        await files.writeAtomic(lockPath, content);
    if (lockState === "created")
        log.notice(`${(0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(lockPath)} was made; commit it so that the next run is held to it`);
    for (const [name, split] of Object.entries(lock.splits))
        log.info(`${name}: ${split?.rows} rows ${JSON.stringify(split?.labels)}`);
    const titles = {};
    for (const [name, rows] of examples)
        titles[name] = rows.map(({ id, title }) => (title ?? id).slice(0, 80));
    return {
        outputs: { "dataset-dir": outputFolder, "dataset-digest": lock.digest, "lock-path": lockPath, rows: lock.rows },
        report: (0,_reports__WEBPACK_IMPORTED_MODULE_4__.rendered)(lock, (0,_reports__WEBPACK_IMPORTED_MODULE_4__/* .datasetReport */ ["do"])({ lock, lockState, titles }, inputs.language)),
    };
}
async function readLock(files, path) {
    if ((await files.stat(path)) === undefined)
        return undefined;
    const mend = "restore it from the repository, or remove it to have it made anew";
    try {
        const parsed = _contracts__WEBPACK_IMPORTED_MODULE_1__/* .datasetLockSchema */ .n8.safeParse(JSON.parse(await files.readText(path)));
        if (parsed.success)
            return parsed.data;
    }
    catch {
        // said below
    }
    throw new _contracts__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz([{ where: path, problem: "is no dataset lock", mend }], "bad-lock");
}


/***/ }),

/***/ 34889:
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
    npm: async (platform) => (await __webpack_require__.e(/* import() */ 5794).then(__webpack_require__.bind(__webpack_require__, 45794))).npmSource(platform),
    file: async (platform) => (await __webpack_require__.e(/* import() */ 427).then(__webpack_require__.bind(__webpack_require__, 10427))).fileSource(platform),
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
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
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
    const { default: PostalMime } = await __webpack_require__.e(/* import() */ 4286).then(__webpack_require__.bind(__webpack_require__, 4286));
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







/***/ })

};
