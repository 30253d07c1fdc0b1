export const id = 8296;
export const ids = [8296];
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

/***/ 78296:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openAiCompatible: () => (/* binding */ openAiCompatible)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/inference/src/providers/openai-compatible/chat-body.js
var chat_body = __webpack_require__(22357);
// EXTERNAL MODULE: ./build/packages/inference/src/providers/openai-compatible/failures.js
var failures = __webpack_require__(98389);
// EXTERNAL MODULE: ./build/packages/inference/src/providers/openai-compatible/read-answer.js + 1 modules
var read_answer = __webpack_require__(40497);
// EXTERNAL MODULE: ./build/packages/inference/src/providers/openai-compatible/responses.js
var responses = __webpack_require__(94632);
;// CONCATENATED MODULE: ./build/packages/inference/src/providers/openai-compatible/send.js

/** Whether the server lacks this verb, rather than refuses this request. */
function isWithoutVerb(error) {
    return error instanceof src/* ToolkitError */.h4 && [404, 405, 501].includes(error.status ?? 0);
}

;// CONCATENATED MODULE: ./build/packages/inference/src/providers/openai-compatible/embed-texts.js




/** Well under every vendor's limit of inputs a request. */
const batch = 64;
const longestAnswerBytes = 64 * 1024 * 1024;
/** One vector a text, in the order of the texts; undefined where the server has no embeddings. */
async function embedTexts(send, { url, model }, texts, signal) {
    const vectors = [];
    for (let start = 0; start < texts.length; start += batch) {
        const input = texts.slice(start, start + batch);
        let response;
        try {
            response = await send(url, { model, input, encoding_format: "float" }, { signal });
        }
        catch (error) {
            if (isWithoutVerb(error))
                return undefined;
            throw error;
        }
        const { data } = await (0,read_answer/* readJsonAnswer */.f$)(response, responses/* embeddingsSchema */.MH, longestAnswerBytes);
        const found = data.toSorted((left, right) => left.index - right.index);
        const length = vectors[0]?.length ?? found[0]?.embedding.length ?? 0;
        const whole = found.length === input.length &&
            found.every(({ index, embedding }, place) => index === place && embedding.length === length && length > 0);
        if (!whole) {
            const said = `${input.length} texts gave ${found.length} vectors, or vectors of several lengths`;
            throw (0,failures/* failed */.gz)("inference-garbled", { provider: response.provider, status: response.status, said });
        }
        vectors.push(...found.map(({ embedding }) => embedding));
    }
    return vectors;
}

;// CONCATENATED MODULE: ./build/packages/inference/src/providers/openai-compatible/server-tokenizer.js



/**
 * `/tokenize` and `/detokenize` beside `/v1`: the one of llama.cpp reads `content` and `add_special`, that of vLLM
 * `prompt` and `add_special_tokens`; each passes over the other's fields.
 */
