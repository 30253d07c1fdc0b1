export const id = 3229;
export const ids = [3229];
export const modules = {

/***/ 8076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ requireKey)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);

/** @throws InputError for a key that could leave its folder or name something else */
function requireKey(key) {
    const legal = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;
    const reserved = key.split("/").some((word) => word.endsWith(".lock") || word.endsWith("."));
    if (legal.test(key) && !key.includes("..") && !reserved && key.length <= 200)
        return key;
    throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([
        {
            where: "state key",
            problem: `"${key}" is none`,
            legal: "words of letters, digits, . _ - parted by /, none ending with . or .lock",
        },
    ], "bad-state-key");
}


/***/ }),

/***/ 73229:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gitRefState: () => (/* binding */ gitRefState)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8076);


const space = "refs/genai-mlops/";
/** References of the repository itself: a commit a record, and a push with a lease as the swap. Needs `contents: write`. */
function gitRefState({ exec, random }, { folder, remote }) {
    async function git(parameters, input) {
        return await exec.run("git", ["-C", folder, ...parameters], { input });
    }
    async function mustGit(parameters, input) {
        const { exitCode, stdout, stderr } = await git(parameters, input);
        if (exitCode === 0)
            return stdout.trim();
        throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({
            code: "state-unreachable",
            provider: "git-ref",
            retryable: true,
            message: `git ${parameters[0]}: ${lastLine(stderr)}`,
        });
    }
    /** A version that another clone wrote is no object of this one yet. */
    async function have(version) {
        if ((await git(["cat-file", "-e", version])).exitCode !== 0)
            await mustGit(["fetch", "--quiet", "--no-tags", remote, version]);
    }
    async function tipOf(key) {
        const said = await mustGit(["ls-remote", remote, `${space}${(0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .requireKey */ .X)(key)}`]);
        return said.split(/\s/)[0] || undefined;
    }
    return {
        async read(key) {
            const version = await tipOf(key);
            if (version === undefined)
                return undefined;
            await have(version);
            const text = await mustGit(["show", `${version}:state.json`]);
            try {
                return { version, value: JSON.parse(text) };
            }
            catch {
                throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({ code: "state-corrupt", provider: "git-ref", message: `${space}${key} holds no JSON` });
            }
        },
        async write(key, value, expected) {
            if ((await tipOf(key)) !== expected)
                return undefined;
            const blob = await mustGit(["hash-object", "-w", "--stdin"], `${JSON.stringify(value, null, 2)}\n`);
            const tree = await mustGit(["mktree"], `100644 blob ${blob}\tstate.json\n`);
            const author = ["-c", "user.name=genai-mlops", "-c", "user.email=genai-mlops@users.noreply.github.com"];
            if (expected)
                await have(expected);
            const parent = expected ? ["-p", expected] : [];
            // two writers of the same value in the same second would make the same commit, and git would tell both that they won
            const message = `genai-mlops: ${key}\n\nWrite: ${random.uuid()}`;
            const commit = await mustGit([...author, "commit-tree", tree, ...parent, "-m", message]);
            const pushed = await git([
                "push",
                "--quiet",
                `--force-with-lease=${space}${key}:${expected ?? ""}`,
                remote,
                `${commit}:${space}${key}`,
            ]);
            if (pushed.exitCode === 0)
                return commit;
            if ((await tipOf(key)) !== expected)
                return undefined;
            throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({
                code: "state-unreachable",
                provider: "git-ref",
                message: `git push: ${lastLine(pushed.stderr)}`,
                hint: "the job needs permissions: contents: write",
            });
        },
        async list(prefix) {
            const said = await mustGit(["ls-remote", remote, `${space}*`]);
            const keys = said.split("\n").flatMap((line) => line.split(/\s/)[1]?.slice(space.length) ?? []);
            return keys.filter((key) => key.startsWith(prefix)).sort();
        },
    };
}
/** The line that says why, without the credentials that an address may carry. */
function lastLine(said) {
    const line = said.trim().split("\n").at(-1) ?? "";
    return line.replace(/\/\/[^@/\s]*@/g, "//");
}


/***/ })

};
