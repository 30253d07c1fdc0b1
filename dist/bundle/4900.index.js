export const id = 4900;
export const ids = [4900];
export const modules = {

/***/ 9163:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ claudeTraits)
/* harmony export */ });
/**
 * What a Claude model takes, by the generation in its name (vendor's migration guides): from 4.7 on no temperature, from 5
 * on no forced tool (it thinks by itself), but a schema for its text. A name without a generation is taken for a new one.
 */
function claudeTraits(model) {
    const [, major, minor = "0"] = /claude-(?:[a-z]+-)?(\d+)(?:[-.](\d{1,2})(?!\d))?/.exec(model) ?? [];
    const generation = major === undefined ? Number.POSITIVE_INFINITY : Number(major) + Number(minor) / 100;
    return { temperature: generation < 4.07, forcedTool: generation < 5 };
}


/***/ }),

/***/ 4900:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  bedrock: () => (/* binding */ bedrock)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/inference/src/claude.js
var claude = __webpack_require__(9163);
// EXTERNAL MODULE: ./build/packages/inference/src/vendor-failure.js
var vendor_failure = __webpack_require__(70992);
;// CONCATENATED MODULE: ./build/packages/inference/src/providers/bedrock/read-stream.js

/**
 * The pieces of ConverseStream put together to what Converse would have answered, and when the first of them came.
 * @throws ToolkitError `inference-cut`, and `inference-failed` for an exception within the stream, which was billed so far
 */
async function readStream(pieces, seconds) {
    const blocks = new Map();
    const blockAt = (index = 0) => {
        const block = blocks.get(index) ?? { text: "", input: "" };
        blocks.set(index, block);
        return block;
    };
    let firstTokenSeconds = null;
    let stopReason;
    let usage;
    try {
        for await (const { contentBlockStart, contentBlockDelta, messageStop, metadata } of pieces ?? []) {
            if (contentBlockStart)
                blockAt(contentBlockStart.contentBlockIndex).tool = contentBlockStart.start?.toolUse?.name ?? undefined;
            if (contentBlockDelta) {
                const { text = "", toolUse } = contentBlockDelta.delta ?? {};
                if (text !== "" || toolUse)
                    firstTokenSeconds ??= seconds();
                const block = blockAt(contentBlockDelta.contentBlockIndex);
                block.text += text;
                block.input += toolUse?.input ?? "";
            }
            stopReason = messageStop?.stopReason ?? stopReason;
            usage = metadata?.usage ?? usage;
        }
    }
    catch (error) {
        throw error instanceof Error && "$fault" in error
            ? failed("inference-failed", `${error.name}: ${error.message}`)
            : error;
    }
    if (stopReason === undefined)
        throw failed("inference-cut", "the stream ended in the middle");
    const content = [...blocks.values()].map(({ text, tool, input }) => tool === undefined ? { text } : { toolUse: { name: tool, input: parsed(input) } });
    return { said: { output: { message: { content } }, stopReason, usage }, firstTokenSeconds };
}
function parsed(input) {
    try {
        return JSON.parse(input);
    }
    catch {
        throw failed("inference-garbled", "what the model gave the tool is no JSON");
    }
}
const failed = (code, message) => new src/* ToolkitError */.h4({ code, provider: "bedrock", message: `bedrock: ${message}` });

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
;// CONCATENATED MODULE: ./build/packages/inference/src/providers/bedrock/schema.js

/** What we read of Converse's answer, as the client has parsed it. */
const converseSchema = schemas/* looseObject */._H3({
    output: schemas/* looseObject */._H3({
        message: schemas/* looseObject */._H3({
            content: schemas/* array */.YOg(schemas/* looseObject */._H3({
                text: schemas/* string */.YjP().optional(),
                toolUse: schemas/* looseObject */._H3({ name: schemas/* string */.YjP(), input: schemas/* unknown */.L5J() }).optional(),
            })),
        }),
    }),
    stopReason: schemas/* string */.YjP(),
    usage: schemas/* looseObject */._H3({
        inputTokens: schemas/* int */.Whr().min(0),
        outputTokens: schemas/* int */.Whr().min(0),
        cacheReadInputTokens: schemas/* int */.Whr().min(0).optional(),
        cacheWriteInputTokens: schemas/* int */.Whr().min(0).optional(),
    }),
});

