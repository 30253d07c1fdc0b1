export const id = 1785;
export const ids = [1785];
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

/***/ 21785:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fileState: () => (/* binding */ fileState)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58639);
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86111);
/* harmony import */ var _key_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8076);




/** JSON files in a folder; writers take turns by a lock file that a dead one loses. */
function fileState(ports, { folder }) {
    const { files, random } = ports;
    const pathOf = (key) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, `${(0,_key_js__WEBPACK_IMPORTED_MODULE_3__/* .requireKey */ .X)(key)}.json`);
    async function read(key) {
        const path = pathOf(key);
        if ((await files.stat(path)) === undefined)
            return undefined;
        try {
            const { version, value } = JSON.parse(await files.readText(path));
            if (typeof version === "string")
                return { version, value };
        }
        catch {
            // said below
        }
        throw new _contracts__WEBPACK_IMPORTED_MODULE_1__/* .ToolkitError */ .h4({
            code: "state-corrupt",
            provider: "file",
            message: `${path} is no state record`,
            hint: "look at the file; remove it to begin anew",
        });
    }
    return {
        read,
        async write(key, value, expected) {
            const path = pathOf(key);
            return await (0,_platform__WEBPACK_IMPORTED_MODULE_2__/* .withFolderLock */ .ix)(ports, `${path}.lock`, async () => {
                if ((await read(key))?.version !== expected)
                    return undefined;
                const version = random.uuid();
                await files.writeAtomic(path, `${JSON.stringify({ version, value }, null, 2)}\n`);
                return version;
            }, { waitSeconds: 30 });
        },
        async list(prefix) {
            if ((await files.stat(folder)) === undefined)
                return [];
            const found = [];
            for await (const path of files.walk(folder))
                if (path.endsWith(".json") && path.startsWith(prefix))
                    found.push(path.slice(0, -".json".length));
            return found.sort();
        },
    };
}


/***/ })

};
