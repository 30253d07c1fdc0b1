export const id = 2178;
export const ids = [2178];
export const modules = {

/***/ 22357:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ chatBody)
/* harmony export */ });
/** A request of the Chat Completions API; a server that holds one model only needs no `model`. */
function chatBody(model, request) {
    const { messages, maxTokens, temperature, seed, stop, stream, responseSchema } = request;
    return {
        ...(model === undefined ? {} : { model }),
        messages,
        max_tokens: maxTokens,
        ...(temperature === undefined ? {} : { temperature }),
        ...(seed === undefined ? {} : { seed }),
        ...(stop === undefined ? {} : { stop }),
        ...(responseSchema && {
            response_format: { type: "json_schema", json_schema: { ...responseSchema, strict: true } },
        }),
        ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
    };
}


/***/ }),

/***/ 98389:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kd: () => (/* binding */ errorIn),
/* harmony export */   Of: () => (/* binding */ refusalOf),
/* harmony export */   gz: () => (/* binding */ failed),
/* harmony export */   qF: () => (/* binding */ parseJson)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86111);
/* harmony import */ var _responses_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(94632);



/** How much of what a server says goes into an error: its text is hostile, and a page of it helps nobody. */
const shown = 300;
/** An error that says what the server said. @param retryAfterMs as the server asked, where it did */
function failed(code, { provider, status, said, hint }, retryAfterMs) {
    const details = {
        code,
        provider,
        status,
        retryable: (0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .isRetryableStatus */ .PS)(status),
        message: `the model server answered HTTP ${status}: ${said.slice(0, shown)}`,
        hint,
    };
    return retryAfterMs === undefined ? new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4(details) : new _platform__WEBPACK_IMPORTED_MODULE_1__/* .RetryAfterError */ .nn(details, retryAfterMs);
}
/** What an answer with an error status means. */
function refusalOf(provider, status, text, retryAfterMs) {
    const said = errorIn(parseJson(text)) ?? text;
    if (status === 401 || status === 403)
        return failed("inference-unauthorized", { provider, status, said, hint: "check api-key (OPENAI_API_KEY)" });
    // too many requests is nothing against this one
    const code = status < 500 && !(0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .isRetryableStatus */ .PS)(status) ? "inference-refused" : "inference-failed";
    return failed(code, { provider, status, said }, retryAfterMs);
}
/** The message of an error body; undefined when the value is none. */
function errorIn(value) {
    if (typeof value !== "object" || value === null || !("error" in value))
        return undefined;
    const failure = _responses_js__WEBPACK_IMPORTED_MODULE_2__/* .errorBodySchema */ .ut.safeParse(value);
    if (!failure.success)
        return undefined;
    const { error } = failure.data;
    return typeof error === "string" ? error : error.message;
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 40497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tZ: () => (/* binding */ readCompletion),
  f$: () => (/* binding */ readJsonAnswer),
  bv: () => (/* binding */ readStream)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/inference/src/providers/openai-compatible/failures.js
var failures = __webpack_require__(98389);
// EXTERNAL MODULE: ./build/packages/inference/src/providers/openai-compatible/responses.js
var responses = __webpack_require__(94632);
;// CONCATENATED MODULE: ./build/packages/inference/src/providers/openai-compatible/sse.js
/** More than any event of a sane server; a stream without line ends must not fill the memory. */
const longestLine = 1024 * 1024;
/**
 * Data of server-sent events (WHATWG HTML, 9.2.6), as they arrive: line ends LF, CRLF or CR, `data:` lines of one event
 * joined by LF, other fields and comments passed over. An event that the stream ends in is dropped, as the standard says.
 * @throws RangeError at a line of more than 1 Mi characters
 */
async function* eventData(chunks) {
    const decoder = new TextDecoder();
    let rest = "";
    let data = [];
    for await (const chunk of chunks) {
        rest += decoder.decode(chunk, { stream: true });
        // a CR at the very end may be half of a CRLF
        const held = rest.endsWith("\r") ? "\r" : "";
        const lines = rest.slice(0, rest.length - held.length).split(/\r\n|\n|\r/);
        rest = (lines.pop() ?? "") + held;
        if (rest.length > longestLine)
            throw new RangeError("a line of the stream has no end");
        for (const line of lines) {
            if (line === "") {
                if (data.length > 0)
                    yield data.join("\n");
                data = [];
            }
            else if (line.startsWith("data:"))
                data.push(line.slice(line[5] === " " ? 6 : 5));
        }
    }
}

;// CONCATENATED MODULE: ./build/packages/inference/src/providers/openai-compatible/read-answer.js




/** No answer of the token limits that we send is as long: what is longer is no answer, and must not fill the memory. */
const longestAnswerBytes = 2 * 1024 * 1024;
/** The body as JSON of this shape. @throws ToolkitError `inference-failed` at an error body, `inference-garbled` */
async function readJsonAnswer({ provider, status, body }, schema, longest = longestAnswerBytes) {
    const text = await textOf({ provider, status, body }, longest);
    const value = (0,failures/* parseJson */.qF)(text);
    const error = (0,failures/* errorIn */.Kd)(value);
    if (error !== undefined)
        throw (0,failures/* failed */.gz)("inference-failed", { provider, status, said: error });
    const parsed = schema.safeParse(value);
    if (!parsed.success)
        throw (0,failures/* failed */.gz)("inference-garbled", { provider, status, said: `what came is no answer of this API: ${text}` });
    return parsed.data;
}
function readCompletion(said) {
    const [choice] = said.choices;
    return {
        content: choice?.message.content ?? "",
        finishReason: choice?.finish_reason ?? null,
        promptTokens: said.usage?.prompt_tokens ?? null,
        completionTokens: said.usage?.completion_tokens ?? null,
        model: said.model ?? null,
        firstTokenSeconds: null,
    };
}
/**
 * A streamed answer, put together.
 * @param seconds since the request was sent
 * @param events pieces as JSON, where the server frames them otherwise than as server-sent events
 */
async function readStream({ provider, status, body }, seconds, events = eventData(body)) {
    const garbled = (said) => (0,failures/* failed */.gz)("inference-garbled", { provider, status, said });
    const answer = readCompletion({ choices: [] });
    let done = false;
    try {
        for await (const data of events) {
            if (data === "[DONE]") {
                done = true;
                continue;
            }
            const value = (0,failures/* parseJson */.qF)(data);
            const error = (0,failures/* errorIn */.Kd)(value);
            if (error !== undefined)
                throw (0,failures/* failed */.gz)("inference-failed", { provider, status, said: error });
            const chunk = responses/* chunkSchema */.$B.safeParse(value);
            if (!chunk.success)
                throw garbled(`a piece of the stream is none: ${data}`);
            add(answer, chunk.data, seconds);
            if (answer.content.length > longestAnswerBytes)
                throw garbled("the streamed answer has no end");
        }
    }
    catch (error) {
        if (error instanceof RangeError)
            throw garbled(error.message);
        // the connection broke: of the answer only a part is there
        if (error instanceof src/* ToolkitError */.h4 && error.code === "http-unreachable" && answer.content !== "")
            throw cut(answer);
        throw error;
    }
    if (!done && answer.finishReason === null)
        throw cut(answer);
    return answer;
    function cut({ content }) {
        const said = `the stream ended in the middle, after ${content.length} characters`;
        return (0,failures/* failed */.gz)("inference-cut", { provider, status, said });
    }
}
function add(answer, chunk, seconds) {
    const [choice] = chunk.choices;
    const piece = choice?.delta?.content ?? "";
    if (piece !== "")
        answer.firstTokenSeconds ??= seconds();
    answer.content += piece;
    answer.finishReason = choice?.finish_reason ?? answer.finishReason;
    answer.model = chunk.model ?? answer.model;
    answer.promptTokens = chunk.usage?.prompt_tokens ?? answer.promptTokens;
    answer.completionTokens = chunk.usage?.completion_tokens ?? answer.completionTokens;
}
async function textOf({ provider, status, body }, longest) {
    const chunks = [];
    let size = 0;
    for await (const chunk of body) {
        size += chunk.length;
        if (size > longest) {
            const said = `the answer is longer than ${longest} bytes`;
            throw (0,failures/* failed */.gz)("inference-garbled", { provider, status, said });
        }
        chunks.push(chunk);
    }
    return new TextDecoder().decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
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

/***/ 2178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sageMaker: () => (/* binding */ sageMaker)
});

// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/inference/src/vendor-failure.js
var vendor_failure = __webpack_require__(70992);
// EXTERNAL MODULE: ./build/packages/inference/src/providers/openai-compatible/chat-body.js
var chat_body = __webpack_require__(22357);
// EXTERNAL MODULE: ./build/packages/inference/src/providers/openai-compatible/read-answer.js + 1 modules
var read_answer = __webpack_require__(40497);
// EXTERNAL MODULE: ./build/packages/inference/src/providers/openai-compatible/responses.js
var responses = __webpack_require__(94632);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var contracts_src = __webpack_require__(58639);
;// CONCATENATED MODULE: ./build/packages/inference/src/providers/sagemaker/failures.js


const provider = "sagemaker";
const throttling = /^(Throttling|ThrottlingException|TooManyRequestsException|RequestLimitExceeded)$/;
/**
 * What AWS's statuses do not say: of a 424 the container's own status is meant, throttling comes as 400, and a refusal
 * names the action that is missing. Anything else is handed back as it is, for `vendorFailure`.
 */
function sageMakerFailure(error) {
    if (!(error instanceof Error) || error instanceof contracts_src/* ToolkitError */.h4)
        return error;
    const { name, message, $metadata, OriginalStatusCode, OriginalMessage } = error;
    if (name === "ModelError") {
        const status = OriginalStatusCode ?? 424;
        const said = `the container answered HTTP ${status}: ${shown(OriginalMessage ?? message)}`;
        // SageMaker cuts the connection to a container that takes longer than 60 s
        const code = status >= 400 && status < 500 && !(0,src/* isRetryableStatus */.PS)(status) ? "inference-refused" : "inference-failed";
        return failed(code, {
            status,
            message: said,
            retryable: status !== 424 && (0,src/* isRetryableStatus */.PS)(status),
            cause: error,
        });
    }
    // the client throws what came as an exception within the frames
    if (name === "ModelStreamError" || name === "InternalStreamFailure")
        return streamFailure(error);
    if (throttling.test(name))
        return failed("inference-failed", {
            status: 429,
            message: `throttled: ${shown(message)}`,
            retryable: true,
            cause: error,
        });
    if (name === "AccessDeniedException") {
        const [, action] = /not authorized to perform: ([\w:*-]+)/.exec(message) ?? [];
        return failed("inference-unauthorized", {
            status: $metadata?.httpStatusCode,
            message: `refused: ${shown(message)}`,
            hint: `allow ${action ?? "sagemaker:InvokeEndpoint"} to this role`,
            cause: error,
        });
    }
    if (name === "InternalDependencyException")
        return failed("inference-failed", {
            status: $metadata?.httpStatusCode,
            message: `an inner service failed: ${shown(message)}`,
            retryable: true,
            cause: error,
        });
    return error;
}
/** An error that came within a stream: what was streamed before it is no answer. */
function streamFailure(failure) {
    const message = `the stream broke off: ${failure.name} ${failure.ErrorCode ?? ""} ${shown(failure.message)}`;
    return failed("inference-cut", { status: 200, message, cause: failure });
}
const shown = (said) => said.slice(0, 300);
const failed = (code, details) => new contracts_src/* ToolkitError */.h4({ code, provider, ...details });

