export const id = 9260;
export const ids = [9260];
export const modules = {

/***/ 99260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/packages/registry/src/index.js + 14 modules
var src = __webpack_require__(13877);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 39 modules
var reports_src = __webpack_require__(97090);
// EXTERNAL MODULE: ./build/actions/open-registry.js
var open_registry = __webpack_require__(59796);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var contracts_src = __webpack_require__(58639);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build/actions/register/attached-as.js
/** A JSON file that is attached to a version; one that cannot be read speaks for nothing. */
async function attachedAs(schema, registry, version, name) {
    const text = await registry.attached(version, name);
    try {
        return text === undefined ? undefined : schema.safeParse(JSON.parse(text)).data;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/actions/register/provenance.js





const checksumsName = "model.sha256";
const statementName = "provenance.intoto.json";
const predicateName = "provenance.predicate.json";
/** All that is attached to a version and is about its bytes alone; the bill names the version and is made anew. */
const evidenceNames = [
    "evaluation.json",
    "canary-report.json",
    "dataset.lock.json",
    checksumsName,
    statementName,
    src/* provenanceFiles */.Zc.attestation,
    src/* provenanceFiles */.Zc.signature,
];
/**
 * Checksums, SLSA provenance and ML-BOM of a version, attached beside what was given. The provenance is of the run that
 * registered the bytes first; a later one adds nothing to it.
 * @returns digests of what is attached now, by name
 * @throws ToolkitError `model-changed`
 */
async function attachProvenance(registry, version, { folder, found, evidence }, metadata, deps) {
    const { github, environment } = deps;
    const files = await (0,src/* withDigests */.o2)(deps.files, folder, found);
    if ((0,src/* contentDigest */.eZ)(files) !== version.digest)
        throw new contracts_src/* ToolkitError */.h4({
            code: "model-changed",
            retryable: true,
            message: `${folder} is not what was registered as ${version.version}: something writes to it`,
        });
    const statement = (0,reports_src/* provenanceStatement */.D2)({
        ...github,
        files,
        metadata,
        workflowRef: environment.get("GITHUB_WORKFLOW_REF"),
        finishedAt: version.createdAt,
    });
    const digests = new Map();
    const attach = async (name, content, onlyFirst = false) => {
        const there = await registry.attached(version, name);
        if (there === content || (onlyFirst && there !== undefined))
            return;
        digests.set(name, await registry.attach(version, name, content));
    };
    for (const [name, content] of evidence)
        await attach(name, content);
    await attach(checksumsName, (0,src/* checksumList */.yJ)(files));
    await attach(statementName, written(statement), true);
    const evaluation = await attachedAs(contracts_src/* evaluationSchema */.MF, registry, version, "evaluation.json");
    const datasetLock = await attachedAs(contracts_src/* datasetLockSchema */.n8, registry, version, "dataset.lock.json");
    const bom = (0,reports_src/* mlBom */.ON)({ ...version, files, metadata, evaluation, datasetLock, time: version.createdAt });
    await attach(src/* provenanceFiles */.Zc["ml-bom"], written(bom));
    return { digests, files };
}
/** What actions/attest reads, in the folder of the reports. */
async function writeForAttest(inputs, { files, workspace }, registry, version) {
    const path = (name) => `${inputs["report-dir"]}/${name}`;
    const attached = async (name) => (await registry.attached(version, name)) ?? "";
    const { predicate } = JSON.parse(await attached(statementName));
    await files.writeAtomic((0,external_node_path_.resolve)(workspace, path(checksumsName)), await attached(checksumsName));
    await files.writeAtomic((0,external_node_path_.resolve)(workspace, path(predicateName)), written(predicate));
    return { "checksums-path": path(checksumsName), "predicate-path": path(predicateName) };
}
const written = (value) => `${JSON.stringify(value, null, 2)}\n`;

;// CONCATENATED MODULE: ./build/actions/register/attest.js



/**
 * Has the provenance of a version signed, once, and keeps the bundle beside it. A job that may not sign says so and goes
 * on: `promote` is where an attestation can be required.
 * @returns digest of the bundle; undefined where there was one, or none could be had
 */
async function attestOnce(registry, version, files, attestor, log) {
    const there = await registry.attached(version, src/* provenanceFiles */.Zc.attestation);
    const model = { digest: version.digest, files, publicKey: undefined };
    if (there !== undefined && (0,src/* provenanceProblems */._T)("attestation", there, model).length === 0)
        return undefined;
    const text = await registry.attached(version, statementName);
    const statement = (0,contracts_src/* parseStrictly */.ge)(contracts_src/* inTotoStatementSchema */.UV, JSON.parse(text ?? "null"), statementName);
    try {
        return await registry.attach(version, src/* provenanceFiles */.Zc.attestation, await attestor.attest(statement));
    }
    catch (error) {
        if (!(error instanceof contracts_src/* ToolkitError */.h4) || error.code !== "attest-forbidden")
            throw error;
        log.notice(`the provenance is not signed: ${error.message}; ${error.hint}`);
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/actions/register/interface.js



/**
 * Digests of what callers hold to. The prompt format is the chat template that comes with the model, unless a file says it.
 * @throws InputError `missing-file` with all that are not there
 */
async function interfaceOf(inputs, { files, workspace }, folder, found) {
    const problems = [];
    const digestOf = async (path) => {
        if (path === undefined)
            return null;
        const whole = (0,external_node_path_.resolve)(workspace, path);
        if ((await files.stat(whole))?.kind === "file")
            return `sha256:${await files.sha256(whole)}`;
        problems.push({ where: path, problem: "there is no such file" });
        return null;
    };
    const given = await digestOf(inputs["prompt-format"]);
    const output_schema = await digestOf(inputs["output-schema"]);
    if (problems.length > 0)
        throw new contracts_src/* InputError */.dz(problems, "missing-file");
    const template = given === null ? await chatTemplate() : undefined;
    return { prompt_format: given ?? (template === undefined ? null : digestOfText(template)), output_schema };
    async function chatTemplate() {
        const named = (name) => found.find(({ path }) => external_node_path_.posix.basename(path) === name)?.path;
        const own = named("chat_template.jinja");
        if (own)
            return await files.readText((0,external_node_path_.join)(folder, own));
        const tokenizer = named("tokenizer_config.json");
        return tokenizer && templateIn(await files.readText((0,external_node_path_.join)(folder, tokenizer)));
    }
}
/** Text, or several by name; of a file that is no JSON nothing is known. */
function templateIn(text) {
    try {
        const { chat_template: template } = JSON.parse(text);
        return template === undefined || template === null ? undefined : JSON.stringify(template);
    }
    catch {
        return undefined;
    }
}
const digestOfText = (text) => `sha256:${(0,external_node_crypto_.createHash)("sha256").update(text).digest("hex")}`;

;// CONCATENATED MODULE: ./build/actions/register/candidate.js





/**
 * Everything that is to be registered, checked before anything is written.
 * @throws InputError with what is wrong with all inputs at once
 */
async function readCandidate(inputs, deps) {
    const { files, workspace } = deps;
    const folder = (0,external_node_path_.resolve)(workspace, inputs["model-path"]);
    const metadataPath = inputs.metadata ?? (0,external_node_path_.join)(inputs["model-path"], "metadata.yaml");
    const problems = [];
    const codes = new Set();
    const attempt = async (work) => {
        try {
            return await work();
        }
        catch (error) {
            if (!(error instanceof contracts_src/* InputError */.dz))
                throw error;
            problems.push(...error.problems);
            codes.add(error.code);
            return undefined;
        }
    };
    await attempt(() => (0,src/* requireName */.rI)(inputs.name));
    await attempt(() => (0,src/* requireAlias */.ye)(inputs.alias ?? "challenger"));
    await attempt(() => requireReleasable(inputs));
    const found = await attempt(() => (0,src/* modelFiles */.VC)(files, folder));
    const metadata = await attempt(() => (0,platform_src/* readYaml */.gM)(files, (0,external_node_path_.resolve)(workspace, metadataPath), contracts_src/* metadataSchema */.R5, metadataPath));
    const evaluationPath = inputs.evaluation;
    let evaluation;
    if (evaluationPath !== undefined) {
        evaluation = await attempt(() => (0,platform_src/* readJson */.Vh)(files, (0,external_node_path_.resolve)(workspace, evaluationPath), contracts_src/* evaluationSchema */.MF, evaluationPath));
        if (evaluation && found?.some(({ path }) => path === "model.gguf")) {
            const gguf = `sha256:${await files.sha256((0,external_node_path_.join)(folder, "model.gguf"))}`;
            await attempt(() => requireAbout(evaluation, gguf, evaluationPath));
        }
    }
    const lockPath = inputs["dataset-lock"];
    if (lockPath !== undefined)
        await attempt(() => (0,platform_src/* readJson */.Vh)(files, (0,external_node_path_.resolve)(workspace, lockPath), contracts_src/* datasetLockSchema */.n8, lockPath));
    const evidence = new Map();
    for (const [name, path] of [
        ["evaluation.json", evaluationPath],
        ["dataset.lock.json", lockPath],
        [src/* provenanceFiles */.Zc.attestation, inputs.attestation],
        [src/* provenanceFiles */.Zc.signature, inputs.signature],
    ]) {
        if (path === undefined)
            continue;
        const text = await attempt(() => textOf((0,external_node_path_.resolve)(workspace, path), path));
        if (text !== undefined)
            evidence.set(name, text);
    }
    const described = found && (await attempt(() => interfaceOf(inputs, deps, folder, found)));
    if (problems.length > 0 || !metadata || !found || !described)
        throw new contracts_src/* InputError */.dz(problems, codes.size === 1 ? [...codes][0] : "bad-input");
    const license = inputs.license ?? metadata.license;
    const complete = { ...withScore(metadata, evaluation), interface: described, ...(license && { license }) };
    return { folder, found, metadata: complete, evaluation, evidence };
    async function textOf(path, shown) {
        if ((await files.stat(path))?.kind === "file")
            return await files.readText(path);
        throw new contracts_src/* InputError */.dz([{ where: shown, problem: "there is no such file" }], "missing-file");
    }
}
function requireReleasable({ registry, alias, "pre-release": words }) {
    if (words === undefined)
        return;
    (0,src/* requirePreRelease */._D)(words);
    const problems = [];
    if (!src/* takesPreReleases */.A6.has(registry))
        problems.push({
            where: "pre-release",
            problem: `registry ${registry} knows none`,
            legal: [...src/* takesPreReleases */.A6].join(", "),
        });
    if (alias !== undefined)
        problems.push({
            where: "alias",
            problem: `${alias} would point to a pre-release`,
            mend: "leave alias out; a release of the same bytes gets it",
        });
    if (problems.length > 0)
        throw new contracts_src/* InputError */.dz(problems, "bad-pre-release");
}
/** Evidence of another model would speak for this one. An evaluation that names no bytes is kept; promote asks for more. */
function requireAbout({ model }, gguf, where) {
    if (model.digest === null || model.digest === gguf)
        return;
    throw new contracts_src/* InputError */.dz([
        {
            where,
            problem: `it is about ${model.digest}`,
            legal: `${gguf}, the model.gguf that is registered`,
            mend: "evaluate this model, or leave evaluation out",
        },
    ], "other-model");
}
/** The specification's custom_score is the metric that the evaluation is held to first, unless the training gave its own. */
function withScore(metadata, evaluation) {
    const first = evaluation?.thresholds[0]?.metric;
    const score = first === undefined ? undefined : evaluation?.scores[first]?.value;
    if (metadata.metrics.custom_score !== null || score === undefined)
        return metadata;
    return { ...metadata, metrics: { ...metadata.metrics, custom_score: score } };
}

;// CONCATENATED MODULE: ./build/actions/register/numbered.js



/** The part of the version that grows, and why: as was asked, or by what changed since the latest release. */
async function decidedBump(registry, name, wanted, candidate) {
    const releases = (await registry.list(name)).filter(({ version }) => !(0,src/* isPreRelease */.Ty)(version));
    const latest = releases.sort((left, right) => (0,src/* compareVersions */.Zy)(left.version, right.version)).at(-1);
    if (wanted !== "auto")
        return { part: wanted, reason: "asked", previous: latest?.version ?? null, detail: "" };
    if (!latest)
        return (0,src/* chooseBump */.UD)(undefined, candidate);
    const metadata = await registry.metadata(latest);
    const evaluation = await attachedAs(contracts_src/* evaluationSchema */.MF, registry, latest, "evaluation.json");
    return (0,src/* chooseBump */.UD)({ version: latest.version, metadata, evaluation }, candidate);
}

;// CONCATENATED MODULE: ./build/actions/register/registered.js


/**
 * Registers, and makes a release of bytes that were a pre-release only: that number goes, and what was attached to it
 * moves along. Killed in between, the next run finds the bytes unregistered and goes on; what was attached then has to be
 * given again, and promote asks for it.
 * @throws ToolkitError `version-in-use` where somebody gave the pre-release an alias
 */
async function registered(registry, candidate, wantsRelease) {
    const first = await registry.register(candidate);
    if (first.created || !wantsRelease || !(0,src/* isPreRelease */.Ty)(first.version.version))
        return { ...first, replaced: undefined };
    const kept = [];
    for (const name of evidenceNames) {
        const content = await registry.attached(first.version, name);
        if (content !== undefined)
            kept.push([name, content]);
    }
    await registry.remove(first.version);
    const release = await registry.register(candidate);
    for (const [name, content] of kept)
        await registry.attach(release.version, name, content);
    return { ...release, replaced: first.version.version };
}

;// CONCATENATED MODULE: ./build/actions/register/run.js








/** @param attestor signs the provenance, where the build has one; without it `attestation` brings what another step signed */
async function run(inputs, deps, attestor) {
    const { log } = deps;
    const candidate = await readCandidate(inputs, deps);
    const registry = await (0,open_registry/* openRegistry */.M)(inputs, deps);
    const { name, "pre-release": words } = inputs;
    const alias = inputs.alias ?? (words === undefined ? "challenger" : undefined);
    const previous = alias === undefined ? undefined : await registry.find(`${name}@${alias}`);
    const decided = await decidedBump(registry, name, inputs.bump, candidate);
    const bump = words === undefined ? decided.part : `${decided.part}-${words}`;
    const { version, created, replaced } = await registered(registry, {
        name,
        folder: candidate.folder,
        // a registry that takes pre-releases (`takesPreReleases`) hands it to nextVersion as it is
        bump: bump,
        metadata: { ...candidate.metadata, version_bump: decided },
    }, words === undefined);
    const metadata = await registry.metadata(version);
    const { digests, files } = await attachProvenance(registry, version, candidate, metadata, deps);
    const attested = attestor && (await attestOnce(registry, version, files, attestor, log));
    if (attested)
        digests.set(src/* provenanceFiles */.Zc.attestation, attested);
    for (const [evidence, digest] of digests)
        log.info(`${evidence} is kept as evidence: ${digest}`);
    if (alias !== undefined)
        await registry.setAlias(name, alias, version.version, previous?.version);
    log.info(`${version.name} ${version.version} ${created ? "registered" : "was registered before"}: ${version.modelRef}`);
    const report = { ...version, alias, created, replaced, metadata, evidence: Object.fromEntries(digests) };
    return {
        outputs: {
            "model-ref": version.modelRef,
            version: version.version,
            uri: version.uri,
            created,
            "bump-reason": metadata.version_bump?.reason ?? "",
            ...(await writeForAttest(inputs, deps, registry, version)),
        },
        report: (0,reports_src.rendered)({ schemaVersion: 1, ...report }, (0,reports_src/* registerReport */.UO)(report, inputs.language)),
    };
}


/***/ })

};
