export const id = 6211;
export const ids = [6211];
export const modules = {

/***/ 58420:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ openRegistries)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _open_registry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59796);


/**
 * Several registries at once; the one of `registry` where none is named. Each takes its own inputs and variables, and its
 * address after `=`; of several without one, `registry-uri` is MLflow's where it is an address, else the file registry's folder.
 * @throws InputError `bad-registries` with every name that is none
 */
async function openRegistries(names, inputs, deps) {
    const wanted = (names && names.length > 0 ? names : [inputs.registry]).map(named);
    const problems = [];
    const legal = _open_registry_js__WEBPACK_IMPORTED_MODULE_1__/* .openedRegistries */ .v.join(", ");
    for (const [index, { name }] of wanted.entries()) {
        if (!isOpened(name))
            problems.push({ where: "registries", problem: `"${name}" is no registry`, legal });
        else if (wanted.findIndex((other) => other.name === name) < index)
            problems.push({ where: "registries", problem: `${name} is named twice` });
    }
    const said = inputs["registry-uri"];
    const taker = said?.includes("://") ? "mlflow" : "file";
    if (said !== undefined && wanted.length > 1 && !wanted.some(({ name }) => name === taker))
        problems.push({
            where: "registry-uri",
            problem: `none of ${wanted.map(({ name }) => name).join(", ")} takes "${said}"`,
            legal: "of several registries: the folder of file, or the address of mlflow",
            mend: "say the others after their name, as wandb=entity/project, or by their own variables",
        });
    if (problems.length > 0)
        throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(problems, "bad-registries");
    const opened = [];
    for (const { name, address } of wanted) {
        const uri = address ?? (wanted.length === 1 || name === taker ? said : undefined);
        opened.push({ name, registry: await (0,_open_registry_js__WEBPACK_IMPORTED_MODULE_1__/* .openRegistry */ .M)({ ...inputs, registry: name, "registry-uri": uri }, deps) });
    }
    return opened;
}
/** `mlflow`, or `mlflow=https://mlflow.example.org`. */
function named(text) {
    const at = text.indexOf("=");
    return at === -1 ? { name: text, address: undefined } : { name: text.slice(0, at), address: text.slice(at + 1) };
}
const isOpened = (name) => _open_registry_js__WEBPACK_IMPORTED_MODULE_1__/* .openedRegistries */ .v.includes(name);


/***/ }),

/***/ 96150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ openState)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var src = __webpack_require__(86111);
;// CONCATENATED MODULE: ./build/packages/state/src/catalog.js
/** One line a provider; loaded when it is chosen. */
const stateProviders = {
    file: async (platform, config) => (await __webpack_require__.e(/* import() */ 1785).then(__webpack_require__.bind(__webpack_require__, 21785))).fileState(platform, config),
    "git-ref": async (platform, config) => (await __webpack_require__.e(/* import() */ 3229).then(__webpack_require__.bind(__webpack_require__, 73229))).gitRefState(platform, config),
};

;// CONCATENATED MODULE: ./build/packages/state/src/index.js



;// CONCATENATED MODULE: ./build/actions/open-state.js



/** Where records that outlast a run are kept, by the action's inputs. */
async function openState(inputs, deps) {
    if (inputs["state-store"] === "git-ref")
        return await stateProviders["git-ref"](deps, { folder: deps.workspace, remote: "origin" });
    const home = (0,external_node_path_.resolve)(deps.workspace, inputs["state-dir"] ?? (0,src/* stateFolder */.yp)(deps.environment));
    return await stateProviders.file(deps, { folder: (0,external_node_path_.join)(home, "records") });
}


/***/ }),

/***/ 16211:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/forge/src/index.js + 2 modules
var forge_src = __webpack_require__(4262);
// EXTERNAL MODULE: ./build/packages/registry/src/index.js + 14 modules
var registry_src = __webpack_require__(13877);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 39 modules
var reports_src = __webpack_require__(97090);
// EXTERNAL MODULE: ./build/actions/open-registries.js
var open_registries = __webpack_require__(58420);
// EXTERNAL MODULE: ./build/actions/open-state.js + 2 modules
var open_state = __webpack_require__(96150);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
;// CONCATENATED MODULE: ./build/actions/registry-event/relay.js




/** How long a run that sends may take from one write of its state to the next. */
const leaseMs = 10 * 60_000;
/**
 * One look at one model. Events are written down before any is sent, and each is marked as being sent before it is: after a
 * death that one may have been sent or not, so that it is reported as `unknown` and never sent again; the others, which
 * certainly were not, are sent by the next run. An event may be lost then, and never comes twice.
 */
