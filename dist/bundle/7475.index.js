export const id = 7475;
export const ids = [7475];
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

/***/ 28372:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ fetchThrough)
/* harmony export */ });
/**
 * A `fetch` for a vendor's client that goes through our port, so that time limits, proxies and errors are ours. The error
 * that the port throws comes back as a cause of the client's own.
 */
function fetchThrough(http, timeoutMs) {
    return async (target, init = {}) => {
        const response = await http.send({
            method: (init.method ?? "GET"),
            url: typeof target === "string" ? target : target instanceof URL ? target.href : target.url,
            headers: Object.fromEntries(new Headers(init.headers)),
            body: init.body === null || init.body === undefined ? undefined : init.body,
            timeoutMs,
            signal: init.signal ?? undefined,
        });
        const bodiless = [101, 204, 205, 304].includes(response.status);
        return new Response(bodiless ? null : streamOf(response.body), {
            status: response.status,
            headers: [...response.headers],
        });
    };
}
function streamOf(chunks) {
    const iterator = chunks[Symbol.asyncIterator]();
    return new ReadableStream({
        async pull(controller) {
            const next = await iterator.next();
            if (next.done)
                controller.close();
            else
                controller.enqueue(next.value);
        },
        async cancel() {
            await iterator.return?.();
        },
    });
}


/***/ }),

/***/ 97475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  anthropic: () => (/* binding */ anthropic)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/inference/src/claude.js
var claude = __webpack_require__(9163);
// EXTERNAL MODULE: ./build/packages/inference/src/http-fetch.js
var http_fetch = __webpack_require__(28372);
// EXTERNAL MODULE: ./build/packages/inference/src/vendor-failure.js
var vendor_failure = __webpack_require__(70992);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
;// CONCATENATED MODULE: ./build/packages/inference/src/providers/anthropic/schema.js

/** What we read of a message; the client hands over whatever came. */
const messageSchema = schemas/* looseObject */._H3({
    type: schemas/* literal */.euz("message"),
    model: schemas/* string */.YjP(),
    content: schemas/* array */.YOg(schemas/* looseObject */._H3({
        type: schemas/* string */.YjP(),
        text: schemas/* string */.YjP().optional(),
        name: schemas/* string */.YjP().optional(),
        input: schemas/* unknown */.L5J().optional(),
    })),
    stop_reason: schemas/* string */.YjP().nullable(),
    usage: schemas/* looseObject */._H3({
        input_tokens: schemas/* int */.Whr().min(0),
        output_tokens: schemas/* int */.Whr().min(0),
        cache_read_input_tokens: schemas/* int */.Whr().min(0).nullish(),
        cache_creation_input_tokens: schemas/* int */.Whr().min(0).nullish(),
    }),
});

;// CONCATENATED MODULE: ./build/packages/inference/src/providers/anthropic/read-message.js


const reasons = {
    end_turn: "stop",
    tool_use: "stop",
    stop_sequence: "stop",
    max_tokens: "length",
};
/**
 * The text of a message, or, where a tool was forced, what the model gave it.
 * @throws ToolkitError `inference-garbled` when it is no message, or used that tool twice: which is meant nobody knows
 */
function readMessage(message, tool) {
    const parsed = messageSchema.safeParse(message);
    if (!parsed.success)
        throw new src/* ToolkitError */.h4({
            code: "inference-garbled",
            provider: "anthropic",
            message: `anthropic answered what its API does not: ${JSON.stringify(message)?.slice(0, 200)}`,
        });
    const { content, stop_reason, usage, model } = parsed.data;
    const given = content.filter(({ type, name }) => type === "tool_use" && name === tool && tool !== undefined);
    if (given.length > 1)
        throw new src/* ToolkitError */.h4({ code: "inference-garbled", provider: "anthropic", message: "the model answered twice" });
    const text = content.flatMap((block) => (block.type === "text" ? (block.text ?? "") : [])).join("");
    const cached = usage.cache_read_input_tokens ?? 0;
    return {
        content: given[0] ? JSON.stringify(given[0].input) : text,
        finishReason: stop_reason === null ? null : (reasons[stop_reason] ?? stop_reason),
        // the API counts what was read from or written to its cache apart
        promptTokens: usage.input_tokens + cached + (usage.cache_creation_input_tokens ?? 0),
        completionTokens: usage.output_tokens,
        cachedTokens: cached,
        model,
    };
}

;// CONCATENATED MODULE: ./build/packages/inference/src/providers/anthropic/index.js





