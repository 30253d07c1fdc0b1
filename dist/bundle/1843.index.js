export const id = 1843;
export const ids = [1843];
export const modules = {

/***/ 61843:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 39 modules
var reports_src = __webpack_require__(97090);
// EXTERNAL MODULE: ./build/actions/announce-deployment.js
var announce_deployment = __webpack_require__(15613);
// EXTERNAL MODULE: ./build/actions/carry-out.js + 2 modules
var carry_out = __webpack_require__(69261);
// EXTERNAL MODULE: ./build/actions/open-registries.js
var open_registries = __webpack_require__(58420);
// EXTERNAL MODULE: ./build/actions/open-state.js + 2 modules
var open_state = __webpack_require__(96150);
// EXTERNAL MODULE: ./build/actions/promotion-record.js
var promotion_record = __webpack_require__(26679);
// EXTERNAL MODULE: ./build/actions/release-parts.js
var release_parts = __webpack_require__(77846);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/actions/promote/evidence.js



/** What the registry keeps beside the version, instead of a file of the workspace. */
const registeredPrefix = /^registered:/;
/**
 * Reports that speak for a model, each with a passing verdict and, where it names the model it is about, for exactly
 * this one. @throws InputError `no-evidence` with everything that is wrong
 */
async function readEvidence(read, paths, model) {
    const problems = [];
    const evidence = { digests: {}, contents: {} };
    if (paths.length === 0)
        problems.push({
            where: "evidence",
            problem: "none is given",
            mend: "give evaluation.json and canary-report.json, or force with a reason",
        });
    for (const path of paths) {
        const text = await read(path);
        const report = text === undefined ? undefined : parse(text);
        if (text === undefined || !report)
            problems.push({ where: path, problem: text === undefined ? "there is no such file" : "is no report" });
        else {
            if (report.verdict !== "pass")
                problems.push({ where: path, problem: `its verdict is ${report.verdict ?? "missing"}`, legal: "pass" });
            const about = report.modelRefs?.canary ?? report.model?.digest;
            const legal = [model.modelRef, ...(model.gguf ? [model.gguf] : [])];
            if (!about || !legal.includes(about))
                problems.push({ where: path, problem: `it is about ${about ?? "no model"}`, legal: legal.join(" or ") });
            const name = (0,external_node_path_.basename)(path.replace(registeredPrefix, ""));
            evidence.digests[name] = `sha256:${(0,external_node_crypto_.createHash)("sha256").update(text).digest("hex")}`;
            evidence.contents[name] = text;
        }
    }
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "no-evidence");
    return evidence;
}
function parse(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === "object" && value !== null ? value : undefined;
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/packages/registry/src/index.js + 14 modules
var registry_src = __webpack_require__(13877);
;// CONCATENATED MODULE: ./build/actions/promote/required.js



/**
 * Holds the version, as each registry has it, to what has to be attached; the bytes are hashed anew.
 * @throws InputError `bad-require` for words that name nothing, `provenance` with everything that is missing or of others
 */
async function requireProvenance(inputs, target, registries, deps) {
    const required = wordsOf(inputs);
    if (required.length === 0)
        return;
    const publicKey = await keyOf(inputs, deps);
    const problems = [];
    for (const [index, { name, registry }] of registries.entries()) {
        const version = target.versions[index];
        const folder = await registry.fetch(version);
        const files = await (0,registry_src/* withDigests */.o2)(deps.files, folder, await (0,registry_src/* modelFiles */.VC)(deps.files, folder));
        if ((0,registry_src/* contentDigest */.eZ)(files) !== version.digest)
            problems.push({ where: `${name}: ${version.version}`, problem: "its bytes are not the registered ones" });
        for (const one of required) {
            const text = await registry.attached(version, registry_src/* provenanceFiles */.Zc[one]);
            const found = (0,registry_src/* provenanceProblems */._T)(one, text, { digest: version.digest, files, publicKey });
            problems.push(...found.map((problem) => ({ ...problem, where: `${name}: ${problem.where}` })));
        }
    }
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "provenance");
}
function wordsOf({ require: words = [] }) {
    const legal = Object.keys(registry_src/* provenanceFiles */.Zc);
    const problems = words
        .filter((word) => !legal.includes(word))
        .map((word) => ({ where: "require", problem: `"${word}" names nothing`, legal: legal.join(", ") }));
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "bad-require");
    return words;
}
async function keyOf({ "signature-key": path }, { files, workspace }) {
    if (path === undefined)
        return undefined;
    const whole = (0,external_node_path_.resolve)(workspace, path);
    if ((await files.stat(whole))?.kind === "file")
        return await files.readText(whole);
    throw new src/* InputError */.dz([{ where: "signature-key", problem: `there is no file ${path}` }], "missing-file");
}

