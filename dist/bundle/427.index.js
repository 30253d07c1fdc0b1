export const id = 427;
export const ids = [427];
export const modules = {

/***/ 10427:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fileSource: () => (/* binding */ fileSource)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58639);


/** A JSONL file of the user's own. */
function fileSource({ files }) {
    return {
        async fetch({ path: given }, { configFolder }) {
            const path = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(configFolder, given);
            if ((await files.stat(path))?.kind !== "file") {
                throw new _contracts__WEBPACK_IMPORTED_MODULE_1__/* .ToolkitError */ .h4({ code: "source-missing", provider: "file", message: `${given}: no such file` });
            }
            const digest = await files.sha256(path);
            const integrity = `sha256-${Buffer.from(digest, "hex").toString("base64")}`;
            return { path, pinned: { kind: "file", name: given, version: digest.slice(0, 12), integrity } };
        },
    };
}


/***/ })

};