;// CONCATENATED MODULE: ./build/packages/inference/src/providers/bedrock/index.js






const provider = "bedrock";
/** Models of Amazon Bedrock by Converse. */
async function bedrock(ports, config) {
    const { environment, http, clock } = ports;
    const region = (0,platform_src/* awsRegionOf */.jy)(ports, config.region);
    const endpoint = config.endpoint ?? environment.get("AWS_ENDPOINT_URL_BEDROCK_RUNTIME");
    const { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } = await Promise.all(/* import() */[__webpack_require__.e(5861), __webpack_require__.e(7462)]).then(__webpack_require__.t.bind(__webpack_require__, 47462, 19));
    const settings = {
        region,
        ...(endpoint !== undefined && { endpoint }),
        ...(0,platform_src/* awsCredentials */.cD)(ports),
        maxAttempts: 1,
        requestHandler: (0,platform_src/* awsHandlerThrough */.BF)(http, config.timeoutMs ?? 120_000),
    };
    const client = new BedrockRuntimeClient(settings);
    const vendor = { provider, keyHint: "check the AWS credentials and bedrock:InvokeModel", attempts: config.attempts };
    return {
        async chat(request, signal) {
            const started = clock.monotonic();
            const seconds = () => (clock.monotonic() - started) / 1000;
            const answer = await (0,vendor_failure/* askVendor */.m)(ports, { ...vendor, signal }, async () => {
                const input = inputOf(config.model, request);
                const options = signal ? { abortSignal: signal } : {};
                const tool = request.responseSchema?.name;
                if (request.stream) {
                    const sent = await client.send(new ConverseStreamCommand(input), options);
                    const { said, firstTokenSeconds } = await readStream(sent.stream, seconds);
                    return { ...readConversed(said, tool), firstTokenSeconds, requestId: sent.$metadata.requestId ?? null };
                }
                const said = await client.send(new ConverseCommand(input), options);
                return { ...readConversed(said, tool), firstTokenSeconds: null, requestId: said.$metadata.requestId ?? null };
            });
            const ignored = ignoredOf(config.model, request);
            return {
                ...answer,
                model: config.model,
                latencySeconds: seconds(),
                ...(ignored.length > 0 && { ignored }),
            };
        },
        likelihood: async () => undefined,
        // the runtime lists none; that is another service with rights of its own
        models: async () => [config.model],
    };
}
const traitsOf = (model) => model.includes("claude") ? (0,claude/* claudeTraits */.g)(model) : { temperature: true, forcedTool: true };
function ignoredOf(model, { temperature, seed }) {
    return [
        ...(temperature !== undefined && !traitsOf(model).temperature ? ["temperature"] : []),
        ...(seed === undefined ? [] : ["seed"]),
    ];
}
function inputOf(model, request) {
    const { messages, maxTokens, temperature, stop, responseSchema } = request;
    const traits = traitsOf(model);
    const system = messages.filter(({ role }) => role === "system").map(({ content }) => ({ text: content }));
    return {
        modelId: model,
        messages: messages
            .filter(({ role }) => role !== "system")
            .map(({ role, content }) => ({
            role: role === "assistant" ? "assistant" : "user",
            content: [{ text: content }],
        })),
        ...(system.length > 0 && { system }),
        inferenceConfig: {
            maxTokens,
            ...(temperature !== undefined && traits.temperature && { temperature }),
            ...(stop !== undefined && { stopSequences: [...stop] }),
        },
        ...(responseSchema && (traits.forcedTool ? forcedTool(responseSchema) : textFormat(responseSchema))),
    };
}
function forcedTool({ name, schema }) {
    const toolSpec = { name, description: "Give your answer.", inputSchema: { json: schema } };
    return { toolConfig: { tools: [{ toolSpec }], toolChoice: { tool: { name } } } };
}
function textFormat({ name, schema }) {
    const structure = { jsonSchema: { name, schema: JSON.stringify(schema) } };
    return { outputConfig: { textFormat: { type: "json_schema", structure } } };
}
const reasons = {
    end_turn: "stop",
    tool_use: "stop",
    stop_sequence: "stop",
    max_tokens: "length",
};
function readConversed(said, tool) {
    const parsed = converseSchema.safeParse(said);
    if (!parsed.success)
        throw garbled(`${provider} answered what its API does not: ${JSON.stringify(said)?.slice(0, 200)}`);
    const { output, stopReason, usage } = parsed.data;
    const { content } = output.message;
    const given = content.filter(({ toolUse }) => toolUse !== undefined && toolUse.name === tool);
    if (given.length > 1)
        throw garbled("the model answered twice");
    const cached = usage.cacheReadInputTokens ?? 0;
    return {
        content: given[0] ? JSON.stringify(given[0].toolUse?.input) : content.map(({ text = "" }) => text).join(""),
        finishReason: reasons[stopReason] ?? stopReason,
        promptTokens: usage.inputTokens + cached + (usage.cacheWriteInputTokens ?? 0),
        completionTokens: usage.outputTokens,
        cachedTokens: cached,
    };
}
const garbled = (message) => new src/* ToolkitError */.h4({ code: "inference-garbled", provider, message });