// EXTERNAL MODULE: ./build/actions/open-serving.js + 1 modules
var open_serving = __webpack_require__(34659);
;// CONCATENATED MODULE: ./build/actions/promote/target.js



/** @throws ToolkitError `not-deployed` */
async function endpointOf(inputs, deps) {
    const { endpoint } = inputs;
    (0,registry_src/* requireAlias */.ye)(inputs.alias);
    if (endpoint === undefined)
        return undefined;
    const serving = await (0,open_serving/* openServing */.$)({ ...inputs, endpoint }, deps);
    const before = await serving.describe();
    if (!before)
        throw new src/* ToolkitError */.h4({ code: "not-deployed", message: `nothing is deployed at ${endpoint}` });
    return { serving, before };
}
/**
 * The one model that is promoted, as every registry has it.
 * @throws ToolkitError `model-not-found` naming all registries without it; InputError `pre-release`, `other-model`
 */
async function targetOf(inputs, endpoint, registries) {
    const asked = inputs["model-ref"];
    const { baseline, canary } = endpoint?.before.variants ?? {};
    const served = (canary ?? baseline)?.modelRef;
    const selector = served ?? asked;
    if (selector === undefined)
        throw new src/* InputError */.dz([{ where: "endpoint", problem: "neither endpoint nor model-ref is given" }]);
    const [first] = registries;
    const found = await first.registry.find(asked ?? selector);
    if (!found)
        throw absent([first.name], asked ?? selector);
    if (served !== undefined && found.modelRef !== served) {
        const problem = `${asked} is ${found.modelRef}, and the candidate is ${served}`;
        throw new src/* InputError */.dz([{ where: "model-ref", problem, mend: "leave it out: the candidate is promoted" }], "other-model");
    }
    const others = await Promise.all(registries.slice(1).map(({ registry }) => registry.find(found.modelRef)));
    const versions = [found, ...others];
    const missing = registries.filter((_, index) => versions[index] === undefined).map(({ name }) => name);
    if (missing.length > 0)
        throw absent(missing, found.modelRef);
    const problems = versions.flatMap(({ version }, index) => (0,registry_src/* isPreRelease */.Ty)(version)
        ? [
            {
                where: registries[index]?.name ?? "",
                problem: `${version} is a pre-release`,
                mend: "register the same model without pre-release: it becomes a release",
            },
        ]
        : []);
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "pre-release");
    const { name, digest, modelRef } = found;
    return { name, digest, modelRef, versions: versions };
}
const absent = (registries, model) => new src/* ToolkitError */.h4({
    code: "model-not-found",
    provider: registries.join(", "),
    message: `${model} is not registered in ${registries.join(", ")}`,
    hint: "register the same folder there too: the digest has to be the same",
});

;// CONCATENATED MODULE: ./build/actions/promote/run.js