const provider = "anthropic";
/** The API's last version with a temperature; the client's own, 2026-10-21, refuses one for every model. */
const olderVersion = { "anthropic-version": "2023-06-01" };
/** Claude by the official client. */
async function anthropic(ports, config) {
    const { environment, http, secrets, clock } = ports;
    const apiKey = config.apiKey ?? environment.get("ANTHROPIC_API_KEY");
    if (!apiKey)
        throw new src/* InputError */.dz([{ where: "api-key", problem: "is missing", mend: "set ANTHROPIC_API_KEY" }], "no-key");
    secrets.mask(apiKey);
    const { default: Client } = await __webpack_require__.e(/* import() */ 6791).then(__webpack_require__.bind(__webpack_require__, 56791));
    const timeoutMs = config.timeoutMs ?? 120_000;
    const client = new Client({
        apiKey,
        baseURL: config.baseUrl ?? environment.get("ANTHROPIC_BASE_URL") ?? "https://api.anthropic.com",
        fetch: (0,http_fetch/* fetchThrough */.s)(http, timeoutMs),
        maxRetries: 0,
        timeout: timeoutMs * 2,
        logLevel: "off",
        openTelemetry: false,
    });
    const vendor = { provider, keyHint: "check ANTHROPIC_API_KEY", attempts: config.attempts };
    return {
        async chat(request, signal) {
            const started = clock.monotonic();
            const seconds = () => (clock.monotonic() - started) / 1000;
            const body = bodyOf(config.model, request);
            const answer = await (0,vendor_failure/* askVendor */.m)(ports, { ...vendor, signal }, async () => {
                const options = { signal, ...("temperature" in body && { headers: olderVersion }) };
                const { message, ...rest } = await (request.stream
                    ? streamed(client, body, options, seconds)
                    : whole(client, body, options));
                return { ...readMessage(message, request.responseSchema?.name), ...rest };
            });
            const ignored = ignoredOf(config.model, request);
            return {
                ...answer,
                latencySeconds: seconds(),
                ...(ignored.length > 0 && { ignored }),
            };
        },
        likelihood: async () => undefined,
        models: (signal) => (0,vendor_failure/* askVendor */.m)(ports, { ...vendor, signal }, async () => {
            const { data } = await client.models.list({}, { signal });
            return data.map(({ id }) => id);
        }),
    };
}
/** The API has no seed, and newer models no temperature. */
function ignoredOf(model, { temperature, seed }) {
    return [
        ...(temperature !== undefined && !(0,claude/* claudeTraits */.g)(model).temperature ? ["temperature"] : []),
        ...(seed === undefined ? [] : ["seed"]),
    ];
}
function bodyOf(model, request) {
    const { messages, temperature, stop, responseSchema } = request;
    const traits = (0,claude/* claudeTraits */.g)(model);
    const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
    return {
        model,
        max_tokens: request.maxTokens,
        messages: messages
            .filter(({ role }) => role !== "system")
            .map(({ role, content }) => ({ role: role === "assistant" ? "assistant" : "user", content })),
        ...(system.length > 0 && { system: system.join("\n\n") }),
        ...(stop !== undefined && { stop_sequences: [...stop] }),
        // the client's types know newer models only
        ...(temperature !== undefined && traits.temperature ? { temperature } : {}),
        ...(responseSchema && (traits.forcedTool ? forcedTool(responseSchema) : textFormat(responseSchema))),
    };
}
const forcedTool = ({ name, schema }) => ({
    tools: [{ name, description: "Give your answer.", input_schema: schema }],
    tool_choice: { type: "tool", name, disable_parallel_tool_use: true },
});
const textFormat = ({ schema }) => ({
    output_config: { format: { type: "json_schema", schema } },
});
async function whole(client, body, options) {
    const { data, request_id } = await client.messages.create(body, options).withResponse();
    return { message: data, requestId: request_id ?? null, firstTokenSeconds: null };
}
async function streamed(client, body, options, seconds) {
    const stream = client.messages.stream(body, options);
    let firstTokenSeconds = null;
    stream.on("text", () => {
        firstTokenSeconds ??= seconds();
    });
    try {
        const message = await stream.finalMessage();
        return { message, requestId: stream.request_id ?? null, firstTokenSeconds };
    }
    catch (error) {
        if (/without (?:receiving|producing)|stream ended/i.test(error.message))
            throw new src/* ToolkitError */.h4({
                code: "inference-cut",
                provider,
                message: "the stream ended in the middle",
                cause: error,
            });
        throw error;
    }
}


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