;// CONCATENATED MODULE: ./build/packages/inference/src/providers/sagemaker/line-data.js
const longestLine = 1024 * 1024;
/** Lines of JSON as they arrive, blank ones left out. @throws RangeError at a line of more than 1 Mi characters */
async function* lineData(chunks) {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of chunks) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
        rest = lines.pop() ?? "";
        if (rest.length > longestLine)
            throw new RangeError("a line of the stream has no end");
        for (const line of lines)
            if (line.trim() !== "")
                yield line;
    }
    if (rest.trim() !== "")
        yield rest;
}

;// CONCATENATED MODULE: ./build/packages/inference/src/providers/sagemaker/index.js







const sagemaker_provider = "sagemaker";
/**
 * A SageMaker endpoint whose container takes the Chat Completions body at /invocations: Hugging Face TGI, LMI (DJL) and
 * vLLM do.
 */
async function sageMaker(ports, config) {
    const { clock } = ports;
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(5861), __webpack_require__.e(9636)]).then(__webpack_require__.t.bind(__webpack_require__, 39636, 19));
    const client = new sdk.SageMakerRuntimeClient(settingsOf(ports, config));
    const vendor = {
        provider: sagemaker_provider,
        keyHint: "check the AWS credentials and sagemaker:InvokeEndpoint",
        attempts: config.attempts,
    };
    return {
        async chat(request, signal) {
            const started = clock.monotonic();
            const seconds = () => (clock.monotonic() - started) / 1000;
            const options = signal ? { abortSignal: signal } : {};
            const input = inputOf(config, (0,chat_body/* chatBody */.J)(config.model, request), request.requestId);
            const { read, requestId } = await (0,vendor_failure/* askVendor */.m)(ports, { ...vendor, signal }, () => naming(async () => {
                if (request.stream) {
                    const said = await client.send(new sdk.InvokeEndpointWithResponseStreamCommand(input), options);
                    const answered = { provider: sagemaker_provider, status: 200, body: payloadsOf(said.Body) };
                    const read = await readPieces(answered, said.ContentType, seconds);
                    return { read, requestId: said.$metadata.requestId };
                }
                const said = await client.send(new sdk.InvokeEndpointCommand(input), options);
                const answered = { provider: sagemaker_provider, status: 200, body: once(said.Body) };
                const read = (0,read_answer/* readCompletion */.tZ)(await (0,read_answer/* readJsonAnswer */.f$)(answered, responses/* completionSchema */.MJ));
                return { read, requestId: said.$metadata.requestId };
            }));
            return { ...read, latencySeconds: seconds(), requestId: requestId ?? null };
        },
        likelihood: async () => undefined,
        // the runtime lists none; that is another service with rights of its own
        models: async () => [config.model ?? config.endpointName],
    };
}
function settingsOf(ports, config) {
    const region = (0,src/* awsRegionOf */.jy)(ports, config.region);
    const endpoint = config.endpoint ?? (0,src/* awsEndpointOf */.sS)(ports.environment, "SAGEMAKER_RUNTIME");
    return {
        region,
        ...(endpoint !== undefined && { endpoint }),
        ...(0,src/* awsCredentials */.cD)(ports),
        maxAttempts: 1,
        requestHandler: (0,src/* awsHandlerThrough */.BF)(ports.http, config.timeoutMs ?? 120_000),
    };
}
function inputOf({ endpointName, targetVariant, inferenceComponentName }, body, requestId) {
    return {
        EndpointName: endpointName,
        Body: Buffer.from(JSON.stringify(body)),
        ContentType: "application/json",
        ...(targetVariant !== undefined && { TargetVariant: targetVariant }),
        ...(inferenceComponentName !== undefined && { InferenceComponentName: inferenceComponentName }),
        ...(requestId !== undefined && { InferenceId: requestId.slice(0, 64) }),
    };
}
/** LMI streams a line of JSON a piece, where the others stream server-sent events. */
function readPieces(answered, contentType, seconds) {
    return /jsonlines|ndjson/.test(contentType ?? "")
        ? (0,read_answer/* readStream */.bv)(answered, seconds, lineData(answered.body))
        : (0,read_answer/* readStream */.bv)(answered, seconds);
}
/** What the container streams, out of AWS's frames. @throws an error of the frames as one of ours */
async function* payloadsOf(frames) {
    for await (const frame of frames ?? []) {
        const failure = frame.ModelStreamError ?? frame.InternalStreamFailure;
        if (failure)
            throw streamFailure(failure);
        if (frame.PayloadPart?.Bytes)
            yield frame.PayloadPart.Bytes;
    }
}
async function* once(bytes) {
    yield bytes ?? new Uint8Array();
}
async function naming(work) {
    try {
        return await work();
    }
    catch (error) {
        throw sageMakerFailure(error);
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
