export const id = 699;
export const ids = [699];
export const modules = {

/***/ 5699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   routerLog: () => (/* binding */ routerLog)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9624);

/** Answers that say nothing of the model: the caller's own mistakes and limits. */
const notTheModels = new Set([401, 403, 404, 429, 499]);
/** Reads the router's request log from where it was left; a torn last line waits for its end. */
function routerLog({ files }, { path, scoreMetric }) {
    return {
        async now() {
            return String((await files.stat(path))?.size ?? 0);
        },
        async since(mark) {
            let offset = Number(mark);
            const traffic = { canary: empty(), baseline: empty() };
            const size = (await files.stat(path))?.size ?? 0;
            if (!Number.isSafeInteger(offset) || offset < 0 || offset > size)
                throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({
                    code: "telemetry-mark",
                    provider: "router-log",
                    message: `${mark} is no place in ${path}`,
                });
            if (size === offset)
                return { traffic, mark };
            let rest = new Uint8Array();
            for await (const chunk of files.stream(path, { start: offset })) {
                const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
                const end = bytes.lastIndexOf(10) + 1;
                for (const line of Buffer.from(bytes.subarray(0, end)).toString("utf8").split("\n"))
                    if (line !== "")
                        count(traffic, line, scoreMetric, path);
                offset += end;
                rest = bytes.subarray(end);
            }
            return { traffic, mark: String(offset) };
        },
    };
}
const empty = () => ({ requests: 0, errors: 0, latenciesMs: [], scores: [] });
function count(traffic, text, scoreMetric, path) {
    const line = parse(text, path);
    const arm = traffic[line.variant];
    if (line.kind === "score") {
        if (line.metric === scoreMetric)
            arm.scores.push(line.value);
        return;
    }
    if (line.shadow || notTheModels.has(line.status))
        return;
    arm.requests += 1;
    if (line.error !== null || line.status >= 400)
        arm.errors += 1;
    else
        arm.latenciesMs.push(line.latencyMs);
}
/** A whole line that is none is damage: passing over it would hide requests from the gate. */
function parse(text, path) {
    try {
        return _contracts__WEBPACK_IMPORTED_MODULE_0__/* .requestLineSchema */ .ze.parse(JSON.parse(text));
    }
    catch (cause) {
        throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({
            code: "telemetry-corrupt",
            provider: "router-log",
            message: `${path} has a line that is none: ${text.slice(0, 80)}`,
            cause,
        });
    }
}


/***/ })

};