function serverTokenizer(send, { baseUrl, model }) {
    const root = baseUrl.replace(/\/v1$/, "");
    return {
        async tokenize(text, signal) {
            const body = { model, content: text, add_special: false, prompt: text, add_special_tokens: false };
            const response = await unlessAbsent(send(`${root}/tokenize`, body, { signal }));
            return response && (await (0,read_answer/* readJsonAnswer */.f$)(response, responses/* tokensSchema */.ee)).tokens;
        },
        async detokenize(tokens, signal) {
            const response = await unlessAbsent(send(`${root}/detokenize`, { model, tokens }, { signal }));
            if (!response)
                return undefined;
            const { content, prompt } = await (0,read_answer/* readJsonAnswer */.f$)(response, responses/* textSchema */.Zu);
            return content ?? prompt;
        },
    };
}
async function unlessAbsent(sent) {
    try {
        return await sent;
    }
    catch (error) {
        if (isWithoutVerb(error))
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/packages/inference/src/providers/openai-compatible/index.js








const provider = "openai-compatible";
/** Any server that speaks the Chat Completions API: llama.cpp, vLLM, Ray Serve, OpenAI, and our router. */
function openAiCompatible(ports, config) {
    const { clock } = ports;
    const { model } = config;
    const baseUrl = config.baseUrl.replace(/\/+$/, "");
    const fixed = {
        accept: "application/json, text/event-stream",
        ...(config.apiKey ? { authorization: `Bearer ${config.apiKey}` } : {}),
    };
    const send = async (url, body, { requestId, signal } = {}) => {
        const headers = { ...fixed };
        if (body !== undefined)
            headers["content-type"] = "application/json";
        if (requestId)
            headers["x-request-id"] = requestId;
        const response = await (0,platform_src/* sendWithRetry */.lx)(ports, {
            method: body === undefined ? "GET" : "POST",
            url,
            headers,
            body: body === undefined ? undefined : JSON.stringify(body),
            timeoutMs: config.timeoutMs ?? 120_000,
            signal,
        }, { attempts: config.attempts ?? 4 });
        const { status } = response;
        if (status >= 400)
            throw (0,failures/* refusalOf */.Of)(provider, status, await response.text(), (0,platform_src/* retryAfterMs */.Vs)(response.headers, clock.now()));
        return { provider, status, headers: response.headers, body: response.body };
    };
    let takesSchemas = true;
    /** With the schema where the server knows such; once it has refused one it is not asked again. */
    async function sendChat(request, signal) {
        const options = { requestId: request.requestId, signal };
        const post = (asked) => send(`${baseUrl}/chat/completions`, (0,chat_body/* chatBody */.J)(model, asked), options);
        const { responseSchema: _, ...plain } = request;
        if (!request.responseSchema || !takesSchemas)
            return await post(plain);
        try {
            return await post(request);
        }
        catch (error) {
            const refused = error instanceof src/* ToolkitError */.h4 && error.code === "inference-refused";
            if (!refused || !/response_format|json_schema/i.test(error.message))
                throw error;
            takesSchemas = false;
            return await post(plain);
        }
    }
    return {
        async chat(request, signal) {
            const started = clock.monotonic();
            const seconds = () => (clock.monotonic() - started) / 1000;
            const response = await sendChat(request, signal);
            // a server that does not stream answers whole, and one that is none answers a page
            const streamed = request.stream && !/json|html/.test(response.headers.get("content-type") ?? "");
            const answer = streamed
                ? await (0,read_answer/* readStream */.bv)(response, seconds)
                : (0,read_answer/* readCompletion */.tZ)(await (0,read_answer/* readJsonAnswer */.f$)(response, responses/* completionSchema */.MJ));
            return {
                ...answer,
                latencySeconds: seconds(),
                requestId: response.headers.get("x-request-id") ?? null,
                ...(request.responseSchema && !takesSchemas && { ignored: ["response_format"] }),
            };
        },
        async likelihood(messages, answer, signal) {
            // llama.cpp: a grammar that allows this one answer, beside log-probabilities from before the grammar
            const grammar = `root ::= ${JSON.stringify(answer)}`;
            const body = {
                ...(0,chat_body/* chatBody */.J)(model, { messages, maxTokens: answer.length + 8, temperature: 0 }),
                logprobs: true,
                grammar,
            };
            let said;
            try {
                said = await (0,read_answer/* readJsonAnswer */.f$)(await send(`${baseUrl}/chat/completions`, body, { signal }), responses/* completionSchema */.MJ);
            }
            catch (error) {
                // a server that does not know `grammar` refuses the field
                if (error instanceof src/* ToolkitError */.h4 && error.code === "inference-refused" && /grammar/i.test(error.message))
                    return undefined;
                throw error;
            }
            const [choice] = said.choices;
            const tokens = choice?.logprobs?.content;
            if (!tokens?.length || choice?.message.content !== answer)
                return undefined;
            const logProbability = tokens.reduce((sum, { logprob }) => sum + logprob, 0);
            return Number.isFinite(logProbability) ? { logProbability, tokens: tokens.length } : undefined;
        },
        async models(signal) {
            const { data } = await (0,read_answer/* readJsonAnswer */.f$)(await send(`${baseUrl}/models`, undefined, { signal }), responses/* modelsSchema */.OQ);
            return data.map(({ id }) => id);
        },
        embed: (texts, signal) => embedTexts(send, { url: `${baseUrl}/embeddings`, model }, texts, signal),
        ...serverTokenizer(send, { baseUrl, model }),
    };
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


/***/ })

};
