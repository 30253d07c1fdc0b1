export const id = 4199;
export const ids = [4199];
export const modules = {

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

/***/ 94632:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $B: () => (/* binding */ chunkSchema),
/* harmony export */   MH: () => (/* binding */ embeddingsSchema),
/* harmony export */   MJ: () => (/* binding */ completionSchema),
/* harmony export */   OQ: () => (/* binding */ modelsSchema),
/* harmony export */   Zu: () => (/* binding */ textSchema),
/* harmony export */   ee: () => (/* binding */ tokensSchema),
/* harmony export */   ut: () => (/* binding */ errorBodySchema)
/* harmony export */ });
/* unused harmony export usageSchema */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27597);

/** What we read of the Chat Completions API; servers add fields of their own. */
const usageSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ prompt_tokens: zod__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr().nullish(), completion_tokens: zod__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr().nullish() });
const completionSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({
    model: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
    choices: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({
        message: zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ content: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable() }),
        finish_reason: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
        logprobs: zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ content: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ logprob: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig() })).nullish() }).nullish(),
    }))
        .min(1),
    usage: usageSchema.nullish(),
});
const chunkSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({
    model: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
    choices: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({
        delta: zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ content: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish() }).optional(),
        finish_reason: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullish(),
    })),
    usage: usageSchema.nullish(),
});
/** Some gateways answer 200 with an error in the body. */
const errorBodySchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({
    error: zod__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ message: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() })]),
});
const modelsSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ data: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() })) });
const embeddingsSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({
    data: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ index: zod__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr().min(0), embedding: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()) })),
});
/** llama.cpp and vLLM alike; llama.cpp has `pieces` instead of ids only where it is asked. */
const tokensSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ tokens: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr()) });
/** llama.cpp says `content`, vLLM says `prompt`. */
const textSchema = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ content: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(), prompt: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional() })
    .refine(({ content, prompt }) => content !== undefined || prompt !== undefined);


/***/ }),

/***/ 42324:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  W: () => (/* binding */ chatCompletions)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/inference/src/vendor-failure.js
var vendor_failure = __webpack_require__(70992);
// EXTERNAL MODULE: ./build/packages/inference/src/providers/openai-compatible/responses.js
var responses = __webpack_require__(94632);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
;// CONCATENATED MODULE: ./build/packages/inference/src/providers/openai/schema.js

const usageSchema = schemas/* looseObject */._H3({
    prompt_tokens: schemas/* int */.Whr().min(0),
    completion_tokens: schemas/* int */.Whr().min(0),
    total_tokens: schemas/* int */.Whr().min(0).nullish(),
    prompt_tokens_details: schemas/* looseObject */._H3({ cached_tokens: schemas/* int */.Whr().min(0).nullish() }).nullish(),
});
/** What we read of a chat completion; the client hands over whatever came. */
const completionSchema = schemas/* looseObject */._H3({
    model: schemas/* string */.YjP().nullish(),
    choices: schemas/* array */.YOg(schemas/* looseObject */._H3({
        message: schemas/* looseObject */._H3({ content: schemas/* string */.YjP().nullish(), refusal: schemas/* string */.YjP().nullish() }),
        finish_reason: schemas/* string */.YjP().nullish(),
    }))
        .min(1),
    usage: usageSchema.nullish(),
});
const chunkSchema = schemas/* looseObject */._H3({
    model: schemas/* string */.YjP().nullish(),
    choices: schemas/* array */.YOg(schemas/* looseObject */._H3({
        delta: schemas/* looseObject */._H3({ content: schemas/* string */.YjP().nullish(), refusal: schemas/* string */.YjP().nullish() }).nullish(),
        finish_reason: schemas/* string */.YjP().nullish(),
    })),
    usage: usageSchema.nullish(),
});

;// CONCATENATED MODULE: ./build/packages/inference/src/providers/openai/chat-completions.js




