export const id = 638;
export const ids = [638];
export const modules = {

/***/ 3638:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openAiCompatible: () => (/* binding */ openAiCompatible)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 20 modules
var src = __webpack_require__(9624);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 27 modules
var platform_src = __webpack_require__(9165);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(8816);
;// CONCATENATED MODULE: ./build/packages/inference/src/providers/openai-compatible/responses.js

/** What we read of the Chat Completions API; servers add fields of their own. */
const usageSchema = schemas/* looseObject */._H3({ prompt_tokens: schemas/* int */.Whr().nullish(), completion_tokens: schemas/* int */.Whr().nullish() });
const completionSchema = schemas/* looseObject */._H3({
    model: schemas/* string */.YjP().nullish(),
    choices: schemas/* array */.YOg(schemas/* looseObject */._H3({
        message: schemas/* looseObject */._H3({ content: schemas/* string */.YjP().nullable() }),
        finish_reason: schemas/* string */.YjP().nullish(),
        logprobs: schemas/* looseObject */._H3({ content: schemas/* array */.YOg(schemas/* looseObject */._H3({ logprob: schemas/* number */.aig() })).nullish() }).nullish(),
    }))
        .min(1),
    usage: usageSchema.nullish(),
});
const chunkSchema = schemas/* looseObject */._H3({
    model: schemas/* string */.YjP().nullish(),
    choices: schemas/* array */.YOg(schemas/* looseObject */._H3({
        delta: schemas/* looseObject */._H3({ content: schemas/* string */.YjP().nullish() }).optional(),
        finish_reason: schemas/* string */.YjP().nullish(),
    })),
    usage: usageSchema.nullish(),
});
const errorBodySchema = schemas/* looseObject */._H3({
    error: schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* looseObject */._H3({ message: schemas/* string */.YjP() })]),
});
const modelsSchema = schemas/* looseObject */._H3({ data: schemas/* array */.YOg(schemas/* looseObject */._H3({ id: schemas/* string */.YjP() })) });

