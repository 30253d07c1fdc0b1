export const id = 5794;
export const ids = [5794];
export const modules = {

/***/ 45794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   npmSource: () => (/* binding */ npmSource)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58639);



/** A package of the npm registry that this machine's npm is set up for; checked against its sha512, unpacked once. */
function npmSource(ports) {
    return {
        async fetch(config, { cacheFolder }) {
            const label = `${config.name.replace(/[@/]/g, "_")}-${config.version}`;
            const home = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(cacheFolder, label);
            const mark = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, "integrity");
            if ((await ports.files.stat(mark)) === undefined)
                await download(ports, config, cacheFolder, home);
            const integrity = (await ports.files.readText(mark)).trim();
            if (config.integrity !== undefined && integrity !== config.integrity) {
                throw new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .ToolkitError */ .h4({
                    code: "source-changed",
                    provider: "npm",
                    message: `${config.name}@${config.version} has the integrity ${integrity}, the configuration pins ${config.integrity}`,
                    hint: "check where the package came from; only then change the pin",
                });
            }
            const { name, version } = config;
            return { path: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, "package", config.path), pinned: { kind: "npm", name, version, integrity } };
        },
    };
}
async function download(ports, { name, version }, cacheFolder, home) {
    const { files, exec, random, log } = ports;
    const partial = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(cacheFolder, `.${random.uuid()}.partial`);
    await files.makeFolder(partial);
    try {
        log.info(`fetching ${name}@${version} from npm`);
        const packed = await exec.run("npm", [
            "pack",
            `${name}@${version}`,
            "--json",
            "--ignore-scripts",
            "--pack-destination",
            partial,
        ]);
        if (packed.exitCode !== 0) {
            const message = `npm could not fetch ${name}@${version}: ${lastLine(packed.stderr)}`;
            throw new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .ToolkitError */ .h4({ code: "source-unreachable", provider: "npm", retryable: true, message });
        }
        const [archive] = (await files.list(partial)).filter((file) => file.endsWith(".tgz"));
        if (!archive)
            throw new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .ToolkitError */ .h4({
                code: "source-missing",
                provider: "npm",
                message: `npm packed nothing for ${name}@${version}`,
            });
        const integrity = await sha512(files, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(partial, archive));
        await unpack(ports, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(partial, archive), partial);
        await files.remove((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(partial, archive));
        await files.writeAtomic((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(partial, "integrity"), `${integrity}\n`);
        await putInPlace(files, partial, home);
    }
    catch (error) {
        await files.remove(partial);
        throw error;
    }
}
/** What another run brought meanwhile is the same, and may be read already; a folder without its mark is a ruin. */
async function putInPlace(files, partial, home) {
    try {
        await files.rename(partial, home);
    }
    catch {
        if ((await files.stat((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, "integrity"))) !== undefined)
            return await files.remove(partial);
        await files.remove(home);
        await files.rename(partial, home);
    }
}
/** Links are refused before anything is unpacked; tar itself refuses absolute names and `..`. */
async function unpack({ exec }, archive, folder) {
    const listed = await exec.run("tar", ["-tvzf", archive]);
    if (listed.exitCode === 0 && /^[lh]/m.test(listed.stdout)) {
        throw new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .ToolkitError */ .h4({ code: "source-unsafe", provider: "npm", message: "the package holds links" });
    }
    const unpacked = await exec.run("tar", ["-xzf", archive, "-C", folder, "--no-same-owner"]);
    if (unpacked.exitCode !== 0) {
        throw new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .ToolkitError */ .h4({ code: "source-unsafe", provider: "npm", message: `tar: ${lastLine(unpacked.stderr)}` });
    }
}
async function sha512(files, path) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha512");
    for await (const chunk of files.stream(path))
        hash.update(chunk);
    return `sha512-${hash.digest("base64")}`;
}
function lastLine(text) {
    return text.trim().split("\n").at(-1) ?? "";
}


/***/ })

};