/** Every step finds what a killed run did already: traffic first, then the aliases, then the records. */
async function run(inputs, deps) {
    const { log } = deps;
    const endpoint = await endpointOf(inputs, deps);
    const registries = await (0,open_registries/* openRegistries */.c)(inputs.registries, inputs, deps);
    const target = await targetOf(inputs, endpoint, registries);
    const evidence = await evidenceFor(inputs, target, registries, deps);
    await requireProvenance(inputs, target, registries, deps);
    for (const [index, { registry }] of registries.entries())
        for (const [name, content] of Object.entries(evidence.contents))
            if ((await registry.attached(target.versions[index], name)) !== content)
                await registry.attach(target.versions[index], name, content);
    let deployment;
    let moves = false;
    const shift = async () => {
        moves = true;
        deployment = await endpoint?.serving.promote(inputs.bake);
        if (deployment && deployment.variants.baseline.modelRef !== target.modelRef)
            throw new src/* ToolkitError */.h4({
                code: "rolled-back-meanwhile",
                message: `${deployment.variants.baseline.modelRef} has the traffic, not ${target.modelRef}`,
            });
    };
    const announcer = (0,announce_deployment/* deploymentAnnouncer */.B)(inputs, deps, endpoint?.before.url);
    const before = await registries[0]?.registry.find(`${target.name}@${inputs.alias}`);
    const { intent, settled } = await (0,carry_out/* carryOut */.u)({
        name: target.name,
        state: await (0,open_state/* openState */.G)(inputs, deps),
        parts: { registries, announce: announcer.announce },
        trafficOf: (left) => trafficOf(left.digest, left.endpoint, inputs, endpoint, target.name),
        plan: () => planOf(inputs, deps, { target, registries, evidence }),
        shift,
    }, deps);
    // all aliases and records were there already: the traffic may still not be
    if (!moves)
        await shift();
    log.info(`${target.modelRef} (${target.versions[0]?.version}) is ${inputs.alias}${endpoint ? ", with all traffic" : ""}`);
    const record = {
        schemaVersion: 1,
        event: "promoted",
        name: target.name,
        alias: inputs.alias,
        digest: target.digest,
        legs: intent?.legs ?? [],
        entries: await (0,promotion_record/* latestEntries */.I)(registries, target.name),
        settled,
        deployment: announcer.written(),
        evidence: evidence.digests,
        forced: inputs.force === undefined ? null : deps.secrets.redact(inputs.force),
        endpoint: inputs.endpoint ?? null,
    };
    return {
        outputs: {
            "model-ref": target.modelRef,
            previous: deployment ? (deployment.previous?.modelRef ?? "") : (before?.modelRef ?? ""),
            version: target.versions[0]?.version ?? "",
            endpoint: deployment?.url ?? "",
        },
        report: (0,reports_src.rendered)(record, await documentOf(record, deployment, inputs, deps)),
    };
}
async function evidenceFor(inputs, { modelRef, versions }, registries, { files, workspace }) {
    if (inputs.force)
        return { digests: {}, contents: {} };
    const [first] = registries;
    const weights = (0,external_node_path_.join)(await first.registry.fetch(versions[0]), "model.gguf");
    const gguf = (await files.stat(weights)) && `sha256:${await files.sha256(weights)}`;
    const read = async (path) => {
        if (!registeredPrefix.test(path))
            return await files.readText((0,external_node_path_.resolve)(workspace, path)).catch(() => undefined);
        for (const [index, { registry }] of registries.entries()) {
            const found = await registry.attached(versions[index], path.replace(registeredPrefix, ""));
            if (found !== undefined)
                return found;
        }
        return undefined;
    };
    return await readEvidence(read, inputs.evidence ?? [], { modelRef, gguf });
}
/** undefined when every alias is there and every record says so. */
async function planOf(inputs, { github, secrets }, { target, registries, evidence }) {
    const { name, digest, versions } = target;
    const { alias, environment, force, bake } = inputs;
    let whole = true;
    const legs = [];
    for (const [index, { name: registryName, registry }] of registries.entries()) {
        const { version: to } = versions[index];
        const from = (await registry.find(`${name}@${alias}`))?.version ?? null;
        const last = (await registry.promotions(name)).findLast((entry) => (entry.alias ?? alias) === alias);
        whole &&= from === to && last?.version === to;
        legs.push({ registry: registryName, from, to });
    }
    if (whole)
        return undefined;
    return {
        event: "promoted",
        name,
        alias,
        digest,
        // what cannot go back goes last: nothing can then stand in its way
        legs: legs.sort((left, right) => Number(left.from === null) - Number(right.from === null)),
        endpoint: inputs.endpoint ?? null,
        evidence: evidence.digests,
        forced: force === undefined ? null : secrets.redact(force),
        environment,
        sha: github.sha,
        actor: github.actor,
        run: github.runUrl,
        seconds: bake,
    };
}
/** Only of the endpoint that this run was given; of another nothing is known. */
async function trafficOf(digest, of, inputs, endpoint, name) {
    if (!endpoint || of !== inputs.endpoint)
        return "unknown";
    const now = await endpoint.serving.describe();
    return now?.variants.baseline.modelRef === `${name}#${digest}` ? "to" : "from";
}
async function documentOf(record, deployment, inputs, { files, workspace }) {
    const lines = Object.entries(record.evidence).map(([name, digest]) => `${name} ${digest}`);
    const of = { forced: inputs.force, evidence: lines };
    const served = deployment && (0,reports_src/* deployReport */.yQ)("promote", deployment, inputs.language, of);
    const last = (0,reports_src/* promotionReport */._c)(record, inputs.language, served);
    // without an endpoint no release went through its steps
    if (!served)
        return last;
    const parts = await (0,release_parts/* releaseParts */.U)(files, inputs["report-dir"], workspace);
    return (0,reports_src/* releaseReport */.Ax)(parts, "promoted", last);
}


/***/ })

};