;// CONCATENATED MODULE: ./build/packages/inference/src/providers/openai-compatible/sse.js
/**
 * Data of server-sent events (WHATWG HTML, 9.2.6), as they arrive: line ends LF, CRLF or CR, `data:` lines of one event
 * joined by LF, other fields and comments passed over. An event that the stream ends in is dropped, as the standard says.
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

;// CONCATENATED MODULE: ./build/packages/inference/src/providers/openai-compatible/index.js




const provider = "openai-compatible";
/** Any server that speaks the Chat Completions API: llama.cpp, vLLM, Ray Serve, OpenAI, and our router. */
function openAiCompatible(ports, config) {
    const { clock } = ports;
    const baseUrl = config.baseUrl.replace(/\/+$/, "");
    async function send(path, body, options) {
        const headers = { accept: "application/json, text/event-stream" };
        if (config.apiKey)
            headers["authorization"] = `Bearer ${config.apiKey}`;
        if (body !== undefined)
            headers["content-type"] = "application/json";
        if (options.requestId)
            headers["x-request-id"] = options.requestId;
        const response = await (0,platform_src/* sendWithRetry */.lx)(ports, {
            method: body === undefined ? "GET" : "POST",
            url: `${baseUrl}${path}`,
            headers,
            body: body === undefined ? undefined : JSON.stringify(body),
            timeoutMs: config.timeoutMs ?? 120_000,
            signal: options.signal,
        }, { attempts: config.attempts ?? 4 });
        if (response.status >= 400)
            throw await refusal(response);
        return response;
    }
    return {
        async chat(request, signal) {
            const started = clock.monotonic();
            const response = await send("/chat/completions", chatBody(config.model, request), {
                requestId: request.requestId,
                signal,
            });
            const requestId = response.headers.get("x-request-id") ?? null;
            const seconds = () => (clock.monotonic() - started) / 1000;
            const answer = request.stream
                ? await readStream(response, seconds)
                : readCompletion(await bodyOf(response, completionSchema));
            return { firstTokenSeconds: null, ...answer, latencySeconds: seconds(), requestId };
        },
        async likelihood(messages, answer, signal) {
            // llama.cpp: a grammar that allows this one answer, beside log-probabilities from before the grammar
            const grammar = `root ::= ${JSON.stringify(answer)}`;
            const body = {
                ...chatBody(config.model, { messages, maxTokens: answer.length + 8, temperature: 0 }),
                logprobs: true,
                grammar,
            };
            let said;
            try {
                said = await bodyOf(await send("/chat/completions", body, { signal }), completionSchema);
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
            const { data } = await bodyOf(await send("/models", undefined, { signal }), modelsSchema);
            return data.map(({ id }) => id);
        },
    };
}
function chatBody(model, { messages, maxTokens, temperature, seed, stream }) {
    return {
        model,
        messages,
        max_tokens: maxTokens,
        ...(temperature === undefined ? {} : { temperature }),
        ...(seed === undefined ? {} : { seed }),
        ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
    };
}
function readCompletion(said) {
    const [choice] = said.choices;
    return {
        content: choice?.message.content ?? "",
        finishReason: choice?.finish_reason ?? null,
        promptTokens: said.usage?.prompt_tokens ?? null,
        completionTokens: said.usage?.completion_tokens ?? null,
        model: said.model ?? null,
    };
}
async function readStream(response, seconds) {
    const answer = {
        content: "",
        finishReason: null,
        promptTokens: null,
        completionTokens: null,
        model: null,
        firstTokenSeconds: null,
    };
    let done = false;
    for await (const data of eventData(response.body)) {
        if (data === "[DONE]") {
            done = true;
            continue;
        }
        const value = parseJson(data);
        const failure = errorBodySchema.safeParse(value);
        if (failure.success)
            throw failed("inference-failed", 200, messageOf(failure.data));
        const chunk = chunkSchema.safeParse(value);
        if (!chunk.success)
            throw failed("inference-garbled", response.status, `a piece of the stream is none: ${data.slice(0, 200)}`);
        const [choice] = chunk.data.choices;
        const piece = choice?.delta?.content ?? "";
        if (piece !== "")
            answer.firstTokenSeconds ??= seconds();
        answer.content += piece;
        answer.finishReason = choice?.finish_reason ?? answer.finishReason;
        answer.model = chunk.data.model ?? answer.model;
        answer.promptTokens = chunk.data.usage?.prompt_tokens ?? answer.promptTokens;
        answer.completionTokens = chunk.data.usage?.completion_tokens ?? answer.completionTokens;
    }
    if (!done && answer.finishReason === null)
        throw failed("inference-cut", response.status, `the stream ended in the middle, after ${answer.content.length} characters`);
    return answer;
}
async function bodyOf(response, schema) {
    const text = await response.text();
    const value = parseJson(text);
    const failure = errorBodySchema.safeParse(value);
    if (failure.success)
        throw failed("inference-failed", response.status, messageOf(failure.data));
    const parsed = schema.safeParse(value);
    if (!parsed.success)
        throw failed("inference-garbled", response.status, `the answer is none of the Chat Completions API: ${text.slice(0, 200)}`);
    return parsed.data;
}
async function refusal(response) {
    const text = (await response.text()).slice(0, 2000);
    const failure = errorBodySchema.safeParse(parseJson(text));
    const said = failure.success ? messageOf(failure.data) : text;
    const { status } = response;
    if (status === 401 || status === 403)
        return failed("inference-unauthorized", status, said, "check api-key (OPENAI_API_KEY)");
    return failed(status < 500 ? "inference-refused" : "inference-failed", status, said);
}
function failed(code, status, said, hint) {
    return new src/* ToolkitError */.h4({
        code,
        provider,
        status,
        message: `the model server answered HTTP ${status}: ${said}`,
        hint,
    });
}
const messageOf = ({ error }) => typeof error === "string" ? error : error.message;
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}


/***/ })

};