async function relay(at, name, { store, forge, inputs }, deps) {
    const { clock, log } = deps;
    const soon = () => clock.now() + leaseMs;
    const key = relayKey(at.name, name, inputs["registry-uri"]);
    for (;;) {
        const stored = await store.read(key);
        const known = stored && (0,src/* parseStrictly */.ge)(src/* relayStateSchema */.OW, stored.value, key);
        const now = await at.registry.list(name);
        const versions = now.length;
        if (known && known.pending.length > 0 && clock.now() < known.until)
            return { state: "busy", versions, events: [], refusal: undefined };
        const seen = { registry: at.name, name, time: (0,platform_src/* isoTime */.Ly)(clock), since: inputs.since };
        const { events, state } = (0,registry_src/* registryEvents */.pB)(known, now, seen);
        const lost = state.pending.filter((one) => one.state === "sending").map(({ event }) => event);
        const left = state.pending.filter((one) => one.state === "planned").map(({ event }) => event);
        const told = lost.map((event) => ({ ...event, outcome: "unknown" }));
        const planned = [...left, ...events];
        const look = known ? "polled" : "first";
        if (inputs["dry-run"]) {
            const shown = planned.map((event) => ({ ...event, outcome: "dry-run" }));
            return { state: look, versions, events: [...told, ...shown], refusal: undefined };
        }
        const first = await store.write(key, pendingFrom(state, planned, soon()), stored?.version);
        // another relay was faster, and sends what it found
        if (first === undefined)
            continue;
        for (const { id } of lost)
            log.warning(`nobody knows whether ${id} was sent; it is not sent again`);
        const sent = await sendAll({ key, version: first, state, planned });
        return { state: look, versions, events: [...told, ...sent.events], refusal: sent.refusal };
    }
    /** Sends one after another, until all are sent or the forge refuses one. */
    async function sendAll({ key, version, state, planned }) {
        let held = version;
        let refusal;
        const events = [];
        const left = [...planned];
        for (let event = left[0]; event && !refusal; event = left[0]) {
            held = await store.write(key, pendingFrom(state, left, soon(), true), held);
            if (held === undefined) {
                log.warning("another relay took this one for dead, and goes on with what is left");
                return { events, refusal };
            }
            const ended = await send(event);
            refusal = ended.refusal;
            if (refusal)
                break;
            events.push({ ...event, outcome: ended.outcome });
            left.shift();
        }
        // what was refused was not sent: the next run need not wait
        if (planned.length > 0)
            await store.write(key, pendingFrom(state, left, 0), held);
        if (refusal)
            events.push(...left.map((event) => ({ ...event, outcome: "deferred" })));
        return { events, refusal };
    }
    async function send(event) {
        try {
            await forge?.dispatch({ eventType: inputs["event-type"], payload: event });
            log.info(`${inputs["event-type"]}: ${event.name} ${event.version} ${event.alias ?? "is new"} (${event.id})`);
            return { outcome: "dispatched" };
        }
        catch (error) {
            if (!(error instanceof src/* ToolkitError */.h4))
                throw error;
            if (error.code === "forge-outcome-unknown") {
                log.warning(`${event.id}: ${error.message}`);
                return { outcome: "unknown" };
            }
            return { outcome: "deferred", refusal: error };
        }
    }
}
/** @param sends whether the first one is about to be sent */
const pendingFrom = (state, events, until, sends = false) => ({
    ...state,
    pending: events.map((event, index) => ({ event, state: sends && index === 0 ? "sending" : "planned" })),
    until,
});
/** Two servers of one kind are two registries. */
function relayKey(registry, name, uri) {
    const where = uri === undefined ? "" : `-${(0,external_node_crypto_.createHash)("sha256").update(uri).digest("hex").slice(0, 12)}`;
    return `relay/${registry}${where}/${(0,registry_src/* requireName */.rI)(name)}-events`;
}

;// CONCATENATED MODULE: ./build/actions/registry-event/run.js







/** Every model of every registry is looked at, also when one of them fails; then the run fails with the first reason. */
async function run(inputs, deps) {
    const names = requireNames(inputs.names);
    const registries = await (0,open_registries/* openRegistries */.c)(inputs.registries, inputs, deps);
    const forge = inputs["dry-run"] ? undefined : await forgeOf(inputs, deps);
    const parts = { store: await (0,open_state/* openState */.G)(inputs, deps), forge, inputs };
    const poll = { schemaVersion: 1, events: [], polls: [] };
    let failure;
    for (const at of registries) {
        for (const name of names) {
            const place = { registry: at.name, name };
            try {
                const { state, versions, events, refusal } = await relay(at, name, parts, deps);
                poll.events.push(...events);
                poll.polls.push({ ...place, state, versions });
                if (refusal?.code === "forge-rate-limited")
                    deps.log.warning(`the next run sends what is left: ${refusal.message}`);
                else
                    failure ??= refusal;
            }
            catch (error) {
                if (!(error instanceof src/* ToolkitError */.h4))
                    throw error;
                failure ??= error;
                deps.log.warning(`${at.name}: ${name}: ${error.message}`);
                poll.polls.push({ ...place, state: "failed", versions: 0, reason: `${error.message} [${error.code}]` });
            }
        }
    }
    if (failure)
        throw failure;
    return {
        outputs: {
            dispatched: poll.events.filter(({ outcome }) => outcome === "dispatched").length,
            events: JSON.stringify(poll.events),
        },
        report: (0,reports_src.rendered)(poll, (0,reports_src/* registryEventReport */.wx)(poll, inputs.language)),
    };
}
function requireNames(names) {
    const problems = names.flatMap((name) => {
        try {
            (0,registry_src/* requireName */.rI)(name);
            return [];
        }
        catch (error) {
            if (error instanceof src/* InputError */.dz)
                return error.problems;
            throw error;
        }
    });
    if (names.length === 0)
        problems.push({ where: "names", problem: "names no model" });
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "bad-name");
    return [...new Set(names)];
}
async function forgeOf(inputs, deps) {
    const { repository, apiUrl } = deps.github;
    const token = inputs["github-token"];
    if (token !== undefined)
        return await forge_src/* forgeProviders */.g.github(deps, { repository, token, apiUrl });
    const hint = "give github-token, or set GITHUB_TOKEN; with dry-run none is needed";
    throw new src/* ToolkitError */.h4({ code: "forge-unauthorized", message: "there is no token to send events with", hint });
}


/***/ })

};
