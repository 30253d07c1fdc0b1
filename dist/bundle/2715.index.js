export const id = 2715;
export const ids = [2715];
export const modules = {

/***/ 92715:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sageMakerServing: () => (/* binding */ sageMakerServing)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./build/packages/serving/src/providers/sagemaker/failures.js


const provider = "sagemaker";
const expired = /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/;
const unknownCaller = /^(UnrecognizedClientException|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignatureException|MissingAuthenticationToken(Exception)?|CredentialsProviderError)$/;
const denied = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/;
const says = (error, pattern) => error instanceof Error && error.name === "ValidationException" && pattern.test(error.message);
const isMissing = (error) => says(error, /could not find|does not exist/i);
const isTaken = (error) => says(error, /already existing/i);
const isInProgress = (error) => says(error, /in-progress/i);
/** What SageMaker refuses while it changes an endpoint; the same call goes through afterwards. */
const isUpdating = (error) => error instanceof src/* ToolkitError */.h4 && error.code === "endpoint-updating";
/** Any error of AWS's client as the toolkit's; what the service said is redacted. */
function awsFailure(secrets, { action, region }, error) {
    const ours = (0,platform_src/* toolkitErrorIn */.E_)(error);
    if (ours)
        return ours.code === "http-unreachable" ? unreachable(ours, region) : ours;
    if (!(error instanceof Error))
        return error;
    const { name } = error;
    const status = (0,platform_src/* awsStatusOf */.$5)(error);
    // whatever threw without an answer and without a name of AWS's is a bug, not a refusal
    if (status === undefined && !unknownCaller.test(name))
        return error;
    const said = secrets.redact(error.message).slice(0, 1000);
    const failed = (code, details = {}, message = said) => new src/* ToolkitError */.h4({ code, provider, status, message: `${action}: ${message}`, ...details });
    if (denied.test(name))
        return failed("sagemaker-forbidden", { hint: permissionHint(said, action) });
    if (expired.test(name))
        return failed("sagemaker-expired", {
            hint: "take new credentials right before this step (aws-actions/configure-aws-credentials), or a longer role-duration-seconds",
        });
    if (/scoped to a valid region/.test(said))
        return failed("wrong-region", { hint: `AWS_REGION is ${region}` });
    if (unknownCaller.test(name))
        return failed("sagemaker-unauthorized", {
            hint: "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the role of aws-actions/configure-aws-credentials",
        });
    if (name === "ResourceLimitExceeded")
        return failed("sagemaker-quota", {
            hint: "an update needs the instances of the old and of the new fleet at once: raise the quota in Service Quotas, or take fewer or other instances",
        });
    if (isInProgress(error))
        return failed("endpoint-updating", {
            retryable: true,
            hint: "SageMaker changes the endpoint; try again afterwards",
        });
    if (/deregistered as a scalable target/i.test(said))
        return failed("variant-scaled", {
            hint: "Application Auto Scaling holds this variant: deregister the target, deploy, and register it again",
        });
    if (/assume role|ensure that the role/i.test(said))
        return failed("sagemaker-role", {
            hint: "the execution role has to trust sagemaker.amazonaws.com, and to read the image (ecr) and the model's data (s3:GetObject)",
        });
    if ((0,platform_src/* isWorthAnotherTry */.rg)(error))
        return failed("sagemaker-unreachable", { retryable: true }, `${name}: ${said}`);
    if (error instanceof SyntaxError || /deserializ/i.test(said))
        return failed("sagemaker-not-there", { hint: "check AWS_ENDPOINT_URL_SAGEMAKER" }, "the answer is not AWS's");
    return failed("sagemaker-refused", {}, `${name}: ${said}`);
}
const unreachable = (cause, region) => new src/* ToolkitError */.h4({
    code: "sagemaker-unreachable",
    provider,
    retryable: true,
    message: `nobody answers for SageMaker in ${region}: ${cause.message}`,
    hint: `is ${region} a region of AWS, and can the runner reach it?`,
    cause,
});
function permissionHint(said, action) {
    const [, missing] = /not authorized to perform: ([\w-]+:[\w*]+)/.exec(said) ?? [];
    const [, role] = /User: (arn:\S+)/.exec(said) ?? [];
    return `allow ${missing ?? action} to ${role ?? "the role of this job"}`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/packages/serving/src/providers/sagemaker/container.js
/** Where SageMaker lays the model's data. */
const dataFolder = "/opt/ml/model";
/** What the container is and is told: context, concurrency and `extra` in the words of its kind. */
function containerOf(candidate, { image, kind, environment }) {
    const { modelRef, contextSize, parallel, extra, model } = candidate;
    const spelt = Object.entries(extra).map(([name, value]) => [
        `${kind === "lmi" ? "OPTION_" : ""}${name.replaceAll("-", "_").toUpperCase()}`,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    return {
        Image: image,
        // a folder of files is not unpacked; an archive is
        ...(model.endsWith("/")
            ? { ModelDataSource: { S3DataSource: { S3Uri: model, S3DataType: "S3Prefix", CompressionType: "None" } } }
            : { ModelDataUrl: model }),
        Environment: {
            ...told(kind, contextSize, parallel),
            ...Object.fromEntries(spelt),
            ...environment,
            GENAI_MLOPS_MODEL_REF: modelRef,
        },
    };
}
/** Names of TGI's launcher arguments, and of LMI's OPTION_ properties of serving.properties. */
function told(kind, contextSize, parallel) {
    switch (kind) {
        case "tgi":
            return {
                HF_MODEL_ID: dataFolder,
                MAX_TOTAL_TOKENS: String(contextSize),
                MAX_INPUT_TOKENS: String(contextSize - 1),
                MAX_CONCURRENT_REQUESTS: String(Math.max(64, 4 * parallel)),
            };
        case "lmi":
            return {
                HF_MODEL_ID: dataFolder,
                OPTION_ROLLING_BATCH: "vllm",
                OPTION_MAX_MODEL_LEN: String(contextSize),
                OPTION_MAX_ROLLING_BATCH_SIZE: String(parallel),
            };
        case "own":
            return {};
    }
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/sagemaker/fleet.js


const hash = (value) => (0,external_node_crypto_.createHash)("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 12);
/** The same model with the same settings has the same name. */
const modelName = (endpoint, candidate, model) => `${endpoint}-m${hash([candidate.digest, containerOf(candidate, model), model.roleArn, model.instanceType, model.instanceCount])}`;
const configName = (endpoint, variants) => `${endpoint}-c${hash(variants)}`;
const isNameOf = (endpoint, kind, name) => name.startsWith(`${endpoint}-${kind}`) && /^[0-9a-f]{12}$/.test(name.slice(endpoint.length + 2));
/** How long SageMaker waits for a container by itself; it takes no more than an hour. */
const startup = (seconds) => Math.min(3600, Math.max(60, Math.round(seconds)));
/** The instances of a new model. */
const fleetOf = (name, model, startSeconds) => ({
    VariantName: "",
    ModelName: name,
    InstanceType: model.instanceType,
    InitialInstanceCount: model.instanceCount,
    ContainerStartupHealthCheckTimeoutInSeconds: startup(startSeconds),
    ModelDataDownloadTimeoutInSeconds: startup(startSeconds),
});
/** The variants that a record wants, under the names that they always have: the canary stands there without weight. */
function variantsFor({ baseline, canary }, fleets) {
    const named = (VariantName, model, InitialVariantWeight) => {
        const fleet = fleets.find(({ ModelName }) => ModelName === model);
        if (!fleet)
            throw new Error(`no instances of ${model} are known`);
        return { ...fleet, VariantName, InitialVariantWeight };
    };
    return [named("baseline", baseline.server, 1), ...(canary ? [named("canary", canary.server, 0)] : [])];
}
/** Weights by variant: the canary's share to the record's canary, the rest to its baseline, none to what waits to go. */
function weightsFor({ baseline, canary }, share, variants) {
    const weightOf = (model) => {
        if (model === baseline.server)
            return 1 - (canary ? share : 0);
        return model !== undefined && model === canary?.server ? share : 0;
    };
    return Object.fromEntries(variants.map(({ VariantName = "", ModelName }) => [VariantName, weightOf(ModelName)]));
}
/** Shares of the traffic by variant as they are now. */
function sharesOf(live) {
    const total = live.reduce((sum, { CurrentWeight = 0 }) => sum + CurrentWeight, 0);
    return Object.fromEntries(
    // SageMaker keeps 32 bits of a weight
    live.map(({ VariantName = "", CurrentWeight = 0 }) => [
        VariantName,
        total > 0 ? Math.round((CurrentWeight / total) * 1e6) / 1e6 : 0,
    ]));
}
function isSplit(live, weights) {
    const shares = sharesOf(live);
    return Object.entries(weights).every(([name, weight]) => Math.abs((shares[name] ?? 0) - weight) < 2e-6);
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/sagemaker/guardrail.js

/** Percents of the capacity that each kind takes. */
const legalPercent = { "all-at-once": [0, 100], canary: [1, 50], linear: [10, 50], rolling: [5, 50] };
/** @throws InputError for what the guardrails exclude */
function requireGuardrail({ routing, percent, waitSeconds, alarms }) {
    const problems = [];
    const [least, most] = legalPercent[routing];
    if (!(Number.isInteger(percent) && percent >= least && percent <= most))
        problems.push({
            where: "guardrail-percent",
            problem: `is ${percent}`,
            legal: `${least} to ${most} for ${routing}`,
        });
    if (!(Number.isInteger(waitSeconds) && waitSeconds >= 0 && waitSeconds <= 3600))
        problems.push({ where: "guardrail-wait", problem: `is ${waitSeconds} s`, legal: "0 to 3600 s" });
    if (alarms.length < 1 || alarms.length > 10) {
        const mend = "name alarms of CloudWatch: without one nothing is rolled back";
        problems.push({ where: "guardrail-alarms", problem: `are ${alarms.length}`, legal: "1 to 10", mend });
    }
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems);
}
function deploymentConfigOf({ routing, percent, waitSeconds, alarms }) {
    const AutoRollbackConfiguration = { Alarms: alarms.map((AlarmName) => ({ AlarmName })) };
    const size = { Type: "CAPACITY_PERCENT", Value: percent };
    const shared = { WaitIntervalInSeconds: waitSeconds };
    switch (routing) {
        case "rolling":
            return { AutoRollbackConfiguration, RollingUpdatePolicy: { ...shared, MaximumBatchSize: size } };
        case "canary":
            return blueGreen({ ...shared, Type: "CANARY", CanarySize: size });
        case "linear":
            return blueGreen({ ...shared, Type: "LINEAR", LinearStepSize: size });
        case "all-at-once":
            return blueGreen({ ...shared, Type: "ALL_AT_ONCE" });
    }
    function blueGreen(TrafficRoutingConfiguration) {
        return { AutoRollbackConfiguration, BlueGreenUpdatePolicy: { TrafficRoutingConfiguration } };
    }
}
/** How long the traffic is on its way, beside the start of the instances. */
const shiftSeconds = ({ routing, percent, waitSeconds }) => waitSeconds * (routing === "linear" || routing === "rolling" ? Math.ceil(100 / percent) : 1);

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
;// CONCATENATED MODULE: ./build/packages/serving/src/providers/sagemaker/state.js





/** What the endpoint's tags say. */
const servingStateSchema = schemas/* strictObject */.rej({
    schemaVersion: schemas/* literal */.euz(1),
    /** What was observed last. */
    record: src/* deploymentSchema */.fP,
    /** Endpoint configuration that serves it. */
    config: schemas/* string */.YjP(),
    /** What a run set out to do; it happened when the endpoint has this configuration and gives its baseline everything. */
    next: schemas/* strictObject */.rej({ record: src/* deploymentSchema */.fP, config: schemas/* string */.YjP() }).nullable(),
});
const head = "genai-mlops:state";
/** Length of a tag's value, and how many of the 50 tags of an endpoint we take at most for the state. */
const [partLength, mostParts] = [256, 32];
const checksum = (text) => (0,external_node_crypto_.createHash)("sha256").update(text).digest("hex").slice(0, 16);
/** The state in tags: deflated, in base64, in pieces; the oldest history goes when it no longer fits. */
function stateTags(state) {
    const text = (0,external_node_zlib_.deflateRawSync)(JSON.stringify(state), { level: 9 }).toString("base64");
    const parts = text.match(new RegExp(`.{1,${partLength}}`, "g")) ?? [];
    if (parts.length > mostParts)
        return stateTags(forgetful(state));
    return [
        { Key: head, Value: `${parts.length} ${checksum(text)}` },
        ...parts.map((Value, index) => ({ Key: `${head}:${index}`, Value })),
    ];
}
function forgetful({ next, ...state }) {
    const short = (record) => ({ ...record, history: record.history.slice(10) });
    if (state.record.history.length <= 10)
        throw corrupt("the state does not fit into the endpoint's tags");
    return { ...state, record: short(state.record), next: next && { ...next, record: short(next.record) } };
}
/** @throws ToolkitError `deployment-corrupt` */
function stateIn(tags) {
    const [, count, sum] = /^(\d+) ([0-9a-f]{16})$/.exec(tags.get(head) ?? "") ?? [];
    const text = Array.from({ length: Number(count ?? 0) }, (_, index) => tags.get(`${head}:${index}`) ?? "").join("");
    if (count === undefined || checksum(text) !== sum)
        throw corrupt("the endpoint's tags hold no state of ours");
    try {
        return servingStateSchema.parse(JSON.parse((0,external_node_zlib_.inflateRawSync)(Buffer.from(text, "base64"), { maxOutputLength: 1_000_000 }).toString("utf8")));
    }
    catch (cause) {
        throw corrupt("the endpoint's tags hold no state that can be read", cause);
    }
}
const corrupt = (message, cause) => new src/* ToolkitError */.h4({
    code: "deployment-corrupt",
    provider: provider,
    message,
    hint: "restore the tags that begin with genai-mlops, or delete the endpoint and deploy anew",
    cause,
});
const weightKey = "genai-mlops:weight";
/** In a tag of its own, so that giving weight and changing the record cannot undo each other. */
const weightTag = ({ canary, endsAt, model }) => ({
    Key: weightKey,
    Value: `${canary} ${endsAt ?? "-"} ${model}`,
});
function weightIn(tags) {
    const [, share, endsAt = "", model = ""] = /^([\d.e-]+) (-|\d{4}-\S+Z) (\S+)$/.exec(tags.get(weightKey) ?? "") ?? [];
    const canary = Number(share);
    return canary >= 0 && canary <= 1 ? { canary, endsAt: endsAt === "-" ? null : endsAt, model } : undefined;
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/sagemaker/endpoint.js






/** Marks what the toolkit made, by the endpoint that it belongs to. */
const mark = (endpoint) => ({ Key: "genai-mlops", Value: `serving:${endpoint}` });
const moving = /^(Creating|Updating|SystemUpdating|RollingBack|Deleting)$/;
/** One endpoint: what it is, and how it is brought from one state to the next. */
function endpointOf(ports, service, endpoint, deadlines) {
    const { clock, log, secrets } = ports;
    const ours = mark(endpoint);
    const isOurs = (tags) => tags.get(ours.Key) === ours.Value;
    /** A configuration never changes. */
    const variantsOfConfig = new Map();
    async function variantsOf(config) {
        const found = variantsOfConfig.get(config) ?? (await service.variantsOf(config));
        variantsOfConfig.set(config, found);
        return found;
    }
    /** Tags, and the state in them unless the endpoint is somebody else's; one that is just being written is read again. */
    async function readTags(arn) {
        for (let attempt = 1;; attempt++) {
            const tags = await service.tags(arn);
            try {
                return { tags, state: isOurs(tags) ? stateIn(tags) : undefined };
            }
            catch (error) {
                if (attempt === 3)
                    throw error;
            }
            await clock.sleep(2000);
        }
    }
    /**
     * What is there now; undefined where nothing is, or nothing that ever served.
     * @throws ToolkitError `name-taken`, `endpoint-changed`, `deployment-corrupt`
     */
    async function look() {
        const found = await service.endpoint(endpoint);
        const { EndpointArn: arn = "", EndpointStatus: status = "", EndpointConfigName: config = "" } = found ?? {};
        if (!found || status === "Deleting")
            return undefined;
        const { tags, state } = await readTags(arn);
        if (!state)
            throw new src/* ToolkitError */.h4({
                code: "name-taken",
                provider: provider,
                message: `endpoint ${endpoint} is there and was not made by this toolkit`,
                hint: "take another name for the endpoint",
            });
        if (config !== state.config && config !== state.next?.config)
            throw new src/* ToolkitError */.h4({
                code: "endpoint-changed",
                provider: provider,
                message: `endpoint ${endpoint} serves configuration ${config}, which somebody else gave it; ours is ${state.config}`,
                hint: "give it ours again, or delete the endpoint and deploy anew; keep Terraform from it by ignore_changes = [endpoint_config_name]",
            });
        const reason = secrets.redact(found.FailureReason ?? "").slice(0, 1500);
        const seen = { arn, status, reason, config, live: found.ProductionVariants ?? [], granted: weightIn(tags) };
        if (status === "Creating" || status === "Failed")
            return { ...seen, variants: [], state };
        const variants = await variantsOf(config);
        return { ...seen, variants, state: observed({ ...seen, variants }, state) };
    }
    /** The state with what a run set out to do, when that has happened. */
    function observed({ status, config, live, variants }, state) {
        const { next } = state;
        if (!next || status !== "InService" || config !== next.config)
            return state;
        if (!isSplit(live, weightsFor(next.record.variants, 0, variants)))
            return state;
        return { ...state, ...next, next: null };
    }
    /** What is there when SageMaker is done with what it is doing. */
    async function settled() {
        await done(deadlines.startSeconds);
        return await look();
    }
    /** Waits until SageMaker is done. @throws ToolkitError `sagemaker-slow`, `endpoint-broken` */
    async function done(seconds) {
        const deadline = clock.monotonic() + seconds * 1000;
        for (let pause = 1000;; pause = Math.min(15_000, pause * 1.5)) {
            const found = await service.endpoint(endpoint);
            const { EndpointStatus: status = "", EndpointConfigName: config = "", FailureReason = "" } = found ?? {};
            if (!moving.test(status)) {
                if (status !== "" && status !== "InService" && status !== "Failed")
                    throw broken(status, FailureReason);
                return { status, config, reason: secrets.redact(FailureReason).slice(0, 1500) };
            }
            if (clock.monotonic() >= deadline)
                throw new src/* ToolkitError */.h4({
                    code: "sagemaker-slow",
                    provider: provider,
                    retryable: true,
                    message: `endpoint ${endpoint} is ${status} after ${seconds} s`,
                    hint: "the same step goes on from there; give it a longer timeout",
                });
            await clock.sleep(pause);
        }
    }
    const broken = (status, reason = "") => new src/* ToolkitError */.h4({
        code: "endpoint-broken",
        provider: provider,
        message: `endpoint ${endpoint} is ${status}: ${secrets.redact(reason).slice(0, 1500)}`,
        hint: "SageMaker could not roll back by itself; see the endpoint there",
    });
    /** The configuration that a record wants, there. */
    async function configure(record, fleets) {
        const ProductionVariants = variantsFor(record.variants, fleets);
        const name = configName(endpoint, ProductionVariants);
        await service.createConfig({ EndpointConfigName: name, ProductionVariants, Tags: [ours] });
        return name;
    }
    const write = (arn, state) => service.addTags(arn, stateTags(state));
    /** Another run changed the endpoint since this one looked: locks reach no further than a machine. */
    const contested = () => new src/* ToolkitError */.h4({
        code: "endpoint-contested",
        provider: provider,
        retryable: true,
        message: `somebody else changes endpoint ${endpoint} at the same time`,
        hint: "let one job at a time change an endpoint: a concurrency group in the workflow does that",
    });
    /** Writes what is to be, does it, and writes what came of it. @throws ToolkitError `endpoint-contested` */
    async function change(seen, record, config, act) {
        const now = await look();
        if (now?.status !== "InService" || now.config !== seen.config || !(0,external_node_util_.isDeepStrictEqual)(now.state, seen.state))
            throw contested();
        await write(seen.arn, { ...seen.state, next: { record, config } });
        await act();
        const after = { schemaVersion: 1, record, config, next: null };
        await write(seen.arn, after);
        return after;
    }
    /**
     * Gives the endpoint another configuration than the one that it has.
     * @throws ToolkitError `server-unhealthy` when SageMaker rolls back, `endpoint-contested`
     */
    async function update(from, config, guardrail) {
        for (let attempt = 1;; attempt++) {
            try {
                await service.updateEndpoint(endpoint, config, guardrail && deploymentConfigOf(guardrail));
                break;
            }
            catch (error) {
                if (!isUpdating(error) || attempt === 3)
                    throw error;
                const after = await done(deadlines.startSeconds);
                // a first try may have got through without an answer
                if (after.config === config)
                    return;
                if (after.config !== from)
                    throw contested();
            }
        }
        // a look at once could still show the state from before
        await clock.sleep(2000);
        const after = await done(deadlines.startSeconds + (guardrail ? shiftSeconds(guardrail) : 0));
        if (after.config === config && after.status === "InService")
            return;
        throw unhealthy(after.status === "" ? "the endpoint is gone" : after.reason);
    }
    const unhealthy = (reason) => new src/* ToolkitError */.h4({
        code: "server-unhealthy",
        provider: provider,
        message: `the model does not come into service: ${reason}`,
        hint: `CloudWatch keeps what the container said, in /aws/sagemaker/Endpoints/${endpoint}`,
    });
    /**
     * Moves weights and sees to it that they are moved; waits in line while SageMaker changes the endpoint.
     * @throws ToolkitError `weights-not-moved` at its own deadline, or when somebody else moves them back
     */
    async function weigh(variants, share) {
        const deadline = clock.monotonic() + deadlines.switchSeconds * 1000;
        for (let sent = 0;;) {
            const found = await service.endpoint(endpoint);
            const { EndpointStatus: status = "gone", EndpointConfigName: config = "", ProductionVariants: live = [], } = found ?? {};
            if (!moving.test(status) && status !== "InService")
                throw broken(status, found?.FailureReason);
            if (status === "InService") {
                const weights = weightsFor(variants, share, await variantsOf(config));
                if (isSplit(live, weights))
                    return;
                if (sent === 3)
                    throw notMoved("somebody else moves them back");
                try {
                    await service.setWeights(endpoint, weights);
                    sent += 1;
                }
                catch (error) {
                    if (!isUpdating(error))
                        throw error;
                }
            }
            if (clock.monotonic() >= deadline)
                throw notMoved(`the endpoint is ${status} after ${deadlines.switchSeconds} s`);
            await clock.sleep(1000);
        }
    }
    const notMoved = (why) => new src/* ToolkitError */.h4({
        code: "weights-not-moved",
        provider: provider,
        retryable: true,
        message: `the weights of ${endpoint} are not as they were asked for: ${why}`,
        hint: "look at the endpoint's variants in SageMaker; Terraform resets weights unless it ignores them",
    });
    const grant = (arn, granted) => service.addTags(arn, [weightTag(granted)]);
    /** Ends configurations and models of ours that the endpoint does not serve by. */
    async function tidy(config, variants) {
        const kept = new Set(variants.map(({ ModelName }) => ModelName));
        for (const { name, arn } of await service.configs(`${endpoint}-c`))
            if (name !== config && isNameOf(endpoint, "c", name) && isOurs(await service.tags(arn)))
                await service.deleteConfig(name);
        for (const { name, arn } of await service.models(`${endpoint}-m`))
            if (!kept.has(name) && isNameOf(endpoint, "m", name) && isOurs(await service.tags(arn)))
                await service.deleteModel(name);
    }
    /** Takes the endpoint away, with what is ours. */
    async function remove() {
        await settled();
        await service.deleteEndpoint(endpoint);
        await settled();
        await tidy(undefined, []);
        log.info(`endpoint ${endpoint} is gone`);
    }
    return { look, settled, configure, write, change, update, unhealthy, weigh, grant, tidy, remove, contested, ours };
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/sagemaker/requirements.js


/** A model's and a configuration's name is the endpoint's with 14 marks more, and SageMaker takes 63. */
const longestName = 49;
/** @throws InputError for what is no name of an endpoint, a model and a configuration */
function requireEndpoint(endpoint) {
    if (endpoint.length <= longestName && /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/.test(endpoint))
        return;
    const legal = `letters, digits and - between them, at most ${longestName}`;
    throw new src/* InputError */.dz([{ where: "endpoint", problem: `"${endpoint}" is no name`, legal }], "bad-name");
}
/** All that SageMaker would refuse later, or take and fail on. @throws InputError */
function requireModel(candidate, model, region) {
    const problems = [];
    const wrong = (where, problem, legal) => void problems.push({ where, problem, legal });
    if (!/^s3:\/\/[^/\s]+\/\S+$/.test(candidate.model))
        wrong("model-uri", `"${candidate.model}" is not in S3`, "s3://bucket/model.tar.gz, or s3://bucket/folder/");
    if (!model)
        wrong("sagemaker-image", "is needed by target: sagemaker", "an image in ECR");
    else
        problems.push(...problemsOf(model, region), ...environmentProblems(candidate, model));
    if (!model || problems.length > 0)
        throw new src/* InputError */.dz(problems);
    return model;
}
function problemsOf({ image, instanceType, instanceCount, roleArn }, region) {
    const problems = [];
    const [, imageRegion] = /^\d{12}\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com/.exec(image) ?? [];
    if (image === "" || /\s/.test(image))
        problems.push({ where: "sagemaker-image", problem: `"${image}" is no image`, legal: "an image in ECR" });
    if (imageRegion && imageRegion !== region) {
        const problem = `is in ${imageRegion}, and the endpoint in ${region}`;
        problems.push({ where: "sagemaker-image", problem, mend: "copy the image, or set AWS_REGION" });
    }
    if (!/^ml\.[a-z0-9-]+\.[a-z0-9]+$/.test(instanceType))
        problems.push({ where: "sagemaker-instance-type", problem: `"${instanceType}" is no type`, legal: "ml.g5.xlarge" });
    if (!Number.isInteger(instanceCount) || instanceCount < 1)
        problems.push({ where: "sagemaker-instance-count", problem: `is ${instanceCount}`, legal: "1 or more" });
    if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/.test(roleArn))
        problems.push({ where: "sagemaker-role", problem: `"${roleArn}" is no role`, legal: "arn:aws:iam::…:role/name" });
    return problems;
}
function environmentProblems(candidate, model) {
    const environment = Object.entries(containerOf(candidate, model).Environment ?? {});
    const where = "sagemaker-environment";
    return [
        ...environment.flatMap(([name, value]) => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) && name.length <= 1024 && value.length <= 1024
            ? []
            : [{ where, problem: `${name} cannot be told`, legal: "letters, digits and _; at most 1024 marks a value" }]),
        ...(environment.length > 100
            ? [{ where, problem: `has ${environment.length} entries`, legal: "at most 100" }]
            : []),
    ];
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/sagemaker/service.js



async function openService(ports, region, isOurs) {
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(5861), __webpack_require__.e(4459)]).then(__webpack_require__.t.bind(__webpack_require__, 94459, 19));
    const client = new sdk.SageMakerClient((0,platform_src/* awsSettings */.Tk)(ports, region, "SAGEMAKER"));
    async function named(operation, work) {
        try {
            return await work();
        }
        catch (error) {
            throw awsFailure(ports.secrets, { action: `sagemaker:${operation}`, region }, error);
        }
    }
    /** undefined where SageMaker says that there is none. */
    const orAbsent = (operation, work) => named(operation, () => work().catch((error) => {
        if (isMissing(error))
            return undefined;
        throw error;
    }));
    async function requireOurs(what, arn) {
        if (arn !== undefined && isOurs(await tags(arn)))
            return;
        throw new src/* ToolkitError */.h4({
            code: "name-taken",
            provider: provider,
            message: `${what} is there and was not made by this toolkit for this endpoint`,
            hint: "take another name for the endpoint",
        });
    }
    async function create(operation, work) {
        await named(operation, () => work().catch((error) => {
            // another run was faster, or our own first try got through
            if (!isTaken(error))
                throw error;
        }));
    }
    async function tags(arn) {
        const found = [];
        for await (const page of pages("ListTags", (next) => client.send(new sdk.ListTagsCommand({ ResourceArn: arn, ...next }))))
            found.push(...(page.Tags ?? []));
        return new Map(found.map(({ Key, Value }) => [Key ?? "", Value ?? ""]));
    }
    async function* pages(operation, ask) {
        let token;
        do {
            const page = await named(operation, () => ask(token === undefined ? {} : { NextToken: token }));
            yield page;
            token = page.NextToken;
        } while (token);
    }
    return {
        tags,
        endpoint: (name) => orAbsent("DescribeEndpoint", () => client.send(new sdk.DescribeEndpointCommand({ EndpointName: name }))),
        createEndpoint: (name, config, Tags) => create("CreateEndpoint", () => client.send(new sdk.CreateEndpointCommand({ EndpointName: name, EndpointConfigName: config, Tags }))),
        async updateEndpoint(name, config, deployment) {
            await named("UpdateEndpoint", () => client.send(new sdk.UpdateEndpointCommand({
                EndpointName: name,
                EndpointConfigName: config,
                // what autoscaling made of the fleets is not undone by a deployment
                RetainAllVariantProperties: true,
                ExcludeRetainedVariantProperties: [{ VariantPropertyType: "DesiredWeight" }],
                ...(deployment && { DeploymentConfig: deployment }),
            })));
        },
        async setWeights(name, weights) {
            const DesiredWeightsAndCapacities = Object.entries(weights).map(([VariantName, DesiredWeight]) => ({
                VariantName,
                DesiredWeight,
            }));
            await named("UpdateEndpointWeightsAndCapacities", () => client.send(new sdk.UpdateEndpointWeightsAndCapacitiesCommand({ EndpointName: name, DesiredWeightsAndCapacities })));
        },
        async deleteEndpoint(name) {
            await orAbsent("DeleteEndpoint", () => client.send(new sdk.DeleteEndpointCommand({ EndpointName: name })));
        },
        async variantsOf(config) {
            const found = await named("DescribeEndpointConfig", () => client.send(new sdk.DescribeEndpointConfigCommand({ EndpointConfigName: config })));
            return found.ProductionVariants ?? [];
        },
        async createConfig(input) {
            const { EndpointConfigName } = input;
            const found = await orAbsent("DescribeEndpointConfig", () => client.send(new sdk.DescribeEndpointConfigCommand({ EndpointConfigName })));
            if (found)
                await requireOurs(`endpoint configuration ${EndpointConfigName}`, found.EndpointConfigArn);
            else
                await create("CreateEndpointConfig", () => client.send(new sdk.CreateEndpointConfigCommand(input)));
        },
        async configs(part) {
            const found = [];
            for await (const page of pages("ListEndpointConfigs", (next) => client.send(new sdk.ListEndpointConfigsCommand({ NameContains: part, MaxResults: 100, ...next }))))
                for (const { EndpointConfigName = "", EndpointConfigArn = "" } of page.EndpointConfigs ?? [])
                    found.push({ name: EndpointConfigName, arn: EndpointConfigArn });
            return found;
        },
        async deleteConfig(name) {
            await orAbsent("DeleteEndpointConfig", () => client.send(new sdk.DeleteEndpointConfigCommand({ EndpointConfigName: name })));
        },
        async createModel(input) {
            const found = await orAbsent("DescribeModel", () => client.send(new sdk.DescribeModelCommand({ ModelName: input.ModelName })));
            if (found)
                await requireOurs(`model ${input.ModelName}`, found.ModelArn);
            else
                await create("CreateModel", () => client.send(new sdk.CreateModelCommand(input)));
        },
        async models(part) {
            const found = [];
            for await (const page of pages("ListModels", (next) => client.send(new sdk.ListModelsCommand({ NameContains: part, MaxResults: 100, ...next }))))
                for (const { ModelName = "", ModelArn = "" } of page.Models ?? [])
                    found.push({ name: ModelName, arn: ModelArn });
            return found;
        },
        async deleteModel(name) {
            await orAbsent("DeleteModel", () => client.send(new sdk.DeleteModelCommand({ ModelName: name })));
        },
        async addTags(arn, Tags) {
            await named("AddTags", () => client.send(new sdk.AddTagsCommand({ ResourceArn: arn, Tags })));
        },
    };
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/sagemaker/home.js







/** The endpoint at SageMaker, and its folder here. @throws InputError `no-region`, `bad-name` */
async function openHome(ports, config) {
    const { clock, files } = ports;
    const { endpoint } = config;
    requireEndpoint(endpoint);
    const region = (0,platform_src/* awsRegionOf */.jy)(ports, config.region);
    const ours = mark(endpoint);
    const service = await openService(ports, region, (tags) => tags.get(ours.Key) === ours.Value);
    const folder = (0,external_node_path_.join)(config.stateDir, "deployments", endpoint);
    const running = endpointOf(ports, service, endpoint, config);
    function serving(seen) {
        if (seen && seen.status !== "Creating" && seen.status !== "Failed")
            return seen;
        throw new src/* ToolkitError */.h4({
            code: "not-deployed",
            provider: provider,
            message: `nothing is deployed at ${endpoint} in ${region}`,
            hint: "run deploy first, or set AWS_REGION to where the endpoint is",
        });
    }
    const existing = async () => serving(await running.look());
    const settled = async () => serving(await running.settled());
    return {
        ports,
        config,
        region,
        ours,
        service,
        running,
        /** What serves; throws ToolkitError `not-deployed`. */
        existing,
        /** The same when SageMaker is done with what it is doing. */
        settled,
        alone: (work, waitSeconds = 5) => (0,platform_src/* withFolderLock */.ix)(ports, (0,external_node_path_.join)(folder, ".lock"), work, {
            waitSeconds,
            hint: "another deploy, promote or rollback of this endpoint is going on; wait for it",
        }),
        folder,
        record: (0,external_node_path_.join)(folder, "deployment.json"),
        url: `https://runtime.sagemaker.${region}.amazonaws.com/endpoints/${endpoint}/invocations`,
        eventOf: (event, modelRef) => ({ time: (0,platform_src/* isoTime */.Ly)(clock), event, modelRef }),
        async copyRecord(record) {
            await files.writeAtomic((0,external_node_path_.join)(folder, "deployment.json"), `${JSON.stringify(record, null, 2)}\n`);
            return record;
        },
        writePlan: (record) => files.writeAtomic((0,external_node_path_.join)(folder, "rollback-plan.md"), config.planOf(record, region)),
    };
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/sagemaker/put-into-service.js









/** The verb deploy. */
function putIntoService(home, { confirm, bring, sweep, switchOver }) {
    const { ports, config, region, service, running, ours, url, eventOf, copyRecord, writePlan } = home;
    const { clock, log } = ports;
    const { endpoint } = config;
    function variantOf(candidate, server) {
        const { modelRef, version, digest, contextSize, threads, parallel, extra } = candidate;
        const settings = { contextSize, threads, parallel, extra: { ...extra } };
        return { modelRef, version, digest, server, url, startedAt: (0,platform_src/* isoTime */.Ly)(clock), settings };
    }
    async function deploy(candidate, strategy) {
        const model = requireModel(candidate, config.model, region);
        if (config.guardrail)
            requireGuardrail(config.guardrail);
        const name = modelName(endpoint, candidate, model);
        let seen = await running.settled();
        if (seen?.status === "Failed") {
            await running.remove();
            seen = undefined;
        }
        const found = seen?.state.record;
        if (seen && found && [found.variants.baseline.server, found.variants.canary?.server].includes(name)) {
            log.notice(`${candidate.modelRef} is deployed already`);
            if (strategy === "all-at-once" && found.variants.canary?.server === name)
                return await switchOver(seen);
            return await confirm(seen);
        }
        if (found?.variants.canary)
            throw new src/* ToolkitError */.h4({
                code: "canary-present",
                provider: provider,
                message: `${found.variants.canary.modelRef} stands as canary`,
                hint: "promote it or roll it back first",
            });
        // a guarded update keeps the variants' names, so that nothing may stand from before
        if (seen && config.guardrail && seen.variants.length > 1) {
            await sweep(seen);
            seen = await running.settled();
        }
        return await orNothing(seen, () => start(seen, { candidate, model, name, strategy }));
    }
    async function start(seen, { candidate, model, name, strategy }) {
        const found = seen?.state.record;
        await service.createModel({
            ModelName: name,
            PrimaryContainer: containerOf(candidate, model),
            ExecutionRoleArn: model.roleArn,
            Tags: [ours],
        });
        const fleet = fleetOf(name, model, config.startSeconds);
        const variant = variantOf(candidate, name);
        const id = `${endpoint}-${candidate.digest.slice(7, 19)}`;
        const deployed = eventOf("deployed", candidate.modelRef);
        if (!seen || !found)
            return await first({ id, variant, fleet, event: deployed });
        const beside = {
            ...found,
            id,
            variants: { ...found.variants, canary: variant },
            previous: null,
            history: [...found.history, deployed],
        };
        const record = strategy === "all-at-once"
            ? {
                ...beside,
                variants: { baseline: variant, canary: null },
                previous: found.variants.baseline,
                history: [...beside.history, eventOf("promoted", candidate.modelRef)],
            }
            : beside;
        const next = await running.configure(record, [...seen.variants, fleet]);
        await writePlan(record);
        await bring(seen, record, next, strategy === "all-at-once" ? config.guardrail : undefined);
        return record;
    }
    /** What is refused for good leaves nothing behind; what may go better is gone on with by the next run. */
    async function orNothing(before, work) {
        try {
            return await work();
        }
        catch (error) {
            if (error instanceof src/* ToolkitError */.h4 && !error.retryable)
                await undo(before).catch((cause) => log.warning(`not all that was made could be taken away: ${cause}`));
            throw error;
        }
    }
    async function undo(before) {
        if (!before) {
            if (!(await service.endpoint(endpoint)))
                await running.tidy(undefined, []);
            return;
        }
        const now = await running.look();
        // another run may have been faster
        if (now?.config !== before.config || !(0,external_node_util_.isDeepStrictEqual)(now.state.record, before.state.record))
            return;
        await running.write(before.arn, { ...before.state, next: null });
        await running.tidy(before.config, before.variants);
    }
    async function first({ id, variant, fleet, event }) {
        const record = {
            schemaVersion: 1,
            id,
            endpoint,
            target: "sagemaker",
            url,
            tokenFile: "",
            requestLog: "",
            variants: { baseline: variant, canary: null },
            previous: null,
            history: [event],
        };
        const name = await running.configure(record, [fleet]);
        await writePlan(record);
        const state = stateTags({ schemaVersion: 1, record, config: name, next: null });
        await service.createEndpoint(endpoint, name, [ours, ...state]);
        const seen = await running.settled();
        if (seen && seen.state.record.variants.baseline.server !== variant.server)
            throw running.contested();
        if (seen?.status !== "InService") {
            const reason = seen?.reason ?? "the endpoint is gone";
            await running.remove();
            throw running.unhealthy(reason);
        }
        await running.tidy(name, seen.variants);
        return await copyRecord(seen.state.record);
    }
    return deploy;
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/sagemaker/routes.js
/** From one state that serves to the next. */
function routesOf({ running, service, config: { endpoint }, eventOf, copyRecord }) {
    async function bring(seen, record, next, guardrail) {
        await running.change(seen, record, next, () => running.update(seen.config, next, guardrail));
        await running.tidy(next, await service.variantsOf(next));
        await copyRecord(record);
    }
    /** What is done already: written down, with nothing beside it that a killed run left. */
    async function confirm({ arn, state, config: serves, variants }) {
        await running.write(arn, state);
        await running.tidy(serves, variants);
        return await copyRecord(state.record);
    }
    /** The configuration that the record wants and nothing beside it: ends the model from before, and what a killed run left. */
    async function sweep(seen) {
        const { record } = seen.state;
        const wanted = await running.configure(record, seen.variants);
        if (wanted !== seen.config)
            await bring(seen, record, wanted);
        else
            await running.tidy(seen.config, seen.variants);
    }
    /** All traffic to one variant by its weight, within the configuration that serves. */
    async function route(seen, record) {
        const move = () => running.weigh(record.variants, 0);
        const state = await running.change(seen, record, seen.config, move);
        await copyRecord(record);
        return { ...seen, state };
    }
    function promoteCanary(seen) {
        const { record } = seen.state;
        const { baseline, canary } = record.variants;
        if (!canary)
            throw new Error(`${endpoint} has no canary`);
        return route(seen, {
            ...record,
            variants: { baseline: canary, canary: null },
            previous: baseline,
            history: [...record.history, eventOf("promoted", canary.modelRef)],
        });
    }
    async function switchOver(seen) {
        const promoted = await promoteCanary(seen);
        await sweep(promoted);
        return promoted.state.record;
    }
    return { bring, confirm, sweep, route, promoteCanary, switchOver };
}

// EXTERNAL MODULE: ./build/packages/serving/src/weight.js
var weight = __webpack_require__(2764);
;// CONCATENATED MODULE: ./build/packages/serving/src/providers/sagemaker/weights.js




/** Weights with their leases. */
function weightsOf({ ports, config, running, existing, alone }) {
    const { clock, log } = ports;
    const { endpoint } = config;
    /** What the canary is to get now, by the record; a lease that ran out is 0. */
    function grantedIn({ state, granted }) {
        const held = granted !== undefined &&
            granted.model === state.record.variants.canary?.server &&
            (granted.endsAt === null || clock.now() < Date.parse(granted.endsAt));
        return held ? { canary: granted.canary, leaseExpiresAt: granted.endsAt } : { canary: 0, leaseExpiresAt: null };
    }
    const isAsGranted = (seen) => seen.status === "InService" &&
        isSplit(seen.live, weightsFor(seen.state.record.variants, grantedIn(seen).canary, seen.variants));
    async function give(canary, leaseSeconds) {
        const { arn, state } = await existing();
        const { variants } = state.record;
        if (!variants.canary) {
            if (canary === 0)
                return { canary: 0, leaseExpiresAt: null };
            throw new src/* ToolkitError */.h4({
                code: "no-canary",
                provider: provider,
                message: `${endpoint} has no canary`,
                hint: "deploy a candidate with strategy: canary first",
            });
        }
        const model = variants.canary.server;
        const until = (seconds) => leaseSeconds === null ? null : new Date(clock.now() + seconds * 1000).toISOString();
        // the lease begins when the weight is there; should this run be killed before, it ends all the same
        const early = { canary, endsAt: until((leaseSeconds ?? 0) + config.switchSeconds), model };
        // traffic is taken away even where that cannot be written down
        const written = await running.grant(arn, early).catch((error) => {
            if (canary > 0)
                throw error;
            return error;
        });
        await running.weigh(variants, canary);
        if (written !== undefined)
            throw written;
        const leaseExpiresAt = until(leaseSeconds ?? 0);
        if (leaseExpiresAt !== null)
            await running.grant(arn, { canary, endsAt: leaseExpiresAt, model });
        return { canary, leaseExpiresAt };
    }
    /** Weights that are not as they were granted, by a lease that ran out or by Terraform, are made so. */
    async function reconciled() {
        const seen = await existing();
        if (isAsGranted(seen))
            return seen;
        const reconciling = alone(async () => {
            const now = await existing();
            if (isAsGranted(now))
                return now;
            const { canary } = grantedIn(now);
            log.warning(`the weights of ${endpoint} are not as they were granted; the canary gets ${canary}`);
            await running.weigh(now.state.record.variants, canary);
            return await existing();
        });
        return await reconciling.catch((error) => {
            // whoever holds the lock changes the endpoint, and weighs it in the end
            if (error instanceof src/* ToolkitError */.h4 && error.code === "locked")
                return seen;
            throw error;
        });
    }
    async function setWeight(canary, leaseSeconds) {
        (0,weight/* requireWeight */.y)(canary, leaseSeconds);
        // a request for 0 waits for nobody
        if (canary === 0)
            return await give(0, null);
        return await alone(async () => {
            const { arn, state } = await existing();
            // or a canary with all the weight would look like a promotion that was killed
            if (state.next)
                await running.write(arn, { ...state, next: null });
            return await give(canary, leaseSeconds);
        });
    }
    async function weights() {
        const seen = await reconciled();
        const canary = seen.state.record.variants.canary?.server;
        const name = seen.variants.find(({ ModelName }) => ModelName === canary)?.VariantName ?? "";
        return { canary: sharesOf(seen.live)[name] ?? 0, leaseExpiresAt: grantedIn(seen).leaseExpiresAt };
    }
    return { setWeight, weights };
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/sagemaker/index.js




/**
 * A model each as a production variant of one SageMaker endpoint: `baseline` serves, `canary` stands beside it and gets
 * what weight it is given. The record travels in the endpoint's tags: what a run sets out to do is written there before
 * it is done, and holds as soon as the endpoint shows it. A weight's lease is kept there too: SageMaker ends none by
 * itself, so whoever asks for the weights next ends one that ran out.
 * @throws InputError `no-region`, `bad-name`
 */
async function sageMakerServing(ports, config) {
    const home = await openHome(ports, config);
    const { running, existing, settled, alone, eventOf, copyRecord } = home;
    const { clock, secrets } = ports;
    const routes = routesOf(home);
    const { confirm, promoteCanary, route, sweep } = routes;
    const deploy = putIntoService(home, routes);
    const { setWeight, weights } = weightsOf(home);
    const stands = ({ variants }, variant) => variant !== null && variants.some(({ ModelName }) => ModelName === variant.server);
    return {
        async describe() {
            const seen = await running.look();
            return seen && seen.status !== "Creating" && seen.status !== "Failed" ? seen.state.record : undefined;
        },
        deploy: (candidate, strategy) => alone(() => deploy(candidate, strategy)),
        setWeight,
        weights,
        async health() {
            const seen = await existing();
            const { baseline, canary } = seen.state.record.variants;
            const of = ({ modelRef, server }) => {
                const { VariantName } = seen.variants.find(({ ModelName }) => ModelName === server) ?? {};
                const live = seen.live.find((each) => each.VariantName === VariantName);
                const { CurrentInstanceCount: now = 0, DesiredInstanceCount: wanted = 0 } = live ?? {};
                const said = `${seen.status}: ${now} of ${wanted} instances${seen.reason && `; ${seen.reason}`}`;
                return { modelRef, healthy: now > 0, reason: secrets.redact(said) };
            };
            return { baseline: of(baseline), canary: canary && of(canary) };
        },
        async promote(bakeSeconds) {
            const promoted = await alone(async () => {
                const seen = await settled();
                if (seen.state.record.variants.canary)
                    return await promoteCanary(seen);
                await confirm(seen);
                return seen;
            });
            if (!stands(promoted, promoted.state.record.previous))
                return promoted.state.record;
            // without the lock: a rollback during the bake has to get through
            await clock.sleep(bakeSeconds * 1000);
            return await alone(async () => {
                const seen = await settled();
                const { baseline } = seen.state.record.variants;
                if (baseline.server === promoted.state.record.variants.baseline.server)
                    await sweep(seen);
                return seen.state.record;
            }, config.startSeconds);
        },
        rollback: () => alone(async () => {
            let seen = await settled();
            const { record } = seen.state;
            const { baseline, canary } = record.variants;
            // before anything else, and even where it cannot be written down
            if (canary)
                await setWeight(0, null);
            const back = stands(seen, record.previous) ? record.previous : undefined;
            if (canary)
                seen = await route(seen, {
                    ...record,
                    variants: { baseline, canary: null },
                    history: [...record.history, eventOf("rolled-back", canary.modelRef)],
                });
            else if (back)
                seen = await route(seen, {
                    ...record,
                    variants: { baseline: back, canary: null },
                    previous: null,
                    history: [...record.history, eventOf("rolled-back", baseline.modelRef)],
                });
            else
                await running.write(seen.arn, seen.state);
            await sweep(seen);
            return await copyRecord(seen.state.record);
        }),
        stop: () => alone(async () => {
            await running.look();
            await running.remove();
            await ports.files.remove(home.record);
        }),
    };
}


/***/ })

};