/** The Chat Completions API by the official client: OpenAI's own, Azure's, and Vertex's. */
function chatCompletions(ports, client, options) {
    const { provider } = options;
    const ask = (signal, call) => (0,vendor_failure/* askVendor */.m)(ports, { ...options, signal }, call);
    return {
        async chat(request, signal) {
            const body = bodyOf(options, request);
            const requestOptions = {
                signal,
                ...(request.requestId ? { headers: { "x-request-id": request.requestId } } : {}),
            };
            const started = ports.clock.monotonic();
            const seconds = () => (ports.clock.monotonic() - started) / 1000;
            const { data, requestId } = await ask(signal, async () => {
                if (request.stream) {
                    const stream = { ...body, stream: true, stream_options: { include_usage: true } };
                    const sent = await client.chat.completions.create(stream, requestOptions).withResponse();
                    return { data: await readStream(provider, sent.data, seconds), requestId: sent.request_id };
                }
                const sent = await client.chat.completions.create(body, requestOptions).withResponse();
                return { data: readWhole(provider, sent.data), requestId: sent.request_id };
            });
            const ignored = options.takesSampling
                ? []
                : ["temperature", "stop"].filter((name) => request[name] !== undefined);
            return { ...data, latencySeconds: seconds(), requestId, ...(ignored.length > 0 && { ignored }) };
        },
        // the API tells how likely its own answer is, and not how likely a given one
        likelihood: async () => undefined,
        models: (signal) => ask(signal, () => options.models()),
    };
}
function bodyOf(options, request) {
    const { messages, temperature, seed, stop, responseSchema } = request;
    return {
        model: options.model,
        messages: messages,
        [options.limit]: request.maxTokens,
        ...(temperature !== undefined && options.takesSampling ? { temperature } : {}),
        ...(stop !== undefined && options.takesSampling ? { stop: [...stop] } : {}),
        ...(seed === undefined ? {} : { seed }),
        ...(responseSchema && {
            response_format: { type: "json_schema", json_schema: { ...responseSchema, strict: true } },
        }),
    };
}
function readWhole(provider, value) {
    const { choices, usage, model } = checked(provider, completionSchema, value);
    const { message, finish_reason } = choices[0];
    return {
        content: message.content ?? "",
        finishReason: message.refusal ? "refusal" : (finish_reason ?? null),
        ...countsOf(usage),
        model: model ?? null,
        firstTokenSeconds: null,
    };
}
async function readStream(provider, pieces, seconds) {
    const answer = { content: "", finishReason: null, ...countsOf(null), model: null, firstTokenSeconds: null };
    for await (const value of pieces) {
        const { choices, usage, model } = checked(provider, chunkSchema, value);
        const [choice] = choices;
        const piece = choice?.delta?.content ?? "";
        if (piece !== "")
            answer.firstTokenSeconds ??= seconds();
        answer.content += piece;
        answer.finishReason = choice?.delta?.refusal ? "refusal" : (choice?.finish_reason ?? answer.finishReason);
        answer.model = model ?? answer.model;
        if (usage)
            Object.assign(answer, countsOf(usage));
    }
    if (answer.finishReason === null)
        throw new src/* ToolkitError */.h4({
            code: "inference-cut",
            provider,
            message: `the stream ended in the middle, after ${answer.content.length} characters`,
        });
    return answer;
}
function countsOf(usage) {
    if (!usage)
        return { promptTokens: null, completionTokens: null, cachedTokens: null };
    const { prompt_tokens, completion_tokens, total_tokens, prompt_tokens_details } = usage;
    return {
        promptTokens: prompt_tokens,
        // some count their thinking in the total alone, and bill it as output
        completionTokens: Math.max(completion_tokens, (total_tokens ?? 0) - prompt_tokens),
        cachedTokens: prompt_tokens_details?.cached_tokens ?? null,
    };
}
function checked(provider, schema, value) {
    const failure = responses/* errorBodySchema */.ut.safeParse(value);
    if (failure.success) {
        const { error } = failure.data;
        const said = typeof error === "string" ? error : error.message;
        throw new src/* ToolkitError */.h4({ code: "inference-failed", provider, message: `${provider} answered an error: ${said}` });
    }
    const parsed = schema.safeParse(value);
    if (parsed.success)
        return parsed.data;
    const shown = (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 200);
    throw new src/* ToolkitError */.h4({
        code: "inference-garbled",
        provider,
        message: `${provider} answered what its API does not: ${shown}`,
    });
}


/***/ }),

/***/ 74199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openAi: () => (/* binding */ openAi)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _http_fetch_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(28372);
/* harmony import */ var _chat_completions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42324);
/* harmony import */ var _traits_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(28650);




/** OpenAI by its official client. */
async function openAi(ports, config) {
    const { environment, http, secrets } = ports;
    const apiKey = config.apiKey ?? environment.get("OPENAI_API_KEY");
    if (!apiKey)
        throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([{ where: "api-key", problem: "is missing", mend: "set OPENAI_API_KEY" }], "no-key");
    secrets.mask(apiKey);
    const { OpenAI } = await __webpack_require__.e(/* import() */ 8193).then(__webpack_require__.bind(__webpack_require__, 98193));
    const timeoutMs = config.timeoutMs ?? 120_000;
    const client = new OpenAI({
        apiKey,
        adminAPIKey: null,
        webhookSecret: null,
        baseURL: config.baseUrl ?? environment.get("OPENAI_BASE_URL") ?? "https://api.openai.com/v1",
        organization: environment.get("OPENAI_ORG_ID") ?? null,
        project: environment.get("OPENAI_PROJECT_ID") ?? null,
        fetch: (0,_http_fetch_js__WEBPACK_IMPORTED_MODULE_2__/* .fetchThrough */ .s)(http, timeoutMs),
        maxRetries: 0,
        // ours comes first, and says so
        timeout: timeoutMs * 2,
        logLevel: "off",
    });
    return (0,_chat_completions_js__WEBPACK_IMPORTED_MODULE_1__/* .chatCompletions */ .W)(ports, client, {
        provider: "openai",
        keyHint: "check OPENAI_API_KEY",
        model: config.model,
        attempts: config.attempts,
        limit: "max_completion_tokens",
        takesSampling: (0,_traits_js__WEBPACK_IMPORTED_MODULE_3__/* .takesSampling */ .q)(config.model),
        models: async () => (await client.models.list()).data.map(({ id }) => id),
    });
}


/***/ }),

/***/ 28650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ takesSampling)
/* harmony export */ });
/** Reasoning models refuse `temperature` and `stop`: the o series, and GPT from 5 on. */
const takesSampling = (model) => !/^(?:o\d|gpt-[5-9](?:\D|$))/.test(model);


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