/***/ }),

/***/ 70992:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ askVendor)
/* harmony export */ });
/* unused harmony export vendorFailure */
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86111);


/**
 * Calls a vendor's client, its own retries off, and ours on: on what the port's comment says may go better next time.
 * A request that ran out of time is not sent again, since it may have been answered, and billed.
 */
async function askVendor(ports, vendor, call) {
    return await (0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .withRetry */ .bD)(ports, async () => {
        try {
            return await call();
        }
        catch (error) {
            throw vendorFailure(ports, vendor, error);
        }
    }, { attempts: vendor.attempts ?? 4, signal: vendor.signal });
}
/** Any error of a vendor's client as one of the port's. What the server said is redacted. */
function vendorFailure({ clock, secrets }, { provider, keyHint }, error) {
    const ours = chainOf(error).find((cause) => cause instanceof _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4);
    if (ours)
        return cleaned(ours, secrets.redact(ours.message));
    if (!(error instanceof Error))
        return new TypeError(`${provider} threw ${String(error)}`);
    if (/Abort/.test(error.name) || /Abort/.test(error.constructor.name))
        return new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({ code: "cancelled", provider, message: "cancelled" });
    // the clients drop the cause of what they take for a time limit of their own
    if (/Timeout/.test(error.constructor.name))
        return new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({ code: "http-timeout", provider, message: `${provider} did not answer in time` });
    const said = secrets.redact(error.message).slice(0, 2000);
    const status = statusOf(error);
    // a parser's or a client's complaint about an answer that came
    if (status === undefined)
        return new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({
            code: "inference-garbled",
            provider,
            message: `${provider} answered what its API does not: ${said}`,
        });
    const unauthorized = status === 401 || status === 403;
    const spent = error.code === "insufficient_quota";
    const details = {
        code: unauthorized
            ? "inference-unauthorized"
            : status >= 400 && status < 500
                ? "inference-refused"
                : "inference-failed",
        provider,
        status,
        message: `${provider} answered HTTP ${status}: ${said}`,
        retryable: (0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .isRetryableStatus */ .PS)(status) && !spent,
        hint: unauthorized ? keyHint : spent ? "the account has no credit left" : undefined,
    };
    const pauseMs = details.retryable ? (0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .retryAfterMs */ .Vs)(headersOf(error), clock.now()) : undefined;
    return pauseMs === undefined ? new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4(details) : new _platform__WEBPACK_IMPORTED_MODULE_1__/* .RetryAfterError */ .nn(details, pauseMs);
}
/** Without what must not be seen; and what ran out of time is not worth another try here. */
function cleaned(error, message) {
    const timeout = error.code === "http-timeout";
    if (message === error.message && !timeout)
        return error;
    const { code, provider, status, hint } = error;
    return new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({ code, provider, status, hint, message, retryable: error.retryable && !timeout });
}
function chainOf(error) {
    const chain = [];
    for (let cause = error; cause instanceof Error && chain.length < 10; cause = cause.cause)
        chain.push(cause);
    return chain;
}
/** `status` of the OpenAI and Anthropic clients, `$metadata` of AWS's. */
function statusOf(error) {
    const { status, $metadata } = error;
    const found = status ?? $metadata?.httpStatusCode;
    return typeof found === "number" ? found : undefined;
}
function headersOf(error) {
    const { headers, $response } = error;
    if (headers instanceof Headers)
        return new Map(headers);
    return new Map(Object.entries($response?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
}


/***/ })

};
