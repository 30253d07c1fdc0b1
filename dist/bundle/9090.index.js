export const id = 9090;
export const ids = [9090];
export const modules = {

/***/ 99090:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  github: () => (/* binding */ github)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
;// CONCATENATED MODULE: ./build/packages/forge/src/fit-body.js
/** GitHub's limits, in characters. */
const commentLimit = 65_536;
const checkTextLimit = 65_535;
/**
 * Markdown of at most `limit` characters (UTF-16 units, which are never fewer than GitHub's own count). A longer one is
 * cut at a line's end, code fences and folds that the cut left open are closed, and `more` ends it.
 */
function fitBody(body, more, limit) {
    if (body.length <= limit)
        return body;
    const ending = `\n\n${more}\n`;
    // closing a fence and some folds takes less than this
    let room = limit - ending.length - 256;
    for (;;) {
        const cut = cutAtLine(body, Math.max(0, room));
        const whole = `${cut}${closing(cut)}${ending}`;
        if (whole.length <= limit || room <= 0)
            return whole.slice(0, limit);
        room -= whole.length - limit;
    }
}
function cutAtLine(body, room) {
    const end = body.lastIndexOf("\n", room);
    // one endless line is cut anywhere but within a character
    if (end < room / 2)
        return body.slice(0, room).replace(/[\ud800-\udbff]$/, "");
    return body.slice(0, end);
}
/** What the cut left open: a code fence (CommonMark 4.5), then the folds around it. */
function closing(cut) {
    let fence = "";
    for (const line of cut.split("\n")) {
        const [, mark = "", rest = ""] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
        if (fence === "")
            fence = mark;
        else if (mark[0] === fence[0] && mark.length >= fence.length && rest.trim() === "")
            fence = "";
    }
    const opened = cut.match(/<details\b[^>]*>/g)?.length ?? 0;
    const closed = cut.match(/<\/details>/g)?.length ?? 0;
    const folds = Math.min(16, Math.max(0, opened - closed));
    return `${fence && `\n${fence.slice(0, 64)}`}${"\n\n</details>".repeat(folds)}`;
}

;// CONCATENATED MODULE: ./build/packages/forge/src/key.js

const legal = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;
/** @throws InputError for a key that could leave the HTML comment that hides it */
function requireKey(key) {
    if (legal.test(key) && !key.includes("--") && key.length <= 200)
        return key;
    throw new src/* InputError */.dz([
        {
            where: "forge key",
            problem: `"${key}" is none`,
            legal: "words of letters, digits, . _ - parted by /, without --, 200 characters at most",
        },
    ], "bad-forge-key");
}
/** First line of what we wrote under this key; people do not see it. */
function markerOf(key) {
    return `<!-- genai-mlops: ${requireKey(key)} -->`;
}
/** A quotation of the marker further down in a report is not the marker. */
function isMarked(body, key) {
    return (body ?? "").trimStart().split(/\r?\n/, 1)[0] === markerOf(key);
}

;// CONCATENATED MODULE: ./build/packages/forge/src/providers/github/checks.js


/** GitHub takes as many annotations in one request, and adds them to those that are there. */
const batchSize = 50;
async function check(connection, draft) {
    const { rest, repository } = connection;
    const wanted = [...new Map(draft.annotations.map(lineOf).map((line) => [identity(line), line])).values()];
    const begun = await begunRun(connection, draft, wanted);
    const left = begun?.left ?? wanted;
    const text = { title: draft.title.slice(0, 250), summary: fitBody(draft.summary, draft.more, checkTextLimit) };
    const output = (start) => ({ ...text, annotations: left.slice(start, start + batchSize) });
    const ending = { status: "completed", conclusion: draft.conclusion };
    const head = {
        ...repository,
        name: draft.name,
        external_id: requireKey(draft.key),
        ...(draft.detailsUrl && { details_url: draft.detailsUrl }),
        // without its annotations a run must not look complete: a killed one stays open, and is found by the next
        ...(left.length > batchSize ? { status: "in_progress" } : ending),
        output: output(0),
    };
    const { data } = begun
        ? await rest.checks.update({ ...head, check_run_id: begun.id })
        : await rest.checks.create({ ...head, head_sha: draft.sha });
    for (let start = batchSize; start < left.length; start += batchSize) {
        const last = start + batchSize >= left.length;
        await rest.checks.update({
            ...repository,
            ...(last && ending),
            check_run_id: data.id,
            output: output(start),
        });
    }
    return { id: data.id, url: data.html_url ?? "" };
}
/** The run of this key that goes on: it carries nothing but what is wanted, and need not be opened again for the rest. */
async function begunRun(connection, draft, wanted) {
    const run = await currentRun(connection, draft);
    if (!run)
        return undefined;
    const written = await annotationsOf(connection, run.id);
    const left = wanted.filter((line) => !written.has(identity(line)));
    const nothingElse = wanted.length - left.length === written.size;
    return nothingElse && (left.length <= batchSize || run.status !== "completed") ? { id: run.id, left } : undefined;
}
async function currentRun({ rest, paginate, all, repository }, { name, sha, key }) {
    const pages = paginate.iterator(rest.checks.listForRef, {
        ...repository,
        ref: sha,
        check_name: name,
        filter: "latest",
        per_page: 100,
    });
    for await (const run of all(pages))
        if (run.external_id === key)
            return run;
    return undefined;
}
async function annotationsOf({ rest, paginate, all, repository }, run) {
    const pages = paginate.iterator(rest.checks.listAnnotations, { ...repository, check_run_id: run, per_page: 100 });
    const found = new Set();
    for await (const annotation of all(pages))
        found.add(identity(annotation));
    return found;
}
const identity = (line) => JSON.stringify([line.path, line.start_line, line.end_line, line.annotation_level, line.title, line.message]);
function lineOf({ path, line, endLine, level, title, message }) {
    return {
        path,
        start_line: line,
        end_line: endLine ?? line,
        annotation_level: level,
        title: title.slice(0, 255),
        message: fitBody(message, "…", 60_000),
    };
}

;// CONCATENATED MODULE: ./build/packages/forge/src/providers/github/comments.js



/**
 * Runs that write at once may each create a comment. All of them then see all, keep the oldest, and delete their own
 * later one, so that one is left whoever comes last.
 */
async function upsertComment(connection, draft) {
    const marker = markerOf(draft.key);
    const body = `${marker}\n${fitBody(draft.body, draft.more, commentLimit - marker.length - 1)}`;
    const found = await ownComments(connection, draft);
    if (found.length === 0 && draft.renewOnly)
        return undefined;
    if (found.length === 0)
        await create(connection, draft.number, body);
    const [kept, ...later] = found.length === 0 ? await ownComments(connection, draft) : found;
    // taken away by somebody in this moment: the caller comes again
    if (!kept)
        throw vanished();
    if (kept.body !== body)
        await update(connection, kept.id, body);
    for (const { id } of later)
        await remove(connection, id);
    return { id: kept.id, url: kept.url };
}
/** Comments of this key by the token's own user, oldest first: a key that somebody else wrote is only text. */
async function ownComments({ rest, paginate, all, repository, login }, draft) {
    const me = await login();
    const own = [];
    const pages = paginate.iterator(rest.issues.listComments, {
        ...repository,
        issue_number: draft.number,
        per_page: 100,
    });
    for await (const { id, html_url, user, body } of all(pages))
        if (user?.login === me && isMarked(body, draft.key))
            own.push({ id, url: html_url, body: body ?? "" });
    return own.sort((left, right) => left.id - right.id);
}
async function create({ rest, repository }, number, body) {
    await rest.issues.createComment({ ...repository, issue_number: number, body });
}
async function update({ rest, repository }, id, body) {
    try {
        await rest.issues.updateComment({ ...repository, comment_id: id, body });
    }
    catch (error) {
        throw isGone(error) ? vanished() : error;
    }
}
async function remove({ rest, repository }, id) {
    try {
        await rest.issues.deleteComment({ ...repository, comment_id: id });
    }
    catch (error) {
        if (!isGone(error))
            throw error;
    }
}
const isGone = (error) => error instanceof Error && error.cause instanceof src/* ToolkitError */.h4 && error.cause.code === "forge-not-found";
const vanished = () => new src/* ToolkitError */.h4({
    code: "forge-failed",
    provider: "github",
    retryable: true,
    message: "the comment was deleted meanwhile",
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
;// CONCATENATED MODULE: ./build/packages/forge/src/providers/github/refusal.js



const bodySchema = schemas/* looseObject */._H3({
    message: schemas/* string */.YjP(),
    errors: schemas/* array */.YOg(schemas/* unknown */.L5J()).optional(),
});
/** Longer waits are left to the next run: a job that sleeps for an hour costs more than it saves. */
const longestWaitMs = 120_000;
/** What GitHub asks for where a secondary limit names no time. */
const secondaryWaitMs = 60_000;
/** An answer that is no success, as an error that says what to do. */
async function refusalOf(response, now) {
    const text = (await response.text()).slice(0, 4000);
    const { status } = response;
    const said = messageOf(text);
    const details = (code, more = {}) => ({
        code,
        provider: "github",
        status,
        message: `GitHub answered HTTP ${status}: ${said}`,
        ...more,
    });
    if (status === 403 || status === 429) {
        const waitMs = rateLimitWait(response.headers, status, said, now);
        if (waitMs !== undefined)
            return rateLimited(details("forge-rate-limited"), waitMs);
    }
    if (status === 401)
        return new src/* ToolkitError */.h4(details("forge-unauthorized", { hint: "check github-token: it is wrong or has expired" }));
    // no permission helps: the conversation is closed, or the repository is
    if (status === 403 && /\b(locked|archived)\b/i.test(said))
        return new src/* ToolkitError */.h4(details("forge-refused"));
    if (status === 403)
        return new ForbiddenError(details("forge-forbidden"), response.headers.get(acceptedHeader));
    if (status === 404)
        return new src/* ToolkitError */.h4(details("forge-not-found", { hint: "it is not there, or the token may not see the repository" }));
    if (status >= 500 || (0,platform_src/* isRetryableStatus */.PS)(status))
        return new src/* ToolkitError */.h4(details("forge-failed", { retryable: true }));
    return new src/* ToolkitError */.h4(details("forge-refused"));
}
function rateLimited(details, waitMs) {
    if (waitMs <= longestWaitMs)
        return new platform_src/* RetryAfterError */.nn(details, waitMs);
    const minutes = Math.ceil(waitMs / 60_000);
    return new src/* ToolkitError */.h4({ ...details, hint: `GitHub takes requests of this token again in ${minutes} min` });
}
/** docs.github.com, "Exceeding the rate limit": primary, secondary, and secondary without a time. */
function rateLimitWait(headers, status, said, now) {
    const after = headers.get("retry-after")?.trim();
    if (after && /^\d+$/.test(after))
        return Number(after) * 1000;
    const reset = Number(headers.get("x-ratelimit-reset"));
    if (headers.get("x-ratelimit-remaining") === "0" && reset > 0)
        return Math.max(0, reset * 1000 - now) + 1000;
    return status === 429 || /secondary rate limit|abuse/i.test(said) ? secondaryWaitMs : undefined;
}
const acceptedHeader = "x-accepted-github-permissions";
/** Carries what the endpoint would have taken, until the verb says which of it is ours. */
class ForbiddenError extends src/* ToolkitError */.h4 {
    accepted;
    constructor(details, header) {
        super(details);
        // alternatives are parted by ;, what is needed together by ,
        this.accepted = (header ?? "").split(";").map((each) => each.trim().replaceAll("=", ": ").replaceAll("_", "-"));
    }
}
/** The same error with the line that a job's `permissions:` lacks. */
function withPermission(error, permission) {
    if (!(error instanceof ForbiddenError))
        return error;
    const [named = ""] = error.accepted;
    const line = named === "" || error.accepted.includes(permission) ? permission : named;
    const { code, provider, status, message, cause } = error;
    const hint = `the token may not do this; add to the job: permissions: { ${line} }`;
    return new src/* ToolkitError */.h4({ code, provider, status, message, hint, cause });
}
function messageOf(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        // a proxy's page
    }
    const parsed = bodySchema.safeParse(value);
    if (!parsed.success)
        return text.replace(/\s+/g, " ").slice(0, 200);
    const { message, errors = [] } = parsed.data;
    return [message, ...errors.slice(0, 5).map((error) => JSON.stringify(error))].join(" ").slice(0, 1000);
}

;// CONCATENATED MODULE: ./build/packages/forge/src/providers/github/http-fetch.js


const redirects = new Set([301, 302, 307, 308]);
/**
 * `fetch` for octokit by our Http. Refusals are thrown here as what they are: octokit's pagination takes a 409 for an
 * empty page. Redirects (of a renamed repository) and links are followed within the API's own origin only, because the
 * token travels along.
 */
function httpFetch({ http, clock }, apiUrl) {
    const { origin } = new URL(apiUrl);
    return async (url, options = {}) => {
        let target = url;
        for (let hop = 0;; hop++) {
            const response = await send(http, target, options, origin);
            const location = response.headers.get("location");
            if (redirects.has(response.status) && location && hop < 3) {
                target = new URL(location, target).href;
                continue;
            }
            if (response.status >= 300)
                throw await refusalOf(response, clock.now());
            const empty = response.status === 204 || response.status === 205;
            const bytes = empty ? null : await bytesOf(response.body);
            const answer = new Response(bytes, { status: response.status, headers: [...response.headers] });
            // a made Response has no address, and octokit's pagination reads it
            return Object.defineProperty(answer, "url", { value: target });
        }
    };
}
async function send(http, url, { method, headers, body, signal }, origin) {
    if (new URL(url).origin !== origin)
        throw new src/* ToolkitError */.h4({
            code: "forge-refused",
            provider: "github",
            message: `the API pointed to another server, ${new URL(url).origin}; the token was not sent there`,
        });
    return await http.send({ method: method ?? "GET", url, headers, body, signal, timeoutMs: 30_000 });
}
async function bytesOf(body) {
    const chunks = [];
    for await (const chunk of body)
        chunks.push(chunk);
    return new Uint8Array(Buffer.concat(chunks));
}

;// CONCATENATED MODULE: ./build/packages/forge/src/providers/github/connection.js



/** @throws InputError for a repository that is none */
async function connect(ports, { repository, token, apiUrl }) {
    const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(repository) ?? [];
    if (!owner || !repo)
        throw new src/* InputError */.dz([{ where: "repository", problem: `"${repository}" is none`, legal: "owner/name" }]);
    const { getOctokit } = await __webpack_require__.e(/* import() */ 2413).then(__webpack_require__.bind(__webpack_require__, 92413));
    const octokit = getOctokit(token, {
        baseUrl: apiUrl.replace(/\/+$/, ""),
        userAgent: "genai-mlops",
        // its own goes to the console past our redaction
        log: { debug: () => { }, info: () => { }, warn: ports.log.debug, error: ports.log.debug },
        request: { fetch: httpFetch(ports, apiUrl) },
    });
    let known;
    return {
        rest: octokit.rest,
        paginate: octokit.paginate,
        repository: { owner, repo },
        async *all(pages) {
            for await (const { data } of pages)
                yield* data;
        },
        login() {
            known ??= viewer(octokit);
            return known;
        },
    };
}
/**
 * `GET /user` is closed to the token of a job and of any app; the GraphQL viewer is not. A job's token where that is
 * closed too (an old Enterprise Server) can only be the bot's.
 */
async function viewer(octokit) {
    try {
        const { viewer: found } = await octokit.graphql("query { viewer { login } }");
        return found.login;
    }
    catch (error) {
        const failure = failureOf(error, "");
        if (failure instanceof src/* ToolkitError */.h4 && (failure.retryable || failure.code === "forge-unauthorized"))
            throw failure;
        return "github-actions[bot]";
    }
}
/** What `httpFetch` threw, out of what octokit wraps it in; names the permission that the verb needs. */
function failureOf(error, permission) {
    for (let inner = error; inner instanceof Error; inner = inner.cause)
        if (inner instanceof src/* ToolkitError */.h4)
            return withPermission(inner, permission);
    return error;
}

;// CONCATENATED MODULE: ./build/packages/forge/src/providers/github/deployments.js

const keyField = "genai_mlops_key";
async function deployment(connection, draft) {
    const { rest, paginate, all, repository } = connection;
    const key = requireKey(draft.key);
    const { environment, ref } = draft;
    const pages = paginate.iterator(rest.repos.listDeployments, { ...repository, environment, ref, per_page: 100 });
    for await (const { id, payload } of all(pages))
        if (keyOf(payload) === key)
            return id;
    const { data } = await rest.repos.createDeployment({
        ...repository,
        environment,
        ref,
        payload: { ...draft.payload, [keyField]: key },
        ...(draft.description !== undefined && { description: draft.description.slice(0, 140) }),
        ...(draft.production !== undefined && { production_environment: draft.production }),
        // the gates were ours; GitHub would else merge the default branch in, and wait for every check of the commit
        auto_merge: false,
        required_contexts: [],
    });
    if ("id" in data)
        return data.id;
    throw new Error(`GitHub made no deployment: ${data.message}`);
}
async function deploymentStatus({ rest, repository }, id, { state, description, environmentUrl, logUrl }) {
    const status = {
        state,
        description: description.slice(0, 140),
        ...(environmentUrl !== undefined && { environment_url: environmentUrl }),
        ...(logUrl !== undefined && { log_url: logUrl }),
    };
    const { data } = await rest.repos.listDeploymentStatuses({ ...repository, deployment_id: id, per_page: 1 });
    const [last] = data;
    const same = Object.entries(status).every(([name, value]) => last?.[name] === value);
    if (!same)
        await rest.repos.createDeploymentStatus({ ...repository, deployment_id: id, ...status });
}
/** GitHub hands a payload over as JSON or as text. */
function keyOf(payload) {
    if (typeof payload === "object" && payload !== null)
        return payload[keyField];
    try {
        return typeof payload === "string" ? keyOf(JSON.parse(payload) ?? {}) : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/packages/forge/src/providers/github/dispatches.js

async function dispatch({ rest, repository }, { eventType, payload }) {
    const problems = [];
    if (eventType.length < 1 || eventType.length > 100)
        problems.push({ where: "event type", problem: `has ${eventType.length} characters`, legal: "1 to 100" });
    const fields = Object.keys(payload).length;
    if (fields > 10)
        problems.push({ where: "payload", problem: `has ${fields} fields`, legal: "10 at most", mend: "nest them" });
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "bad-dispatch");
    await rest.repos.createDispatchEvent({ ...repository, event_type: eventType, client_payload: { ...payload } });
}

;// CONCATENATED MODULE: ./build/packages/forge/src/providers/github/issues.js


async function openIssue(connection, draft) {
    const { rest, paginate, all, repository, login } = connection;
    const marker = markerOf(draft.key);
    const content = {
        title: draft.title.replace(/\s+/g, " ").slice(0, 250),
        body: `${marker}\n${fitBody(draft.body, draft.more, commentLimit - marker.length - 1)}`,
    };
    const creator = await login();
    const pages = paginate.iterator(rest.issues.listForRepo, { ...repository, state: "open", creator, per_page: 100 });
    // the list is of pull requests, too
    let oldest;
    for await (const issue of all(pages)) {
        if (issue.pull_request || issue.user?.login !== creator || !isMarked(issue.body, draft.key))
            continue;
        const same = issue.body === content.body && issue.title === content.title;
        if (!oldest || issue.number < oldest.number)
            oldest = { number: issue.number, same, posted: { id: issue.id, url: issue.html_url } };
    }
    if (oldest) {
        const { number, same, posted } = oldest;
        if (!same)
            await rest.issues.update({ ...repository, issue_number: number, ...content });
        return { ...posted, number };
    }
    const labels = draft.labels ? { labels: [...draft.labels] } : {};
    const { data } = await rest.issues.create({ ...repository, ...content, ...labels });
    return { id: data.id, url: data.html_url, number: data.number };
}

// EXTERNAL MODULE: ./build/packages/forge/src/file-rules.js
var file_rules = __webpack_require__(5349);
;// CONCATENATED MODULE: ./build/packages/forge/src/providers/github/reading.js



async function pullRequest({ rest, repository }, number) {
    const found = await unlessMissing(rest.pulls.get({ ...repository, pull_number: number }));
    return found && pullRequestOf(found.data);
}
async function pullRequestFrom({ rest, paginate, all, repository }, { owner, branch, sha }) {
    const head = `${owner}:${branch}`;
    const pages = paginate.iterator(rest.pulls.list, { ...repository, state: "open", head, per_page: 100 });
    for await (const found of all(pages))
        if (found.head.sha === sha)
            return pullRequestOf(found);
    return undefined;
}
async function fileAt({ rest, repository }, { sha, path, limitBytes }) {
    const where = { ...repository, path: (0,file_rules/* requireRepositoryPath */.j_)(path), ref: (0,file_rules/* requireCommit */.Fo)(sha) };
    const found = await unlessMissing(rest.repos.getContent(where));
    if (!found)
        return undefined;
    const { data } = found;
    if (Array.isArray(data) || data.type !== "file" || !("content" in data))
        throw (0,file_rules/* notAFile */.$y)(path, sha);
    if (data.size > limitBytes)
        throw (0,file_rules/* tooLarge */.g$)(path, data.size, limitBytes);
    if (data.encoding === "base64")
        return new Uint8Array(Buffer.from(data.content, "base64"));
    // octokit would read the bytes as text
    const request = { parseSuccessResponseBody: false };
    const raw = await rest.repos.getContent({ ...where, mediaType: { format: "raw" }, request });
    return new Uint8Array(await new Response(raw.data).arrayBuffer());
}
async function unlessMissing(asked) {
    try {
        return await asked;
    }
    catch (error) {
        const failure = failureOf(error, "");
        if (failure instanceof src/* ToolkitError */.h4 && failure.code === "forge-not-found")
            return undefined;
        throw error;
    }
}
const pullRequestOf = ({ number, head, base }) => ({
    number,
    headSha: head.sha,
    headRef: head.ref,
    headRepository: head.repo?.full_name ?? null,
    baseSha: base.sha,
    baseRef: base.ref,
});

;// CONCATENATED MODULE: ./build/packages/forge/src/providers/github/index.js









/** GitHub's REST API by the toolkit's own octokit; the network by our Http. */
async function github(ports, config) {
    const connection = await connect(ports, config);
    /** A verb looks before it writes: after a failure it begins anew. */
    const repeated = (permission, verb, once = false) => (...parameters) => (0,platform_src/* withRetry */.bD)(ports, async () => {
        try {
            return await verb(connection, ...parameters);
        }
        catch (error) {
            const failure = failureOf(error, permission);
            throw once ? unlessRefused(failure) : failure;
        }
    }, {
        onRetry: (_, reason, pauseMs) => ports.log.info(`GitHub: ${reason}; again in ${Math.ceil(pauseMs / 1000)} s`),
    });
    return {
        upsertComment: repeated("pull-requests: write", upsertComment),
        check: repeated("checks: write", check),
        deployment: repeated("deployments: write", deployment),
        deploymentStatus: repeated("deployments: write", deploymentStatus),
        openIssue: repeated("issues: write", openIssue),
        dispatch: repeated("contents: write", dispatch, true),
        pullRequest: repeated("pull-requests: read", pullRequest),
        pullRequestFrom: repeated("pull-requests: read", pullRequestFrom),
        fileAt: repeated("contents: read", fileAt),
    };
}
/** What GitHub refused was not done and may be sent again; whatever else failed may have been done. */
function unlessRefused(failure) {
    if (!(failure instanceof src/* ToolkitError */.h4) || !failure.retryable || failure.code === "forge-rate-limited")
        return failure;
    return new src/* ToolkitError */.h4({
        code: "forge-outcome-unknown",
        provider: "github",
        status: failure.status,
        message: `nobody knows whether it was done: ${failure.message}`,
        hint: "look at the runs of the workflow before you send the event again",
        cause: failure,
    });
}


/***/ })

};
