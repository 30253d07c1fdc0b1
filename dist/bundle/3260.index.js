export const id = 3260;
export const ids = [3260];
export const modules = {

/***/ 3260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/registry/src/index.js + 14 modules
var registry_src = __webpack_require__(13877);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 39 modules
var reports_src = __webpack_require__(97090);
// EXTERNAL MODULE: ./build/actions/announce-deployment.js
var announce_deployment = __webpack_require__(15613);
// EXTERNAL MODULE: ./build/actions/carry-out.js + 2 modules
var carry_out = __webpack_require__(69261);
// EXTERNAL MODULE: ./build/actions/open-registries.js
var open_registries = __webpack_require__(58420);
// EXTERNAL MODULE: ./build/actions/open-serving.js + 1 modules
var open_serving = __webpack_require__(34659);
// EXTERNAL MODULE: ./build/actions/open-state.js + 2 modules
var open_state = __webpack_require__(96150);
// EXTERNAL MODULE: ./build/actions/promotion-record.js
var promotion_record = __webpack_require__(26679);
// EXTERNAL MODULE: ./build/actions/release-parts.js
var release_parts = __webpack_require__(77846);
;// CONCATENATED MODULE: ./build/actions/rollback/way-back.js


/**
 * Where the alias goes back to, in every registry by its own record.
 * @param served model that is in service now; undefined where there is no endpoint
 * @returns why nothing moves, where nothing does
 * @throws ToolkitError `alias-moved` where somebody moved it since, `nothing-before`; InputError `registries-missing`
 */
async function wayBack(registries, { name, alias, served }) {
    const standing = [];
    for (const at of registries) {
        const last = (0,registry_src/* standingPromotion */.Eq)(await at.registry.promotions(name), alias);
        if (last)
            standing.push({ at, last });
    }
    const [first] = standing;
    if (!first)
        return "no-record";
    if (served === `${name}#${first.last.digest}`)
        return "in-service";
    requireAll(first.last, registries);
    const legs = [];
    let digest;
    for (const { at, last } of standing) {
        const now = (await at.registry.find(`${name}@${alias}`))?.version;
        if (last.previous === null || last.previous === last.version)
            throw nothingBefore(name, alias, last);
        if (now !== last.version && now !== last.previous)
            throw moved(at.name, `${name}@${alias}`, now, last);
        const previous = await at.registry.find(`${name}@${last.previous}`);
        if (!previous)
            throw new src/* ToolkitError */.h4({
                code: "model-not-found",
                provider: at.name,
                message: `${name} ${last.previous}, which was ${alias} before, is no longer in registry ${at.name}`,
                hint: "promote another version",
            });
        digest ??= previous.digest;
        if (digest !== previous.digest)
            throw new src/* ToolkitError */.h4({
                code: "registries-differ",
                provider: at.name,
                message: `${alias} was ${previous.digest} in registry ${at.name} before, and ${digest} in the others`,
                hint: "promote the version that is wanted in all of them",
            });
        // the record does not explain what is served: to move the alias would be a guess
        if (served !== undefined && previous.modelRef !== served)
            return "unrelated";
        legs.push({ registry: at.name, from: last.version, to: last.previous });
    }
    return { legs, digest: digest };
}
function requireAll({ registries = [], actor, time }, given) {
    const missing = registries.filter((wanted) => !given.some(({ name }) => name === wanted));
    if (missing.length === 0)
        return;
    const problem = `the promotion of ${actor} of ${time} also went into ${missing.join(", ")}`;
    throw new src/* InputError */.dz([{ where: "registries", problem, mend: `give registries: ${registries.join(", ")}` }], "registries-missing");
}
function moved(registry, alias, now, last) {
    return new src/* ToolkitError */.h4({
        code: "alias-moved",
        provider: registry,
        message: `${alias} in registry ${registry} is ${now ?? "unset"}, but the last promotion on record (${last.actor}, ${last.time}, ${last.run || "outside GitHub"}) made it ${last.version}: somebody moved it since then, and left no record`,
        hint: "a rollback undoes no decision of a person: move the alias by hand, or promote the version that is wanted",
    });
}
const nothingBefore = (name, alias, { version, actor, time }) => new src/* ToolkitError */.h4({
    code: "nothing-before",
    message: `${name}@${alias} was nothing before ${actor} promoted ${version} (${time})`,
    hint: "promote another version instead",
});

;// CONCATENATED MODULE: ./build/actions/rollback/run.js











/** Traffic first, whatever the registries say: users are served by a model that answers before anybody asks for records. */
async function run(inputs, deps) {
    const { github, log } = deps;
    const { endpoint, language, environment } = inputs;
    const alias = (0,registry_src/* requireAlias */.ye)(inputs.alias);
    const deployment = endpoint === undefined ? undefined : await trafficBack({ ...inputs, endpoint }, deps);
    const served = deployment?.variants.baseline.modelRef;
    const name = (0,registry_src/* requireName */.rI)(served?.split("#")[0] ?? nameOf(inputs));
    if (served)
        log.info(`all traffic is on ${served}`);
    const registries = await (0,open_registries/* openRegistries */.c)(inputs.registries, inputs, deps);
    const announcer = (0,announce_deployment/* deploymentAnnouncer */.B)(inputs, deps, deployment?.url);
    let kept;
    let isRepeated = false;
    const plan = async (settled) => {
        // what was half-done is back already; one more step back would undo the promotion before it
        if (served === undefined && settled.length > 0)
            return undefined;
        const last = (await registries[0]?.registry.promotions(name))?.findLast((entry) => entry.alias === alias);
        // the same step again must not go back one more
        isRepeated = served === undefined && last?.event === "rolled-back" && last.run !== "" && last.run === github.runUrl;
        if (isRepeated)
            return undefined;
        const way = await wayBack(registries, { name, alias, served });
        kept = typeof way === "string" ? way : undefined;
        if (typeof way === "string")
            return undefined;
        return {
            event: "rolled-back",
            name,
            alias,
            digest: way.digest,
            legs: way.legs,
            endpoint: endpoint ?? null,
            evidence: {},
            forced: null,
            environment,
            sha: github.sha,
            actor: github.actor,
            run: github.runUrl,
            seconds: 0,
        };
    };
    const { intent, settled } = await (0,carry_out/* carryOut */.u)({
        name,
        state: await (0,open_state/* openState */.G)(inputs, deps),
        parts: { registries, announce: announcer.announce },
        // it was moved a moment ago, by this run
        trafficOf: async (left) => served === undefined || left.endpoint !== endpoint
            ? left.event === "promoted"
                ? "from"
                : "to"
            : served === `${name}#${left.digest}`
                ? "to"
                : "from",
        plan,
        shift: async () => undefined,
    }, deps);
    const now = await registries[0]?.registry.find(`${name}@${alias}`);
    const record = {
        schemaVersion: 1,
        event: "rolled-back",
        name,
        alias,
        digest: intent?.digest ?? now?.digest ?? null,
        legs: intent?.legs ?? [],
        entries: await (0,promotion_record/* latestEntries */.I)(registries, name),
        settled,
        deployment: announcer.written(),
        evidence: {},
        forced: null,
        ...(kept && settled.length === 0 && { kept }),
        endpoint: endpoint ?? null,
    };
    const last = deployment && (0,reports_src/* deployReport */.yQ)("rollback", deployment, language);
    const said = (0,reports_src/* promotionReport */._c)(record, language, last);
    const parts = await (0,release_parts/* releaseParts */.U)(deps.files, inputs["report-dir"], deps.workspace);
    return {
        outputs: {
            "model-ref": served ?? now?.modelRef ?? "",
            endpoint: deployment?.url ?? "",
            version: intent || settled.length > 0 || isRepeated ? (now?.version ?? "") : "",
        },
        report: (0,reports_src.rendered)(record, last ? (0,reports_src/* releaseReport */.Ax)(parts, "rolled-back", said) : said),
    };
}
async function trafficBack(inputs, deps) {
    return await (await (0,open_serving/* openServing */.$)(inputs, deps)).rollback();
}
function nameOf({ name }) {
    if (name !== undefined)
        return name;
    throw new src/* InputError */.dz([{ where: "endpoint", problem: "neither endpoint nor name is given" }]);
}


/***/ })

};
