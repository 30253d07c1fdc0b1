export const id = 7090;
export const ids = [7090];
export const modules = {

/***/ 97090:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  canaryReport: () => (/* reexport */ canaryReport),
  "do": () => (/* reexport */ datasetReport),
  yQ: () => (/* reexport */ deployReport),
  bz: () => (/* reexport */ evaluationJunit),
  Ln: () => (/* reexport */ evaluationReport),
  s2: () => (/* reexport */ hubCard),
  ON: () => (/* reexport */ mlBom),
  _P: () => (/* reexport */ perplexityOf),
  _c: () => (/* reexport */ promotionReport),
  D2: () => (/* reexport */ provenanceStatement),
  wr: () => (/* reexport */ rayRollbackPlan),
  UO: () => (/* reexport */ registerReport),
  wx: () => (/* reexport */ registryEventReport),
  Ax: () => (/* reexport */ releaseReport),
  rendered: () => (/* reexport */ rendered),
  E4: () => (/* reexport */ rollbackPlan),
  oT: () => (/* reexport */ sageMakerRollbackPlan),
  Ih: () => (/* reexport */ smokeReport),
  Qp: () => (/* reexport */ toJunit),
  l6: () => (/* reexport */ toMarkdown),
  pI: () => (/* reexport */ trainingReport)
});

// UNUSED EXPORTS: agreementChart, askCommand, callout, cardDocument, code, commentCharacters, confusionMatrix, details, escapeHtml, fitTo, fitToComment, heading, inline, intervalChart, lineChart, lineMermaid, list, lossCurve, modelCard, paragraph, pipelineMermaid, pipelinePicture, summaryBytes, table, toHtml, toneOf

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/messages/src/index.js + 16 modules
var messages_src = __webpack_require__(78205);
;// CONCATENATED MODULE: ./build/packages/reports/src/charts/scale.js
/** Round values that split [low, high] into about `count` parts; at least two. */
function ticks(low, high, count = 5) {
    const span = high - low || Math.abs(high) || 1;
    const rough = span / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
    const first = Math.floor(low / step + 1e-9);
    const last = Math.ceil(high / step - 1e-9);
    const values = [];
    for (let index = first; index <= Math.max(last, first + 1); index += 1)
        values.push(Number((index * step).toPrecision(12)));
    return values;
}
/** Maps a value of [from[0], from[1]] onto [to[0], to[1]], in tenths of a unit so that pictures are the same everywhere. */
function scale(from, to) {
    const width = from[1] - from[0] || 1;
    return (value) => Math.round((to[0] + ((value - from[0]) / width) * (to[1] - to[0])) * 10) / 10;
}

;// CONCATENATED MODULE: ./build/packages/reports/src/document.js
const heading = (text) => ({ kind: "heading", text });
const paragraph = (text) => ({ kind: "paragraph", text });
const list = (items) => ({ kind: "list", items });
const table = (head, rows, numeric) => ({
    kind: "table",
    head,
    rows,
    numeric,
});
const code = (text, language) => ({ kind: "code", text, language });
const callout = (tone, text) => ({
    kind: "callout",
    tone,
    text,
});
const details = (summary, blocks) => ({ kind: "details", summary, blocks });
/** The colour that a verdict is shown in. */
const toneOf = (verdict) => verdict === "pass" ? "good" : verdict === "inconclusive" ? "warn" : "bad";

;// CONCATENATED MODULE: ./build/packages/reports/src/visible.js
/**
 * Makes characters visible that change what people see without being seen: controls, bidirectional overrides,
 * zero-width characters. Line feeds and tabs stay.
 */
function visible(text) {
    const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/gu;
    return text
        .replace(/\r\n?/g, "\n")
        .replace(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

;// CONCATENATED MODULE: ./build/packages/reports/src/html.js



/** The report as one self-contained page: no script, nothing fetched, light and dark, printable. */
function toHtml({ language, title, verdict, blocks }) {
    const text = messages_src/* reportText */.UH[language];
    const badge = verdict
        ? `<p class="callout ${toneOf(verdict)}"><strong>${escapeHtml(text.verdict)}: ${escapeHtml(text.verdicts[verdict])}</strong></p>`
        : "";
    return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${badge}
${blocks.map(renderBlock).join("\n")}
<footer>${escapeHtml(text.generated)}</footer>
</main>
</body>
</html>
`;
}
function renderBlock(block) {
    switch (block.kind) {
        case "heading":
            return `<h2>${escapeHtml(block.text)}</h2>`;
        case "paragraph":
            return `<p>${escapeHtml(block.text)}</p>`;
        case "list":
            return `<ul>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
        case "table":
            return renderTable(block.head, block.rows, new Set(block.numeric));
        case "code":
            return `<pre><code>${escapeHtml(block.text)}</code></pre>`;
        case "callout":
            return `<p class="callout ${block.tone}">${escapeHtml(block.text)}</p>`;
        case "details":
            return `<details><summary>${escapeHtml(block.summary)}</summary>${block.blocks.map(renderBlock).join("\n")}</details>`;
        case "examples":
            return renderExamples(block);
        case "picture":
            return `<figure role="img" aria-label="${escapeHtml(block.alt)}">${block.svg}</figure>`;
    }
}
function renderExamples({ head, rows }) {
    const text = (pieces) => pieces.map((piece) => (piece.differs ? `<mark>${escapeHtml(piece.text)}</mark>` : escapeHtml(piece.text))).join("");
    const body = rows.map(({ cells, texts }) => {
        const plain = cells.map((cell) => `<td>${escapeHtml(cell)}</td>`);
        const compared = texts.map((pieces) => `<td class="text">${text(pieces)}</td>`);
        return `<tr>${[...plain, ...compared].join("")}</tr>`;
    });
    const titles = head.map((title) => `<th scope="col">${escapeHtml(title)}</th>`);
    return `<div class="wide"><table><thead><tr>${titles.join("")}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}
function renderTable(head, rows, numeric) {
    const cell = (tag, text, column) => `<${tag}${tag === "th" ? ' scope="col"' : ""}${numeric.has(column) ? ' class="number"' : ""}>${escapeHtml(text)}</${tag}>`;
    const row = (tag, cells) => `<tr>${cells.map((text, column) => cell(tag, text, column)).join("")}</tr>`;
    return `<div class="wide"><table><thead>${row("th", head)}</thead><tbody>${rows.map((cells) => row("td", cells)).join("")}</tbody></table></div>`;
}
/** Text for an element or a double-quoted attribute. */
function escapeHtml(text) {
    return visible(text)
        .replace(/&/g, "&amp;")
        .replace(/</g, "&lt;")
        .replace(/>/g, "&gt;")
        .replace(/"/g, "&quot;")
        .replace(/'/g, "&#39;");
}
const style = `
:root{color-scheme:light dark;--ink:#1f2328;--faint:#656d76;--line:#d1d9e0;--paper:#fff;--panel:#f6f8fa;--good:#1a7f37;--bad:#cf222e;--warn:#9a6700;--note:#0969da;--baseline:#6e7781;--canary:#bf5700}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--faint:#9198a1;--line:#3d444d;--paper:#0d1117;--panel:#151b23;--good:#3fb950;--bad:#f85149;--warn:#d29922;--note:#4493f8;--baseline:#9198a1;--canary:#f0883e}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI","Noto Sans",sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}
p,li{overflow-wrap:anywhere}.wide{overflow-x:auto}
table{border-collapse:collapse;margin:1rem 0;font-variant-numeric:tabular-nums}th,td{border:1px solid var(--line);padding:.35rem .7rem;text-align:left;vertical-align:top}th{background:var(--panel)}.number{text-align:right}.text{white-space:pre-wrap;overflow-wrap:anywhere;min-width:12rem}mark{background:#fff1c2;color:#1f2328;border-radius:2px}
pre{background:var(--panel);padding:1rem;border-radius:6px;overflow-x:auto}
.callout{border-left:4px solid var(--note);background:var(--panel);padding:.6rem 1rem;border-radius:0 6px 6px 0}.good{border-color:var(--good)}.bad{border-color:var(--bad)}.warn{border-color:var(--warn)}
figure{margin:1rem 0}figure svg{max-width:100%;height:auto}summary{cursor:pointer;font-weight:600}footer{margin-top:3rem;color:var(--faint);font-size:.85rem}
@media print{main{max-width:none}details{display:block}}
`;

;// CONCATENATED MODULE: ./build/packages/reports/src/charts/svg.js

/** An SVG that takes its colours from the page's variables and stands alone with fallbacks. */
function svg({ width, height }, title, parts) {
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui,'Segoe UI','Noto Sans',sans-serif" font-size="12"><title>${escapeHtml(title)}</title>${parts.join("")}</svg>`;
}
const ink = "var(--ink,#1f2328)";
const faint = "var(--faint,#656d76)";
const rule = "var(--line,#d1d9e0)";
const tones = {
    good: "var(--good,#1a7f37)",
    bad: "var(--bad,#cf222e)",
    warn: "var(--warn,#9a6700)",
    note: "var(--note,#0969da)",
};
const seriesColours = [
    "var(--note,#0969da)",
    "var(--canary,#bf5700)",
    "var(--good,#1a7f37)",
    "var(--baseline,#6e7781)",
];
function label(x, y, text, options = {}) {
    const { anchor = "start", fill = ink, bold = false } = options;
    return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${fill}"${bold ? ' font-weight="600"' : ""}>${escapeHtml(text)}</text>`;
}
const line = (x1, y1, x2, y2, stroke, extra = "") => `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}"${extra}/>`;

;// CONCATENATED MODULE: ./build/packages/reports/src/charts/agreement-chart.js


/** A judge's scores against people's: on the diagonal both say the same; a circle's area is how often. */
function agreementChart(title, points, names, threshold) {
    const [size, left, bottom] = [420, 60, 370];
    const values = points.flatMap(({ human, judge }) => [human, judge]);
    if (values.length === 0)
        return svg({ width: size, height: 50 }, title, [label(20, 30, "—", { fill: faint })]);
    const marks = ticks(Math.min(...values), Math.max(...values), 5);
    const ends = [marks[0], marks.at(-1)];
    const [toX, toY] = [scale(ends, [left, size - 20]), scale(ends, [bottom, 30])];
    const most = Math.max(...points.map(({ count }) => count));
    const parts = marks.flatMap((mark) => [
        line(toX(mark), 30, toX(mark), bottom, rule),
        line(left, toY(mark), size - 20, toY(mark), rule),
        label(toX(mark), bottom + 18, String(mark), { anchor: "middle", fill: faint }),
        label(left - 8, toY(mark) + 4, String(mark), { anchor: "end", fill: faint }),
    ]);
    parts.push(line(toX(ends[0]), toY(ends[0]), toX(ends[1]), toY(ends[1]), faint));
    if (threshold !== undefined && threshold >= ends[0] && threshold <= ends[1])
        parts.push(line(left, toY(threshold), size - 20, toY(threshold), seriesColours[1]));
    for (const { human, judge, count } of points) {
        const radius = 3 + 9 * Math.sqrt(count / most);
        parts.push(`<circle cx="${toX(human).toFixed(1)}" cy="${toY(judge).toFixed(1)}" r="${radius.toFixed(1)}" fill="${seriesColours[0]}" fill-opacity="0.6"/>`);
    }
    parts.push(label((left + size) / 2, bottom + 40, names.human, { anchor: "middle", fill: faint }));
    parts.push(label(left, 20, names.judge, { fill: faint }));
    return svg({ width: size, height: bottom + 55 }, title, parts);
}

;// CONCATENATED MODULE: ./build/packages/reports/src/charts/confusion-matrix.js

/** Counts by true class (rows) and answered class (columns), darker where there are more. */
function confusionMatrix(title, classes, counts, names) {
    const size = 84;
    const left = 130;
    const top = 60;
    const largest = Math.max(1, ...counts.flat());
    const parts = [
        label(left + (classes.length * size) / 2, 18, names.answer, { anchor: "middle", fill: faint }),
        label(10, top + 14, names.truth, { fill: faint }),
    ];
    classes.forEach((name, index) => {
        parts.push(label(left + index * size + size / 2, top - 12, name.slice(0, 12), { anchor: "middle", bold: true }));
        parts.push(label(left - 10, top + index * size + size / 2 + 4, name.slice(0, 14), { anchor: "end", bold: true }));
    });
    counts.forEach((row, y) => {
        row.forEach((count, x) => {
            const colour = x === y ? "var(--good,#1a7f37)" : "var(--bad,#cf222e)";
            const share = Math.round((0.08 + 0.6 * (count / largest)) * 100) / 100;
            parts.push(`<rect x="${left + x * size}" y="${top + y * size}" width="${size - 3}" height="${size - 3}" rx="4" fill="${colour}" opacity="${count === 0 ? 0.04 : share}"/>`);
            parts.push(label(left + x * size + size / 2, top + y * size + size / 2 + 5, String(count), {
                anchor: "middle",
                bold: true,
            }));
        });
    });
    return svg({ width: left + classes.length * size + 20, height: top + classes.length * size + 10 }, title, parts);
}

;// CONCATENATED MODULE: ./build/packages/reports/src/charts/interval-chart.js


/** Scores with their intervals, beside the baseline's (grey) and the threshold (a mark). */
function intervalChart(title, rows, names, format) {
    const height = 70 + rows.length * 44;
    const values = rows
        .flatMap(({ low, high, threshold, baseline }) => [low, high, threshold, baseline?.low, baseline?.high])
        .filter((value) => value !== undefined && Number.isFinite(value));
    if (values.length === 0)
        return svg({ width: 720, height: 50 }, title, [label(20, 30, "—", { fill: faint })]);
    const marks = ticks(Math.min(...values), Math.max(...values), 5);
    const toX = scale([marks[0], marks.at(-1)], [190, 690]);
    const parts = marks.flatMap((mark) => [
        line(toX(mark), 36, toX(mark), height - 30, rule),
        label(toX(mark), height - 12, format(mark), { anchor: "middle", fill: faint }),
    ]);
    const legend = [
        [names.candidate, seriesColours[0]],
        [names.baseline, seriesColours[3]],
        [names.threshold, tones.bad],
    ];
    legend.forEach(([name, colour], index) => {
        parts.push(`<rect x="${190 + index * 165}" y="12" width="14" height="8" fill="${colour}"/>`, label(210 + index * 165, 20, name));
    });
    rows.forEach((row, index) => {
        const y = 58 + index * 44;
        parts.push(label(176, y + 6, row.name, { anchor: "end" }));
        parts.push(...bar(toX, row, y, row.tone ? tones[row.tone] : seriesColours[0]));
        if (row.baseline)
            parts.push(...bar(toX, row.baseline, y + 14, seriesColours[3]));
        if (row.threshold !== undefined)
            parts.push(line(toX(row.threshold), y - 10, toX(row.threshold), y + 20, tones.bad, ' stroke-width="2"'));
    });
    return svg({ width: 720, height }, title, parts);
}
function bar(toX, { value, low, high }, y, colour) {
    return [
        line(toX(low), y, toX(high), y, colour, ' stroke-width="4" stroke-linecap="round" opacity=".45"'),
        `<circle cx="${toX(value)}" cy="${y}" r="4.5" fill="${colour}"/>`,
    ];
}

;// CONCATENATED MODULE: ./build/packages/reports/src/charts/line-chart.js


const line_chart_frame = { width: 720, height: 300 };
const line_chart_area = { left: 70, right: 700, top: 44, bottom: 250 };
/** Lines over a common x axis; points that are no numbers are left out. */
function lineChart({ title, x, y, series, steps = false, limit, format }) {
    const drawn = series.map(({ name, points }) => ({
        name,
        points: points.filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y)),
    }));
    const all = drawn.flatMap(({ points }) => points);
    if (all.length === 0)
        return svg({ width: line_chart_frame.width, height: 60 }, title, [label(20, 34, "—", { fill: faint })]);
    const heights = [...all.map((point) => point.y), ...(limit ? [limit.value] : [])];
    const yTicks = ticks(Math.min(...heights), Math.max(...heights), 4);
    const xTicks = ticks(Math.min(...all.map((point) => point.x)), Math.max(...all.map((point) => point.x)), 8);
    const toX = scale([xTicks[0], xTicks.at(-1)], [line_chart_area.left, line_chart_area.right]);
    const toY = scale([yTicks[0], yTicks.at(-1)], [line_chart_area.bottom, line_chart_area.top]);
    const parts = [
        ...yTicks.flatMap((tick) => [
            line(line_chart_area.left, toY(tick), line_chart_area.right, toY(tick), rule),
            label(line_chart_area.left - 8, toY(tick) + 4, format(tick), { anchor: "end", fill: faint }),
        ]),
        ...xTicks.map((tick) => label(toX(tick), line_chart_area.bottom + 20, String(tick), { anchor: "middle", fill: faint })),
        label(line_chart_area.left, 24, y, { fill: ink, bold: true }),
        label((line_chart_area.left + line_chart_area.right) / 2, line_chart_frame.height - 12, x, { anchor: "middle", fill: faint }),
    ];
    drawn.forEach(({ name, points }, index) => {
        const colour = seriesColours[index % seriesColours.length];
        parts.push(`<path d="${path(points.map((point) => [toX(point.x), toY(point.y)]), steps)}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"/>`);
        if (points.length <= 40)
            parts.push(...points.map((point) => `<circle cx="${toX(point.x)}" cy="${toY(point.y)}" r="2.5" fill="${colour}"/>`));
        const left = line_chart_area.right - 150 * (drawn.length - index) + 20;
        parts.push(line(left, 20, left + 18, 20, colour, ' stroke-width="3"'), label(left + 24, 24, name));
    });
    if (limit) {
        parts.push(line(line_chart_area.left, toY(limit.value), line_chart_area.right, toY(limit.value), "var(--bad,#cf222e)", ' stroke-dasharray="5 4"'));
        parts.push(label(line_chart_area.right, toY(limit.value) - 5, limit.name, { anchor: "end", fill: "var(--bad,#cf222e)" }));
    }
    return svg(line_chart_frame, title, parts);
}
function path(points, steps) {
    return points.map(([x, y], index) => (index === 0 ? `M${x} ${y}` : steps ? `H${x}V${y}` : `L${x} ${y}`)).join("");
}

;// CONCATENATED MODULE: ./build/packages/reports/src/charts/pipeline-picture.js


const colours = {
    done: tones.good,
    failed: tones.bad,
    running: tones.note,
    skipped: faint,
    waiting: faint,
};
const signs = { done: "✓", failed: "✗", running: "…", skipped: "–", waiting: "·" };
/** The stages of a release, left to right, two lines of five. */
function pipelinePicture(title, stages) {
    const perLine = 5;
    const lines = Math.ceil(stages.length / perLine);
    const parts = stages.flatMap(({ title: name, status, note }, index) => {
        const x = 10 + (index % perLine) * 144;
        const y = 14 + Math.floor(index / perLine) * 84;
        const colour = colours[status];
        const arrow = index % perLine < perLine - 1 && index < stages.length - 1
            ? [line(x + 126, y + 28, x + 142, y + 28, faint, ' stroke-width="2"')]
            : [];
        return [
            `<rect x="${x}" y="${y}" width="124" height="56" rx="8" fill="none" stroke="${colour}" stroke-width="2"/>`,
            label(x + 62, y + 24, `${signs[status]} ${name}`, { anchor: "middle", bold: true }),
            ...(note ? [label(x + 62, y + 43, note, { anchor: "middle", fill: faint })] : []),
            ...arrow,
        ];
    });
    return svg({ width: 730, height: lines * 84 + 4 }, title, parts);
}
/** The same as Mermaid, for job summaries. */
function pipelineMermaid(stages) {
    const text = (words) => escapeHtml(words).replace(/[[\]"`;\n]/g, " ");
    const nodes = stages.map(({ id, title, status, note }) => `  ${id.replace(/\W/g, "_")}["${signs[status]} ${text(title)}${note ? `<br/>${text(note)}` : ""}"]:::${status}`);
    const arrows = stages
        .slice(1)
        .map(({ id }, index) => `  ${stages[index].id.replace(/\W/g, "_")} --> ${id.replace(/\W/g, "_")}`);
    return [
        "flowchart LR",
        ...nodes,
        ...arrows,
        "  classDef done stroke:#1a7f37,stroke-width:2px",
        "  classDef failed stroke:#cf222e,stroke-width:2px",
        "  classDef running stroke:#0969da,stroke-width:2px",
        "  classDef skipped stroke:#8c959f,stroke-dasharray:4",
        "  classDef waiting stroke:#8c959f",
    ].join("\n");
}
/** A line as Mermaid draws it, for job summaries. `points` are cut down to 60. */
function lineMermaid({ title, x, y, points, }) {
    const finite = points.filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
    const every = Math.ceil(finite.length / 60) || 1;
    const kept = finite.filter((_, index) => index % every === 0 || index === finite.length - 1);
    const quoted = (words) => `"${words.replace(/["\n]/g, " ")}"`;
    const round = (value) => Number(value.toPrecision(4));
    return [
        "xychart-beta",
        `  title ${quoted(title)}`,
        `  x-axis ${quoted(x)} [${kept.map((point) => round(point.x)).join(", ")}]`,
        `  y-axis ${quoted(y)}`,
        `  line [${kept.map((point) => round(point.y)).join(", ")}]`,
    ].join("\n");
}

;// CONCATENATED MODULE: ./build/packages/reports/src/charts/index.js






;// CONCATENATED MODULE: ./build/packages/reports/src/canary-pictures.js



/** Evidence in favour of the canary goes down without end; what matters is how near it comes to the threshold. */
const lowestDrawn = -5;
/** Evidence, and where a look has it the weight, over the looks. */
function canaryPictures(looks, language) {
    return [...evidencePicture(looks, language), ...weightPicture(looks, language)];
}
function evidencePicture(looks, language) {
    const text = messages_src/* canaryText */.c6[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const series = src/* canaryMetrics */.Cd.flatMap((metric) => {
        const points = looks.flatMap(({ metrics }, index) => {
            const evidence = metrics[metric];
            return evidence ? [{ x: index + 1, y: Math.max(lowestDrawn, evidence.log_e) }] : [];
        });
        return points.length > 0 ? [{ name: text.metrics[metric], points }] : [];
    });
    if (series.length === 0)
        return [];
    const limits = src/* canaryMetrics */.Cd.flatMap((metric) => looks.at(-1)?.metrics[metric]?.log_threshold ?? []);
    const threshold = Math.min(...limits);
    const strongest = series.toSorted((left, right) => highest(right.points) - highest(left.points))[0];
    return [
        {
            kind: "picture",
            svg: lineChart({
                title: text.evidencePicture,
                x: text.look,
                y: text.evidence,
                series,
                limit: { value: threshold, name: text.threshold },
                format: (value) => numbers.decimal(value, 1),
            }),
            alt: text.evidenceAlt(numbers.decimal(highest(strongest?.points ?? []), 2), numbers.decimal(threshold, 2)),
            mermaid: strongest && strongest.points.length > 1
                ? lineMermaid({
                    title: `${text.evidencePicture}: ${strongest.name}`,
                    x: text.look,
                    y: text.evidence,
                    points: strongest.points,
                })
                : undefined,
        },
    ];
}
const highest = (points) => points.reduce((most, { y }) => Math.max(most, y), Number.NEGATIVE_INFINITY);
function weightPicture(looks, language) {
    const text = messages_src/* canaryText */.c6[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const points = looks.flatMap(({ weight }, index) => (weight === undefined ? [] : [{ x: index + 1, y: weight }]));
    if (points.length === 0)
        return [];
    const share = (point) => numbers.percent(point?.y ?? Number.NaN, 0);
    return [
        {
            kind: "picture",
            svg: lineChart({
                title: text.weightPicture,
                x: text.look,
                y: text.weight,
                series: [{ name: text.canary, points }],
                steps: true,
                format: (value) => numbers.percent(value, 0),
            }),
            alt: text.weightAlt(share(points[0]), share(points.at(-1))),
            mermaid: points.length > 1
                ? lineMermaid({ title: text.weightPicture, x: text.look, y: text.weight, points })
                : undefined,
        },
    ];
}

;// CONCATENATED MODULE: ./build/packages/reports/src/canary-report.js




/** Looks that the table shows; the JSON report has all. */
const shownLooks = 50;
/** What canary-gate says of a rollout. */
function canaryReport(report, language) {
    const text = messages_src/* canaryText */.c6[language];
    return {
        language,
        title: text.title,
        verdict: report.verdict,
        blocks: [
            callout(toneOf(report.verdict), outcome(report, language)),
            ...resultBlocks(report.looks.at(-1), language),
            ...canaryPictures(report.looks, language),
            ...lookBlocks(report, language),
            heading(text.rules),
            list(rules(report, language)),
            ...caveats(report, language),
        ],
    };
}
/** Why the verdict is what it is, in one sentence with figures. */
function outcome({ verdict, looks }, language) {
    const text = messages_src/* canaryText */.c6[language];
    const last = looks.at(-1);
    if (!last || verdict === "error")
        return text.error;
    if (verdict === "pass")
        return text.pass((0,messages_src/* numbersIn */.MC)(language).integer(looks.length));
    if (verdict === "inconclusive")
        return text.inconclusive(last.block, reasonsOf(last, language));
    const breaches = last.reasons.flatMap(({ reason, metric }) => metric && (reason === "evidence" || reason === "specification") ? [breachOf(last, metric, language)] : []);
    return text.fail(last.block, breaches.join("; "));
}
function breachOf({ metrics }, metric, language) {
    const text = messages_src/* canaryText */.c6[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const evidence = metrics[metric];
    const ratio = evidence?.ratio;
    const figure = ratio === null || ratio === undefined ? undefined : numbers.decimal(ratio, 2);
    const times = figure === undefined ? text.unlimited : text.times(figure);
    return text.breach[metric](metric === "quality" ? (figure ?? "—") : times, numbers.decimal(evidence?.log_e ?? Number.NaN, 2), numbers.decimal(evidence?.log_threshold ?? Number.NaN, 2));
}
function reasonsOf({ reasons }, language) {
    const text = messages_src/* canaryText */.c6[language];
    return reasons
        .map(({ reason, metric }) => (metric ? `${text.metrics[metric]}: ${text.reasons[reason]}` : text.reasons[reason]))
        .join("; ");
}
function resultBlocks(last, language) {
    if (!last)
        return [];
    const text = messages_src/* canaryText */.c6[language];
    const words = messages_src/* reportText */.UH[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const rows = src/* canaryMetrics */.Cd.flatMap((metric) => {
        const evidence = last.metrics[metric];
        if (!evidence)
            return [];
        const arm = ({ events, n }) => metric === "quality"
            ? text.mean(numbers.decimal(events / n, 3), numbers.integer(n))
            : text.events(numbers.integer(events), numbers.integer(n));
        return [
            [
                text.metrics[metric],
                arm(evidence.canary),
                arm(evidence.baseline),
                ratioOf(evidence, language),
                numbers.decimal(evidence.log_e, 2),
                numbers.decimal(evidence.log_threshold, 2),
                evidence.guard ? words.yes : words.no,
                evidence.not_worse === undefined ? "—" : evidence.not_worse ? words.yes : words.no,
            ],
        ];
    });
    const head = [text.metric, text.canary, text.baseline, text.ratio, text.evidence, text.threshold];
    return [heading(text.result), table([...head, text.effect, text.certificate], rows, [4, 5]), paragraph(text.figures)];
}
/** A ratio that is not a number: nothing in both arms, or something against nothing. */
function ratioOf(evidence, language) {
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const { ratio, ratio_low, ratio_high, canary } = evidence;
    const value = ratio === null ? (canary.events > 0 ? "∞" : "—") : numbers.decimal(ratio, 2);
    if (ratio_low === undefined || ratio_high === undefined)
        return value;
    const bound = (limit) => (limit === null ? "∞" : numbers.decimal(limit, 2));
    return `${value} [${bound(ratio_low)}; ${bound(ratio_high)}]`;
}
function lookBlocks({ looks, notJudged }, language) {
    if (looks.length === 0)
        return [];
    const text = messages_src/* canaryText */.c6[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const shown = looks.slice(-shownLooks);
    const rows = shown.map((look) => [
        look.block,
        look.weight === undefined ? "—" : numbers.percent(look.weight, 0),
        text.verdicts[look.verdict],
        look.verdict === "CONTINUE" && look.reasons.length > 0
            ? text.flagged(reasonsOf(look, language))
            : reasonsOf(look, language) || "—",
        ...src/* canaryMetrics */.Cd.map((metric) => numbers.decimal(look.metrics[metric]?.log_e ?? Number.NaN, 2)),
    ]);
    const evidence = src/* canaryMetrics */.Cd.map((metric) => `ln e: ${text.metrics[metric]}`);
    return [
        heading(text.looks),
        ...(shown.length < looks.length
            ? [paragraph(text.cut(numbers.integer(shown.length), numbers.integer(looks.length)))]
            : []),
        table([text.look, text.weight, text.verdict, text.why, ...evidence], rows, [4, 5, 6]),
        ...(notJudged ? [paragraph(text.notJudged(numbers.integer(notJudged)))] : []),
    ];
}
function rules(report, language) {
    const text = messages_src/* canaryText */.c6[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    return [
        `${text.source}: ${report.source}`,
        `${text.rule}: ${text.ruleNames[report.rule]}`,
        `${text.null}: ${text.nullNames[report.null]}`,
        `${text.assignment}: ${text.assignmentNames[report.assignment]}`,
        `${text.alpha}: ${numbers.percent(report.alpha)}`,
        `${text.minRequests}: ${numbers.integer(report.minRequests)}`,
    ];
}
/** A note that has no sentence is shown by its code: rather plain than silent. */
function caveats({ notes }, language) {
    if (notes.length === 0)
        return [];
    const text = messages_src/* canaryText */.c6[language];
    const sentences = text.notes;
    return [heading(text.caveats), list(notes.map((note) => sentences[note] ?? note))];
}

;// CONCATENATED MODULE: ./build/packages/reports/src/dataset-report.js


/** What prepare-data says of a dataset. */
function datasetReport({ lock, lockState, titles }, language) {
    const text = messages_src/* datasetText */.qI[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const splits = Object.entries(lock.splits);
    return {
        language,
        title: text.title,
        blocks: [
            callout(lockState === "verified" ? "good" : "warn", text.lock[lockState]),
            list([
                `${text.source}: ${lock.source.name}@${lock.source.version} (${lock.source.kind})`,
                `${text.digest}: ${lock.digest}`,
            ]),
            heading(text.splits),
            table([text.split, text.rows, text.labels, text.size, text.file], splits.map(([name, split]) => [
                text.names[name],
                numbers.integer(split.rows),
                Object.entries(split.labels)
                    .map(([label, count]) => `${label} ${numbers.integer(count)}`)
                    .join(", "),
                numbers.bytes(split.bytes),
                split.path,
            ]), [1, 3]),
            paragraph(text.dropped(numbers.integer(lock.duplicatesDropped), numbers.integer(lock.rows))),
            paragraph(text.noOverlap),
            details(text.examples, splits.map(([name]) => list((titles[name] ?? []).map((title) => `${text.names[name]}: ${title}`)))),
        ],
    };
}

;// CONCATENATED MODULE: ./build/packages/reports/src/deploy-report.js


/** What deploy, promote and rollback say of an endpoint. */
function deployReport(event, deployment, language, more = {}) {
    const text = messages_src/* deployText */.PL[language];
    const { baseline, canary } = deployment.variants;
    const blocks = [callout(event === "rollback" ? "warn" : "good", lineOf(event, deployment, language))];
    if (event === "deploy")
        blocks.push(callout("note", canary ? text.standsBeside : text.firstDeployment));
    if (more.forced)
        blocks.push(callout("bad", text.forced(more.forced)));
    blocks.push(table([text.field, text.value], [
        [text.fields.endpoint, deployment.url],
        [text.fields.baseline, `${baseline.modelRef} (${baseline.version})`],
        [text.fields.canary, canary ? `${canary.modelRef} (${canary.version})` : text.none],
        [
            text.fields.previous,
            deployment.previous ? `${deployment.previous.modelRef} (${deployment.previous.version})` : text.none,
        ],
    ]));
    if (more.evidence?.length)
        blocks.push(heading(text.fields.evidence), list([...more.evidence]));
    blocks.push(heading(text.ask), code(askCommand(deployment), "sh"));
    return { language, title: text.titles[event], blocks };
}
function lineOf(event, { variants, previous, history }, language) {
    const text = messages_src/* deployText */.PL[language];
    if (event === "deploy")
        return text.deployed((variants.canary ?? variants.baseline).modelRef);
    if (event === "promote")
        return text.promoted(variants.baseline.modelRef, previous?.modelRef ?? text.none);
    return history.at(-1)?.event === "rolled-back"
        ? text.rolledBack(variants.baseline.modelRef)
        : text.nothingToRollBack(variants.baseline.modelRef);
}
/** A line that people paste into a shell. */
function askCommand({ url, endpoint, target }) {
    const body = JSON.stringify({
        model: endpoint,
        messages: [{ role: "user", content: "Subject: hello" }],
        max_tokens: 16,
    });
    if (target === "sagemaker")
        return `aws sagemaker-runtime invoke-endpoint --endpoint-name ${endpoint} --content-type application/json --cli-binary-format raw-in-base64-out --body '${body}' /dev/stdout`;
    return `curl -s ${url}/chat/completions -H 'content-type: application/json' -d '${body}'`;
}
/** rollback-plan.md: written before any traffic can move. */
function rollbackPlan(deployment, language) {
    const { plan } = messages_src/* deployText */.PL[language];
    const admin = deployment.url.replace(/\/v1$/, "");
    const { url, modelRef } = deployment.variants.baseline;
    const put = (path, body) => `curl -fsS -X PUT -H "authorization: Bearer $(cat '${deployment.tokenFile}')" -d '${JSON.stringify(body)}' ${admin}${path}`;
    return {
        language,
        title: plan.title(deployment.endpoint),
        blocks: [
            { kind: "paragraph", text: plan.intro },
            heading(plan.weight),
            code(put("/admin/weights", { canary: 0, leaseSeconds: null }), "sh"),
            heading(plan.detach),
            code(put("/admin/variants", { baseline: { url, modelRef }, canary: null }), "sh"),
            heading(plan.check),
            code(`curl -fsS ${url}/health`, "sh"),
            { kind: "paragraph", text: plan.record },
        ],
    };
}

;// CONCATENATED MODULE: ./build/packages/reports/src/evaluation-scores.js



/** A score with its interval; a bound that says nothing is a dash. */
function showScore(score, language) {
    if (!score)
        return "—";
    const digits = Math.abs(score.value) > 0 && Math.abs(score.value) < 0.01 ? 5 : 3;
    const interval = { value: score.value, low: score.low ?? Number.NaN, high: score.high ?? Number.NaN };
    return (0,messages_src/* numbersIn */.MC)(language).interval(interval, digits);
}
function scoresTable({ scores, comparison }, language) {
    const text = messages_src/* evaluationText */.sr[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const compare = [text.baseline, text.difference, text.p, text.outcome, text.detectable, text.rowsNeeded];
    const rows = Object.entries(scores).map(([name, score]) => {
        const cells = [name, showScore(score, language)];
        if (!comparison)
            return cells;
        const compared = comparison.metrics[name];
        const p = compared?.pAdjusted ?? compared?.p;
        return [
            ...cells,
            showScore(compared?.baseline, language),
            showScore(compared?.difference, language),
            p === null || p === undefined ? "—" : numbers.decimal(p, 4),
            compared ? text.tiers[compared.tier] : "—",
            compared?.detectable == null ? "—" : numbers.decimal(compared.detectable, 3),
            compared?.rowsNeeded == null ? "—" : numbers.integer(compared.rowsNeeded),
        ];
    });
    return table([text.metric, text.value, ...(comparison ? compare : [])], rows);
}
function againstBaseline({ comparison }, language) {
    if (!comparison)
        return [];
    const text = messages_src/* evaluationText */.sr[language];
    const { name, kind, ageDays, metrics } = comparison;
    const age = ageDays === null ? [] : [text.age((0,messages_src/* numbersIn */.MC)(language).decimal(ageDays, 1))];
    const power = Object.values(metrics).some(({ detectable }) => detectable !== null) ? [text.power] : [];
    return [paragraph([kind === "paired" ? text.against(name) : text.againstReport(name), ...age, ...power].join(" "))];
}
/** Shares only: a picture of latencies beside F1 would squeeze both. Scores of 0 to 100 are drawn as shares. */
function scoresPicture({ scores, metrics, comparison, thresholds }, language) {
    const text = messages_src/* evaluationText */.sr[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const rows = Object.entries(scores).flatMap(([name, score]) => {
        const scale = metrics[name]?.scale ?? (/^(f1|precision|recall|exact-match|valid-json)/.test(name) ? "share" : "open");
        if (scale !== "share" && scale !== "hundred")
            return [];
        const unit = scale === "hundred" ? 100 : 1;
        const bounded = ({ value, low, high }) => ({
            value: value / unit,
            low: (low ?? value) / unit,
            high: (high ?? value) / unit,
        });
        const baseline = comparison?.metrics[name]?.baseline;
        const threshold = thresholds.find(({ metric, slice }) => metric === name && slice === undefined);
        return [
            {
                name,
                ...bounded(score),
                baseline: baseline && bounded(baseline),
                threshold: threshold && threshold.limit / unit,
                tone: threshold && (threshold.ok ? "good" : "bad"),
            },
        ];
    });
    const names = { candidate: text.candidate, baseline: text.baseline, threshold: text.threshold };
    return {
        kind: "picture",
        svg: intervalChart(text.picture, rows, names, (value) => numbers.decimal(value, 2)),
        alt: rows.map(({ name, value, low, high }) => `${name} ${numbers.interval({ value, low, high })}`).join("; "),
    };
}

;// CONCATENATED MODULE: ./build/packages/reports/src/evaluation-junit.js


/** An evaluation for viewers of test results: a case for each metric, bar, comparison and check. */
function evaluationJunit(evaluation, language) {
    const text = messages_src/* evaluationText */.sr[language];
    const { metrics, scores, thresholds, comparison, quality, suites = [], notRun = [] } = evaluation;
    const skipped = new Map(notRun.map(({ metric, why }) => [metric, text.whyNotRun[why]]));
    const guarded = new Set(evaluation.reasons.flatMap(({ reason, metric }) => ["regression", "soft-regression", "unreliable-baseline", "insufficient-data"].includes(reason) ? [metric] : []));
    const measured = Object.keys(metrics).map((name) => {
        const absent = skipped.get(name);
        if (absent !== undefined)
            return { name, classname: "metrics", skipped: absent };
        if (scores[name])
            return { name, classname: "metrics" };
        return { name, classname: "metrics", error: { message: text.reasons["missing-metric"](name) } };
    });
    const bars = thresholds.map(({ metric, slice, operator, limit, value, ok }) => {
        const name = `${metric}${slice ? `[${slice.key}=${slice.value}]` : ""} ${operator} ${limit}`;
        if (ok)
            return { name, classname: "thresholds" };
        if (skipped.has(metric))
            return { name, classname: "thresholds", skipped: skipped.get(metric) };
        if (value === null)
            return { name, classname: "thresholds", error: { message: text.reasons["missing-metric"](metric) } };
        return { name, classname: "thresholds", failure: { message: `${value}` } };
    });
    const compared = Object.entries(comparison?.metrics ?? {}).map(([name, { tier, difference }]) => {
        const message = `${text.tiers[tier]}: ${showScore(difference, language)}`;
        const bad = guarded.has(name) && tier !== "same" && tier !== "improved";
        return { name, classname: "baseline", ...(bad ? { failure: { message } } : {}) };
    });
    const checks = suites.map(({ name, verdict, detail = "" }) => {
        if (verdict === "pass")
            return { name, classname: "suites" };
        return { name, classname: "suites", [verdict === "fail" ? "failure" : "error"]: { message: detail } };
    });
    const cases = quality
        ? [
            {
                name: `${quality.metric} ${quality.threshold}`,
                classname: "quality",
                ...(quality.ok ? {} : { failure: { message: text.reasons.quality(quality.metric) } }),
            },
        ]
        : [];
    const named = [
        ["metrics", measured],
        ["thresholds", bars],
        ["baseline", compared],
        ["quality", cases],
        ["suites", checks],
    ];
    // an evaluation of nothing has one case, which is an error: an empty file reads as passed
    const empty = { name: "rows", classname: "rows", error: { message: text.reasons["no-rows"]() } };
    const rows = evaluation.testSet.rows === 0 ? [["rows", [empty]]] : [];
    return {
        name: text.title,
        suites: [...rows, ...named].filter(([, all]) => all.length > 0).map(([name, all]) => ({ name, cases: all })),
    };
}

;// CONCATENATED MODULE: ./build/packages/reports/src/evaluation-judge.js



/** What is to be known of the judge before its scores are believed. */
function judgeOf({ judge }, language) {
    if (!judge)
        return [];
    const text = messages_src/* evaluationText */.sr[language];
    return [heading(text.judge), list(factsOf(judge, language)), ...calibrationOf(judge, language)];
}
function factsOf(judge, language) {
    const text = messages_src/* evaluationText */.sr[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const { asked, parsed, variance, pairwise } = judge;
    const lines = [
        text.judgeModels(judge.models.join(", "), judge.rubric),
        text.judgeParsed(numbers.integer(parsed), numbers.integer(asked), asked === 0 ? "—" : numbers.percent(parsed / asked)),
        text.judgeCached(numbers.integer(judge.fromCache)),
    ];
    if (judge.repeats > 1)
        lines.push(text.judgeRepeats(numbers.integer(judge.repeats), messages_src/* judgeText */.Hu[language].variations[judge.variation]));
    if (variance)
        lines.push(text.judgeVariance(numbers.decimal(variance.answers, 4), numbers.decimal(variance.judge, 4), numbers.decimal(variance.standardErrorOfJudge, 4)));
    if (pairwise) {
        const { wins, losses, ties, flips, winRate } = pairwise;
        const rate = {
            value: winRate.value ?? Number.NaN,
            low: winRate.low ?? Number.NaN,
            high: winRate.high ?? Number.NaN,
        };
        const counts = [wins, losses, ties, flips].map((count) => numbers.integer(count));
        lines.push(text.judgePairs(...counts, numbers.interval(rate)));
    }
    if (judge.ignored.length > 0)
        lines.push(text.judgeIgnored(judge.ignored.join(", ")));
    return lines;
}
function calibrationOf({ calibration }, language) {
    if (!calibration)
        return [];
    const text = messages_src/* evaluationText */.sr[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const show = ({ value, low, high }) => numbers.interval({ value: value ?? Number.NaN, low: low ?? Number.NaN, high: high ?? Number.NaN });
    const { threshold } = calibration;
    const lines = [
        text.calibrationRows(numbers.integer(calibration.n), numbers.integer(calibration.missing)),
        `${text.kappa}: ${show(calibration.kappa)}`,
        `${text.spearman}: ${show(calibration.spearman)}`,
        `${text.bias}: ${show(calibration.bias)}`,
        threshold ? text.recommended(show(threshold), `judge>=${threshold.share.toFixed(2)}`) : text.noThreshold,
    ];
    const names = { human: text.humanScore, judge: text.judgeScore };
    return [
        heading(text.calibration),
        ...calibration.warnings.map((warning) => callout("warn", messages_src/* judgeText */.Hu[language].calibration[warning])),
        list(lines),
        {
            kind: "picture",
            svg: agreementChart(text.calibration, calibration.points, names, threshold?.value),
            alt: text.calibrationAlt(show(calibration.kappa)),
        },
    ];
}

;// CONCATENATED MODULE: ./build/packages/reports/src/evaluation-slices.js




/** Rows of a picture that people still read. */
const mostDrawn = 25;
/** Every metric by every slice, and a picture of the first metric that is a share. */
function slicesOf({ slices, metrics }, language) {
    if (!slices || slices.length === 0)
        return [];
    const text = messages_src/* evaluationText */.sr[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const names = Object.keys(metrics);
    const rows = slices.map(({ key, value, rows: count, scores }) => [
        `${key}=${value}`,
        numbers.integer(count),
        ...names.map((name) => showScore(scores[name], language)),
    ]);
    const blocks = [heading(text.slices)];
    const drawn = names.find((name) => metrics[name]?.scale === "share");
    if (drawn !== undefined) {
        const bars = slices.slice(0, mostDrawn).flatMap(({ key, value, scores }) => {
            const score = scores[drawn];
            if (!score)
                return [];
            return [
                { name: `${key}=${value}`, value: score.value, low: score.low ?? score.value, high: score.high ?? score.value },
            ];
        });
        const legend = { candidate: text.candidate, baseline: text.baseline, threshold: text.threshold };
        blocks.push({
            kind: "picture",
            svg: intervalChart(text.worstSlice(drawn), bars, legend, (value) => numbers.decimal(value, 2)),
            alt: bars.map((bar) => `${bar.name} ${numbers.interval(bar)}`).join("; "),
        });
    }
    return [...blocks, table([text.slice, text.rows, ...names], rows, [1])];
}

// EXTERNAL MODULE: ./node_modules/diff/libesm/diff/word.js + 2 modules
var word = __webpack_require__(34440);
;// CONCATENATED MODULE: ./build/packages/reports/src/examples.js

/** Of one text; enough to see what went wrong, too little to publish a data set. */
const mostCharacters = 600;
/** Expected beside got, with what differs marked; the baseline's answer beside both. */
function examples(head, rows, withBaseline) {
    return {
        kind: "examples",
        head,
        rows: rows.map(({ cells, expected, got, baseline }) => {
            const [left, right] = sideBySide(cut(expected), cut(got));
            const texts = [left, right];
            if (withBaseline)
                texts.push(sideBySide(cut(expected), cut(baseline ?? "—"))[1]);
            return { cells, texts };
        }),
    };
}
function sideBySide(left, right) {
    const changes = (0,word/* diffWordsWithSpace */.pR)(left, right, { timeout: 1000 }) ?? [
        { value: left, removed: true, added: false },
        { value: right, removed: false, added: true },
    ];
    const pieces = (side, other) => changes
        .filter((change) => !change[other])
        .map((change) => ({ text: change.value, differs: change[side] === true }));
    return [pieces("removed", "added"), pieces("added", "removed")];
}
function cut(text) {
    const characters = [...text];
    return characters.length > mostCharacters ? `${characters.slice(0, mostCharacters).join("")}…` : text;
}

;// CONCATENATED MODULE: ./build/packages/reports/src/evaluation-report.js







/** What evaluate says of a model. */
function evaluationReport(evaluation, worst, language) {
    const text = messages_src/* evaluationText */.sr[language];
    const blocks = [
        ...evaluation_report_reasonsOf(evaluation, language),
        list(aboutOf(evaluation, language)),
        heading(text.scores),
        scoresPicture(evaluation, language),
        scoresTable(evaluation, language),
        ...againstBaseline(evaluation, language),
        ...thresholdsOf(evaluation, language),
        ...slicesOf(evaluation, language),
        ...checksOf(evaluation, language),
        ...judgeOf(evaluation, language),
        ...moneyOf(evaluation, language),
        ...confusionOf(evaluation, language),
        ...worstOf(worst, language),
        ...signaturesOf(evaluation, language),
    ];
    return { language, title: text.title, verdict: evaluation.verdict, blocks };
}
function evaluation_report_reasonsOf({ reasons }, language) {
    const text = messages_src/* evaluationText */.sr[language];
    if (reasons.length === 0)
        return [];
    const lines = reasons.map(({ reason, metric = "", slice }) => text.reasons[reason](slice ? `${metric} (${slice.key}=${slice.value})` : metric));
    return [list(lines)];
}
function aboutOf({ model, testSet, errors, metrics, cluster, bar }, language) {
    const text = messages_src/* evaluationText */.sr[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const lines = [
        `${text.model}: ${model.name}`,
        `${text.testSet}: ${testSet.digest}, ${numbers.integer(testSet.rows)} ${text.rows}`,
    ];
    if (errors > 0)
        lines.push(text.errors(numbers.integer(errors)));
    for (const [name, { missing }] of Object.entries(metrics))
        if (missing > 0 && missing < testSet.rows)
            lines.push(text.missing(name, numbers.integer(missing)));
    if (cluster)
        lines.push(text.clusters(cluster.key, numbers.integer(cluster.clusters)));
    if (bar?.source === "base" && bar.changed.length > 0)
        lines.push(text.baseBar(bar.ref ?? "", bar.changed.join(", ")));
    return lines;
}
function thresholdsOf({ thresholds }, language) {
    const text = messages_src/* evaluationText */.sr[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    if (thresholds.length === 0)
        return [];
    const rows = thresholds.map(({ metric, slice, operator, limit, value, ok }) => [
        `${metric}${slice ? ` (${slice.key}=${slice.value})` : ""} ${operator} ${numbers.decimal(limit, 3)}`,
        value === null ? "—" : numbers.decimal(value, 4),
        ok ? text.met : text.missed,
    ]);
    return [heading(text.thresholds), table([text.threshold, text.value, text.outcome], rows)];
}
function checksOf({ quality, suites, notRun }, language) {
    const text = messages_src/* evaluationText */.sr[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const blocks = [];
    if (quality) {
        const average = quality.average === null ? "—" : numbers.decimal(quality.average, 3);
        const [threshold, below] = [numbers.decimal(quality.threshold, 3), numbers.integer(quality.below)];
        blocks.push(heading(text.quality));
        blocks.push(paragraph(text.qualityLine(quality.metric, threshold, average, below, numbers.integer(quality.cases))));
    }
    if (suites?.length) {
        const rows = suites.map(({ name, verdict, detail }) => [name, text.suiteVerdicts[verdict], detail ?? ""]);
        blocks.push(heading(text.suites), table([text.suite, text.outcome, ""], rows));
    }
    if (notRun?.length)
        blocks.push(heading(text.notRun), list(notRun.map(({ metric, why }) => `${metric}: ${text.whyNotRun[why]}`)));
    return blocks;
}
function moneyOf({ money }, language) {
    if (!money)
        return [];
    const text = messages_src/* evaluationText */.sr[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const dollars = (usd) => (usd === null ? text.unknownCost : `$${numbers.decimal(usd, 4)}`);
    const lines = [
        text.moneyLine(numbers.integer(money.promptTokens), numbers.integer(money.completionTokens), dollars(money.usd)),
    ];
    if (money.judgeUsd !== null)
        lines.push(text.judgeCost(dollars(money.judgeUsd)));
    if (money.budgetUsd !== null)
        lines.push(text.budgetLine(dollars(money.budgetUsd)));
    lines.push(...money.prices.map(({ date, source }) => text.pricesOf(date, source)));
    return [heading(text.money), list(lines)];
}
function confusionOf({ confusion }, language) {
    if (!confusion)
        return [];
    const text = messages_src/* evaluationText */.sr[language];
    const { labels, counts } = confusion;
    const alt = labels.map((label, index) => `${label}: ${counts[index]?.join(", ")}`).join("; ");
    const names = { truth: text.truth, answer: text.answer };
    return [
        heading(text.confusion),
        { kind: "picture", svg: confusionMatrix(text.confusion, labels, counts, names), alt },
        table([`${text.truth} \\ ${text.answer}`, ...labels], labels.map((label, index) => [label, ...(counts[index] ?? []).map(String)]), labels.map((_, index) => index + 1)),
    ];
}
function worstOf(worst, language) {
    if (worst.length === 0)
        return [];
    const text = messages_src/* evaluationText */.sr[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const withBaseline = worst.some(({ baseline }) => baseline !== undefined);
    const rows = worst.map(({ id, title, score, expected, got, baseline }) => ({
        cells: [[...(title ?? id)].slice(0, 80).join(""), numbers.decimal(score, 3)],
        expected,
        got,
        baseline,
    }));
    const head = [text.example, text.score, text.expected, text.got, ...(withBaseline ? [text.baselineGot] : [])];
    return [details(text.worst, [examples(head, rows, withBaseline)])];
}
function signaturesOf({ metrics }, language) {
    const lines = Object.entries(metrics).flatMap(([name, { signature }]) => signature ? [`${name}: ${signature}`] : []);
    return lines.length === 0 ? [] : [details(messages_src/* evaluationText */.sr[language].signatures, [list(lines)])];
}

;// CONCATENATED MODULE: ./build/packages/reports/src/markdown.js



const alerts = { good: "TIP", bad: "CAUTION", warn: "WARNING", note: "NOTE" };
/** Of an example's text in Markdown. */
const shownCharacters = 80;
/** The report as GitHub-flavoured Markdown. */
function toMarkdown({ language, title, verdict, blocks }) {
    const text = messages_src/* reportText */.UH[language];
    const head = [`# ${inline(title)}`];
    if (verdict)
        head.push(markdown_alert(alerts[toneOf(verdict)], `**${inline(text.verdict)}: ${inline(text.verdicts[verdict])}**`));
    return `${[...head, ...blocks.map(markdown_renderBlock)].join("\n\n")}\n`;
}
function markdown_renderBlock(block) {
    switch (block.kind) {
        case "heading":
            return `## ${inline(block.text)}`;
        case "paragraph":
            return inline(block.text);
        case "list":
            return block.items.map((item) => `- ${inline(item)}`).join("\n");
        case "table":
            return markdown_renderTable(block.head, block.rows, new Set(block.numeric));
        case "code":
            return fenced(block.text, block.language ?? "text");
        case "callout":
            return markdown_alert(alerts[block.tone], inline(block.text));
        case "details":
            return `<details><summary>${inline(block.summary)}</summary>\n\n${block.blocks.map(markdown_renderBlock).join("\n\n")}\n\n</details>`;
        case "examples":
            return markdown_renderTable(block.head, block.rows.map(({ cells, texts }) => [...cells, ...texts.map((pieces) => beginning(pieces))]), new Set());
        case "picture":
            return block.mermaid ? fenced(block.mermaid, "mermaid") : inline(block.alt);
    }
}
function beginning(pieces) {
    const characters = [...pieces.map(({ text }) => text).join("")];
    return characters.length > shownCharacters
        ? `${characters.slice(0, shownCharacters).join("")}…`
        : characters.join("");
}
function markdown_renderTable(head, rows, numeric) {
    const line = (cells) => `| ${cells.map(inline).join(" | ")} |`;
    const rule = `| ${head.map((_, column) => (numeric.has(column) ? "---:" : "---")).join(" | ")} |`;
    return [line(head), rule, ...rows.map(line)].join("\n");
}
const markdown_alert = (kind, text) => `> [!${kind}]\n> ${text}`;
/** A fence longer than any run of backticks inside, so that nothing closes it. */
function fenced(text, language) {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = "`".repeat(longest + 1);
    return `${fence}${language}\n${visible(text).replace(/\n$/, "")}\n${fence}`;
}
/** Plain text on one line with everything escaped that Markdown, HTML, mentions or autolinks would read. */
function inline(text) {
    return visible(text)
        .replace(/\s*\n\s*/g, " ")
        .trim()
        .replace(/&/g, "&amp;")
        .replace(/</g, "&lt;")
        .replace(/>/g, "&gt;")
        .replace(/[\\`*_{}[\]()#+!|~$^=]/g, (sign) => `&#${sign.charCodeAt(0)};`)
        .replace(/^(-|\d+\.)(?=\s|$)/, (mark) => `&#${mark.charCodeAt(0)};${mark.slice(1)}`)
        .replace(/^-(?=-)/, "&#45;")
        .replace(/@/g, "&#64;")
        .replace(/:\/\//g, "&#58;//")
        .replace(/\bwww\./gi, (word) => `${word.slice(0, -1)}&#46;`)
        .replace(/::/g, "&#58;&#58;")
        .replace(/:(?=[\w+-]+:)/g, "&#58;");
}

;// CONCATENATED MODULE: ./build/packages/reports/src/fit-to.js



/** GitHub's own limits. */
const summaryBytes = 1024 * 1024;
const commentCharacters = 65_536;
/** Of a comment, what its hidden key, its commit and its link to the run take. */
const commentFrame = 1000;
/** Markdown that fits into a comment, with room for what frames it there. */
function fitToComment(document) {
    return fitTo(document, commentCharacters - commentFrame, ({ length }) => length);
}
/**
 * Markdown within the limit, in bytes of UTF-8 unless measured otherwise: details are left out first, then blocks from
 * the end; what went is said.
 */
function fitTo(document, limit, sizeOf = Buffer.byteLength) {
    const fits = (markdown) => sizeOf(markdown) <= limit;
    const whole = toMarkdown(document);
    if (fits(whole))
        return whole;
    const kept = document.blocks.filter(({ kind }) => kind !== "details");
    let left = kept;
    for (;;) {
        const removed = document.blocks.length - left.length;
        const markdown = toMarkdown({
            ...document,
            blocks: [...left, paragraph(messages_src/* reportText */.UH[document.language].cut(removed))],
        });
        if (fits(markdown) || left.length === 0)
            return markdown;
        left = left.slice(0, Math.floor(left.length * 0.9));
    }
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./build/packages/reports/src/model-card-front-matter.js


/**
 * Licences that the Hub knows by these ids (https://huggingface.co/docs/hub/repositories-licenses); any other is `other`
 * with a name of its own.
 */
const licenses = new Set("afl-3.0 agpl-3.0 apache-2.0 artistic-2.0 bigcode-openrail-m bigscience-bloom-rail-1.0 bigscience-openrail-m bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear bsl-1.0 cc cc-by-2.0 cc-by-3.0 cc-by-4.0 cc-by-nc-4.0 cc-by-nc-nd-4.0 cc-by-nc-sa-4.0 cc-by-nd-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc0-1.0 cdla-permissive-2.0 creativeml-openrail-m ecl-2.0 epl-2.0 eupl-1.2 gemma gpl gpl-2.0 gpl-3.0 isc lgpl lgpl-2.1 lgpl-3.0 llama2 llama3 llama3.1 llama3.2 llama3.3 llama4 mit mpl-2.0 ms-pl odc-by openrail osl-3.0 other pddl unknown unlicense wtfpl zlib".split(" "));
const repositoryId = /^(?=.{1,96}$)[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)?$/;
const languageCode = /^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*|code|multilingual)$/;
/** The Hub's names of metrics that are called otherwise here (https://huggingface.co/metrics). */
const metricTypes = { "exact-match": "exact_match", "bert-score": "bertscore" };
/**
 * The card's front matter, without the fences. What the Hub would refuse is left out here and stands in the text: a base
 * model that is no repository's id, a language that is no code. YAML 1.1, which the Hub's Python clients read: there `no` is
 * not a string.
 */
function frontMatter(card) {
    const { metadata, license, evaluation } = card;
    const languages = (card.languages ?? []).filter((language) => languageCode.test(language));
    const datasets = (card.datasets ?? []).filter((dataset) => repositoryId.test(dataset));
    const known = license !== undefined && licenses.has(license.toLowerCase());
    const fields = {
        ...(languages.length > 0 && { language: languages }),
        ...(license !== undefined && (known ? { license: license.toLowerCase() } : namedLicense(license))),
        ...(card.library !== undefined && { library_name: oneLine(card.library) }),
        pipeline_tag: card.task ?? "text-generation",
        ...(repositoryId.test(metadata.base_model) && { base_model: metadata.base_model }),
        ...(datasets.length > 0 && { datasets }),
        tags: [...new Set(["genai-mlops", ...(card.tags ?? []).map(oneLine).filter((tag) => tag !== "")])],
        ...(evaluation && indexOf(card, evaluation)),
    };
    return (0,dist.stringify)(fields, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false });
}
function namedLicense(license) {
    const name = license
        .toLowerCase()
        .replace(/[^a-z0-9.]+/g, "-")
        .replace(/^-+|-+$/g, "");
    return { license: "other", license_name: name === "" ? "unnamed" : name.slice(0, 96) };
}
/** `model-index` (https://github.com/huggingface/hub-docs/blob/main/modelcard.md); absent where there is no finite score. */
function indexOf(card, { scores, testSet }) {
    const metrics = Object.entries(scores).flatMap(([name, { value }]) => Number.isFinite(value)
        ? [{ type: metricTypes[name] ?? oneLine(name), value: Number(value.toPrecision(6)), name: oneLine(name) }]
        : []);
    if (metrics.length === 0)
        return {};
    const result = {
        task: { type: card.task ?? "text-generation" },
        dataset: { type: "custom", name: `test set of ${testSet.rows} rows`, split: "test", revision: testSet.digest },
        metrics,
    };
    return { "model-index": [{ name: card.name, results: [result] }] };
}
/** No line of a value may look like the fence that ends the front matter. */
const oneLine = (text) => visible(text).replace(/\s+/g, " ").trim().slice(0, 200);

;// CONCATENATED MODULE: ./build/packages/reports/src/model-card.js





/** A test set below this says little about small differences: its 95 % interval of a share is wider than ±5 points. */
const smallTestSet = 385;
/** A Hugging Face-style model card: front matter and text. Every value in it is shown as plain text, whatever it holds. */
function modelCard(card, language) {
    return `---\n${frontMatter(card)}---\n\n${toMarkdown(cardDocument(card, language))}`;
}
/** The card's text, for reports in other forms. */
function cardDocument(card, language) {
    const text = messages_src/* modelCardText */.nC[language];
    const { metadata, evaluation } = card;
    const { dataset, samples } = metadata.fine_tuned_on;
    return {
        language,
        title: `${card.name} ${card.version}`,
        verdict: evaluation?.verdict,
        blocks: [
            paragraph(text.intro(metadata.base_model, (0,messages_src/* numbersIn */.MC)(language).integer(samples), dataset)),
            facts(card, language),
            ...(card.usage ? [heading(text.use), paragraph(text.useLine), code(card.usage.code, card.usage.language)] : []),
            ...trainingOf(metadata, language),
            heading(text.evaluation),
            ...evaluationOf(evaluation, language),
            heading(text.limits),
            list(limitsOf(evaluation, language)),
            ...packagesOf(metadata, language),
            paragraph(text.generated),
        ],
    };
}
function facts({ version, modelRef, license, metadata }, language) {
    const { fields, field, value } = messages_src/* modelCardText */.nC[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const { fine_tuned_on: data, cost_usd: cost, seed } = metadata;
    const rows = [
        [fields.version, version],
        [fields.digest, modelRef],
        [fields.base, metadata.base_model],
        [fields.dataset, data.dataset],
        [fields.datasetDigest, metadata.dataset_digest],
        [fields.samples, numbers.integer(data.samples)],
        [fields.date, data.date],
        [fields.commit, metadata.git_commit],
        [fields.run, metadata.run_id],
        [fields.seed, seed === null ? null : String(seed)],
        [fields.duration, numbers.duration(metadata.duration_seconds)],
        [fields.cost, cost === null ? null : numbers.usd(cost)],
        [fields.license, license ?? null],
    ];
    return table([field, value], rows.flatMap(([name, shown]) => (shown === null || shown === "" ? [] : [[name, shown]])));
}
function trainingOf({ hyperparameters, metrics }, language) {
    const text = messages_src/* modelCardText */.nC[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const rows = Object.entries(hyperparameters).flatMap(([name, value]) => value === null || value === undefined
        ? []
        : [[name, typeof value === "object" ? JSON.stringify(value) : `${value}`]]);
    return [
        heading(text.training),
        ...(rows.length > 0 ? [table([text.hyperparameter, text.value], rows)] : []),
        list([
            `${text.loss}: ${numbers.decimal(metrics.eval_loss, 4)}`,
            `${text.perplexity}: ${numbers.decimal(metrics.perplexity, 3)}`,
        ]),
    ];
}
function evaluationOf(evaluation, language) {
    const text = messages_src/* modelCardText */.nC[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    if (!evaluation)
        return [paragraph(text.notEvaluated)];
    const { testSet, thresholds } = evaluation;
    const rows = thresholds.map(({ metric, slice, operator, limit, value, ok }) => [
        `${metric}${slice ? ` (${slice.key}=${slice.value})` : ""} ${operator} ${numbers.decimal(limit, 3)}`,
        value === null ? "—" : numbers.decimal(value, 4),
        ok ? text.met : text.missed,
    ]);
    return [
        paragraph(text.evaluated(numbers.integer(testSet.rows), testSet.digest)),
        scoresTable(evaluation, language),
        ...againstBaseline(evaluation, language),
        ...(rows.length > 0 ? [table([text.threshold, text.value, text.outcome], rows)] : []),
    ];
}
function limitsOf(evaluation, language) {
    const { bound, sample, interval, safety } = messages_src/* modelCardText */.nC[language].limitLines;
    if (!evaluation)
        return [safety];
    const { rows } = evaluation.testSet;
    const unbounded = Object.values(evaluation.scores).some(({ low, high }) => low === null || high === null);
    return [
        bound,
        ...(rows < smallTestSet ? [sample((0,messages_src/* numbersIn */.MC)(language).integer(rows))] : []),
        ...(unbounded ? [interval] : []),
        safety,
    ];
}
function packagesOf({ packages }, language) {
    const text = messages_src/* modelCardText */.nC[language];
    const rows = Object.entries(packages).sort(([left], [right]) => (left < right ? -1 : 1));
    return rows.length === 0 ? [] : [details(text.packages, [table([text.package, text.version], rows)])];
}

;// CONCATENATED MODULE: ./build/packages/reports/src/hub-card.js


/** README.md of a version at the Hub. An evaluation.json that is none leaves the version as not evaluated. */
function hubCard({ evaluation, repository, ...version }, said, language) {
    return modelCard({
        ...said,
        ...version,
        evaluation: evaluationIn(evaluation),
        usage: { code: `hf download ${repository} --revision v${version.version}`, language: "sh" },
    }, language);
}
function evaluationIn(text) {
    if (text === undefined)
        return undefined;
    try {
        return src/* evaluationSchema */.MF.safeParse(JSON.parse(text)).data;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/packages/reports/src/junit.js
/**
 * JUnit XML as Jenkins' `junit-10.xsd` has it, which GitLab, Azure and the reporters of GitHub read as well. Any text
 * stays text: what XML 1.0 cannot hold (controls, lone surrogates, U+FFFE, U+FFFF) is written as `\u{…}`.
 */
function toJunit({ name, suites }) {
    const all = suites.flatMap(({ cases }) => cases);
    const lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<testsuites${attributes({ name, ...totals(all, false) })}>`,
        ...suites.flatMap((suite) => [
            `  <testsuite${attributes({ name: suite.name, ...totals(suite.cases, true) })}>`,
            ...suite.cases.map((each) => `    ${testCase(each)}`),
            "  </testsuite>",
        ]),
        "</testsuites>",
    ];
    return `${lines.join("\n")}\n`;
}
/** The root of the schema knows no `skipped`. */
function totals(cases, skipped) {
    const count = (is) => String(cases.filter(is).length);
    return {
        tests: String(cases.length),
        failures: count((each) => each.failure !== undefined && each.error === undefined),
        errors: count((each) => each.error !== undefined),
        ...(skipped && { skipped: count(isSkipped) }),
        time: seconds(cases.reduce((sum, each) => sum + finite(each.seconds), 0)),
    };
}
/** A problem weighs more than not having been run. */
const isSkipped = ({ skipped, failure, error }) => skipped !== undefined && failure === undefined && error === undefined;
function testCase(each) {
    const head = `testcase${attributes({ name: each.name, classname: each.classname, time: seconds(finite(each.seconds)) })}`;
    if (each.error)
        return `<${head}>${problem("error", each.error)}</testcase>`;
    if (each.failure)
        return `<${head}>${problem("failure", each.failure)}</testcase>`;
    if (each.skipped !== undefined)
        return `<${head}><skipped${attributes({ message: each.skipped })}/></testcase>`;
    return `<${head}/>`;
}
const problem = (kind, { message, text = "" }) => `<${kind}${attributes({ message })}>${xmlText(text)}</${kind}>`;
const attributes = (values) => Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(value).replace(/[\t\n]/g, (sign) => `&#${sign.charCodeAt(0)};`)}"`)
    .join("");
const seconds = (value) => value.toFixed(3);
const finite = (value) => value !== undefined && Number.isFinite(value) && value > 0 ? value : 0;
/** A parser turns a bare CR into LF, and white space of attributes into spaces: those are written as references. */
function xmlText(text) {
    return text
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`)
        .replace(/&/g, "&amp;")
        .replace(/</g, "&lt;")
        .replace(/>/g, "&gt;")
        .replace(/"/g, "&quot;")
        .replace(/\r/g, "&#13;");
}

;// CONCATENATED MODULE: ./build/packages/reports/src/package-url.js
/** A package-url of PyPI, whose names are compared small and with dashes (package-url/purl-spec, types). */
const pypiUrl = (name, version) => `pkg:pypi/${encoded(name.toLowerCase().replaceAll("_", "-"))}@${encoded(version)}`;
/** Of a model of the Hugging Face hub, `organisation/name`. */
const hubUrl = (id) => `pkg:huggingface/${id.split("/").map(encoded).join("/")}`;
/** Half a surrogate pair has no form in a URL. */
const encoded = (text) => encodeURIComponent(text.toWellFormed());

;// CONCATENATED MODULE: ./build/packages/reports/src/ml-bom.js

/**
 * What a model is made of, as a CycloneDX 1.6 ML-BOM: files, base model, data and packages, and the scores as its model
 * card. The same facts give the same bill: its serial number is drawn from the digest.
 */
function mlBom(facts) {
    const { name, version, digest, metadata } = facts;
    const model = `model:${name}@${version}`;
    const base = baseModel(metadata);
    const data = datasetPart(facts);
    const packages = Object.entries(metadata.packages).map(([library, release]) => {
        const purl = pypiUrl(library, release);
        return [purl, { type: "library", "bom-ref": purl, name: library, version: release, purl }];
    });
    // one package by two spellings is one
    const parts = [base, data, ...new Map(packages).values()];
    return {
        $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
        bomFormat: "CycloneDX",
        specVersion: "1.6",
        serialNumber: serialNumber(digest),
        version: 1,
        metadata: {
            timestamp: facts.time,
            tools: { components: [{ type: "application", name: "genai-mlops" }] },
            component: {
                type: "machine-learning-model",
                "bom-ref": model,
                name,
                version,
                ...licensed(metadata.license),
                pedigree: { ancestors: [{ type: "machine-learning-model", name: metadata.base_model }] },
                modelCard: ml_bom_modelCard(facts, data["bom-ref"]),
                properties: propertiesOf(facts),
                components: facts.files.map((file) => ({
                    type: "file",
                    "bom-ref": `file:${file.path}`,
                    name: file.path,
                    hashes: [{ alg: "SHA-256", content: file.digest.replace("sha256:", "") }],
                })),
            },
        },
        components: parts,
        dependencies: [
            { ref: model, dependsOn: parts.map((part) => part["bom-ref"]) },
            ...parts.map((part) => ({ ref: part["bom-ref"] })),
        ],
    };
}
function baseModel({ base_model }) {
    // organisation/name is how the Hub writes it, and every tool after it; anything else is a path or a name of one's own
    const hub = /^[\w.-]+\/[\w.-]+$/.test(base_model);
    return {
        type: "machine-learning-model",
        "bom-ref": `base:${base_model}`,
        name: base_model,
        ...(hub && { purl: hubUrl(base_model) }),
    };
}
/** The lock says which rows; without one the metadata say what they know. */
function datasetPart({ metadata, datasetLock }) {
    const digest = datasetLock?.digest ?? metadata.dataset_digest;
    const name = datasetLock ? datasetLock.source.name : metadata.fine_tuned_on.dataset;
    const properties = Object.entries({
        "genai-mlops:rows": datasetLock?.rows,
        "genai-mlops:training-samples": metadata.fine_tuned_on.samples,
        "genai-mlops:config-digest": datasetLock?.configDigest,
        "genai-mlops:integrity": datasetLock?.source.integrity,
    }).flatMap(([property, value]) => (value === undefined ? [] : [{ name: property, value: String(value) }]));
    return {
        type: "data",
        "bom-ref": `dataset:${name}`,
        name,
        ...(datasetLock && { version: datasetLock.source.version }),
        ...(digest && { hashes: [{ alg: "SHA-256", content: digest.replace("sha256:", "") }] }),
        data: [{ type: "dataset", name }],
        properties,
    };
}
function ml_bom_modelCard({ evaluation, metadata }, dataset) {
    const scores = Object.entries(evaluation?.scores ?? {}).map(([type, { value, low, high }]) => ({
        type,
        value: String(value),
        ...(low !== null && high !== null && { confidenceInterval: { lowerBound: String(low), upperBound: String(high) } }),
    }));
    const losses = [
        { type: "eval_loss", value: String(metadata.metrics.eval_loss) },
        { type: "perplexity", value: String(metadata.metrics.perplexity) },
    ];
    return {
        modelParameters: { approach: { type: "supervised" }, task: "text-generation", datasets: [{ ref: dataset }] },
        quantitativeAnalysis: { performanceMetrics: [...losses, ...scores] },
    };
}
function propertiesOf({ digest, metadata }) {
    const hyperparameters = Object.entries(metadata.hyperparameters).filter(([, value]) => value !== null);
    return [
        { name: "genai-mlops:digest", value: digest },
        { name: "genai-mlops:run-id", value: metadata.run_id },
        ...(metadata.git_commit ? [{ name: "genai-mlops:git-commit", value: metadata.git_commit }] : []),
        ...hyperparameters.map(([name, value]) => ({
            name: `genai-mlops:hyperparameter:${name}`,
            value: typeof value === "string" ? value : JSON.stringify(value),
        })),
    ];
}
/** As an expression: `id` would have to be one of SPDX's list, and people write others. */
const licensed = (license) => (license ? { licenses: [{ expression: license }] } : {});
/** The schema wants the form of a UUID; version 8 of RFC 9562 leaves the bits to us. */
function serialNumber(digest) {
    const hex = digest.replace("sha256:", "");
    const parts = [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `8${hex.slice(13, 16)}`,
        `8${hex.slice(17, 20)}`,
        hex.slice(20, 32),
    ];
    return `urn:uuid:${parts.join("-")}`;
}

;// CONCATENATED MODULE: ./build/packages/reports/src/promotion-report.js


/** As many entries as people read; the record itself has all. */
const shownEntries = 10;
/** What promote and rollback say of the registries. `last` is what they say of the endpoint, where there is one. */
function promotionReport(record, language, last) {
    const text = messages_src/* promotionText */.fn[language];
    const { event, name, alias, legs, entries, settled, evidence } = record;
    const blocks = last ? [...last.blocks] : [];
    for (const { outcome, actor, time } of settled)
        blocks.push(callout("warn", text.settled[outcome](actor, time)));
    if (record.kept)
        blocks.push(callout("note", text.kept[record.kept](alias)));
    else if (legs.length === 0)
        blocks.push(callout("note", text.nothing(name, alias)));
    else
        blocks.push(callout(event === "promoted" ? "good" : "warn", text.done[event](name, alias)));
    // of an endpoint the report above says it
    if (record.forced !== null && !last)
        blocks.push(callout("bad", text.forced(record.forced)));
    if (legs.length > 0)
        blocks.push(heading(text.legs), table([text.registry, text.from, text.to], legs.map(({ registry, from, to }) => [registry, from ?? text.none, to])), deploymentLine(record, language));
    if (Object.keys(evidence).length > 0 && !last)
        blocks.push(heading(text.evidence), table([text.file, text.digest], Object.entries(evidence)));
    if (entries.length > 0)
        blocks.push(heading(text.entries), table([text.time, text.event, text.from, text.to, text.actor, text.run], entries
            .slice(-shownEntries)
            .map((entry) => [
            entry.time,
            text.events[entry.event ?? "promoted"],
            entry.previous ?? text.none,
            entry.version,
            entry.actor,
            entry.run,
        ])));
    return { language, title: last?.title ?? text.titles[event], blocks };
}
function deploymentLine({ deployment }, language) {
    const text = messages_src/* promotionText */.fn[language].deployment;
    const { state, reason = "" } = deployment;
    return state === "failed" ? callout("warn", text.failed(reason)) : paragraph(text[state]);
}

;// CONCATENATED MODULE: ./build/packages/reports/src/provenance-statement.js


/**
 * How a model was made, as SLSA provenance v1 (slsa.dev/spec/v1.0/provenance) about every one of its files. Parameters are
 * what a person chose, dependencies what was taken in: base model, data, commit and Python packages.
 */
function provenanceStatement(facts) {
    const { metadata, repository, serverUrl, sha } = facts;
    return {
        _type: "https://in-toto.io/Statement/v1",
        subject: facts.files.map(({ path, digest }) => ({ name: path, digest: { sha256: digest.replace("sha256:", "") } })),
        predicateType: src/* slsaProvenance */.$f,
        predicate: {
            buildDefinition: {
                buildType: "urn:genai-mlops:fine-tune:v1",
                externalParameters: {
                    source: `git+${serverUrl}/${repository}@${facts.ref}`,
                    workflow: facts.workflowRef ?? null,
                    base_model: metadata.base_model,
                    dataset: metadata.fine_tuned_on.dataset,
                },
                internalParameters: { hyperparameters: metadata.hyperparameters, seed: metadata.seed, run_id: metadata.run_id },
                resolvedDependencies: dependenciesOf(metadata, `git+${serverUrl}/${repository}`, sha),
            },
            runDetails: {
                builder: { id: facts.workflowRef ? `${serverUrl}/${facts.workflowRef}` : `${serverUrl}/${repository}` },
                metadata: {
                    ...(facts.runUrl && { invocationId: facts.runUrl }),
                    finishedOn: facts.finishedAt,
                },
            },
        },
    };
}
function dependenciesOf(metadata, source, sha) {
    const commit = metadata.git_commit ?? sha;
    return [
        ...(commit ? [{ uri: source, digest: { gitCommit: commit } }] : []),
        { name: metadata.base_model, annotations: { kind: "base-model" } },
        {
            name: metadata.fine_tuned_on.dataset,
            ...(metadata.dataset_digest && { digest: { sha256: metadata.dataset_digest.replace("sha256:", "") } }),
            annotations: { kind: "dataset" },
        },
        ...Object.entries(metadata.packages).map(([name, version]) => ({ uri: pypiUrl(name, version) })),
    ];
}

;// CONCATENATED MODULE: ./build/packages/reports/src/ray-rollback-plan.js


/**
 * rollback-plan.md of an endpoint on Ray Serve: written before any traffic can move.
 * @param place address of the dashboard, and path of the config that was in force
 */
function rayRollbackPlan(deployment, { address, previousConfig }, language) {
    const { plan } = messages_src/* deployText */.PL[language];
    const headers = ["content-type: application/json", "authorization: Bearer $RAY_AUTH_TOKEN"];
    const sent = headers.map((header) => `-H "${header}"`).join(" ");
    const target = `${address.replace(/\/+$/, "")}/api/serve/applications/`;
    return {
        language,
        title: plan.title(deployment.endpoint),
        blocks: [
            { kind: "paragraph", text: plan.restoreIntro },
            heading(plan.restore),
            code(`curl -fsS -X PUT ${sent} --data-binary @'${previousConfig}' ${target}`, "sh"),
            heading(plan.checkRouter),
            code(`curl -fsS ${deployment.url.replace(/\/v1$/, "")}/router/state`, "sh"),
            { kind: "paragraph", text: plan.record },
        ],
    };
}

;// CONCATENATED MODULE: ./build/packages/reports/src/register-report.js


/** What register says of a version. */
function registerReport(report, language) {
    const text = messages_src/* registryText */.hW[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const { metadata } = report;
    const evidence = Object.entries(report.evidence ?? {});
    return {
        language,
        title: text.title,
        blocks: [
            callout(report.created ? "good" : "note", report.created ? text.created(report.version) : text.known(report.version)),
            ...(report.replaced ? [callout("note", text.replaced(report.replaced))] : []),
            table([text.field, text.value], [
                [text.fields.name, report.name],
                [text.fields.version, report.version],
                [text.fields.ref, report.modelRef],
                ...(metadata.version_bump ? [[text.fields.bump, bumpLine(metadata.version_bump, language)]] : []),
                [text.fields.alias, report.alias ?? text.noAlias],
                [text.fields.uri, report.uri],
                [text.fields.base, metadata.base_model],
                [text.fields.dataset, metadata.fine_tuned_on.dataset],
                [text.fields.loss, numbers.decimal(metadata.metrics.eval_loss, 4)],
                ...(metadata.license ? [[text.fields.license, metadata.license]] : []),
            ]),
            ...(evidence.length > 0
                ? [
                    heading(text.evidence),
                    table([text.file, text.digest], evidence.map(([name, digest]) => [name, digest])),
                ]
                : []),
        ],
    };
}
/** Which part of the number grew, since when and why. */
function bumpLine({ part, reason, previous, detail }, language) {
    const text = messages_src/* registryText */.hW[language];
    const why = text.reasons[reason] + (detail === "" ? "" : ` (${detail})`);
    return previous === null ? why : `${text.parts[part]} ${text.since(previous)}: ${why}`;
}

;// CONCATENATED MODULE: ./build/packages/reports/src/registry-event-report.js


/** What one look into the registries found, and what became of it. */
function registryEventReport({ events, polls }, language) {
    const text = messages_src/* registryEventText */.LL[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const count = (wanted) => events.filter(({ outcome }) => outcome === wanted).length;
    const blocks = [];
    if (events.length === 0)
        blocks.push(callout("note", text.none));
    if (count("dispatched") > 0)
        blocks.push(callout("good", text.sent(numbers.integer(count("dispatched")))));
    if (count("unknown") > 0)
        blocks.push(callout("bad", text.unknown(numbers.integer(count("unknown")))));
    if (count("deferred") > 0)
        blocks.push(callout("warn", text.deferred(numbers.integer(count("deferred")))));
    if (count("dry-run") > 0)
        blocks.push(callout("note", text.dryRun));
    if (events.length > 0)
        blocks.push(heading(text.events), table([text.registry, text.name, text.what, text.version, text.previous, text.outcome], events.map(({ registry, name, kind, alias, version, previous, outcome }) => [
            registry,
            name,
            kind === "version" ? text.kinds.version : text.kinds.alias(alias ?? ""),
            version,
            previous ?? "–",
            text.outcomes[outcome],
        ])));
    blocks.push(heading(text.polls), table([text.registry, text.name, text.versions, text.state], polls.map(({ registry, name, versions, state, reason = "" }) => [
        registry,
        name,
        numbers.integer(versions),
        state === "failed" ? text.states.failed(reason) : text.states[state],
    ]), [2]));
    return { language, title: text.title, blocks };
}

;// CONCATENATED MODULE: ./build/packages/reports/src/training-report.js



/** What fine-tune says of a finished training. */
function trainingReport(report, language) {
    const { summary } = report;
    const text = messages_src/* trainingText */.kH[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const rows = [
        [text.base, report.baseModel],
        [text.dataset, report.datasetDigest],
        [text.samples, summary.samples === undefined ? undefined : numbers.integer(summary.samples)],
        [text.steps, summary.steps === undefined ? undefined : numbers.integer(summary.steps)],
        [text.device, report.gpu ?? text.cpu],
        [text.duration, numbers.duration(report.durationSeconds)],
        [text.cost, report.costUsd === undefined ? undefined : numbers.usd(report.costUsd)],
        [text.loss, numbers.decimal(summary.eval_loss, 4)],
        [text.perplexity, numbers.decimal(perplexityOf(summary), 4)],
    ];
    return {
        language,
        title: text.title,
        blocks: [
            callout("good", text.done(numbers.decimal(perplexityOf(summary), 4), numbers.duration(report.durationSeconds))),
            table([text.name, text.value], rows.filter((row) => row[1] !== undefined)),
            heading(text.curve),
            lossCurve(report.metrics, language),
            heading(text.hyperparameters),
            table([text.name, text.value], Object.entries(report.hyperparameters).map(([name, value]) => [name, String(value ?? "—")])),
            heading(text.files),
            list([report.outputFolder]),
            details(text.packages, [table([text.name, text.value], Object.entries(summary.packages ?? {}))]),
        ],
    };
}
/** The loss over the steps, as the training wrote it. */
function lossCurve(metrics, language) {
    const text = messages_src/* trainingText */.kH[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const points = (name) => metrics.flatMap((line) => (typeof line[name] === "number" ? [{ x: line.step, y: line[name] }] : []));
    const train = points("train/loss");
    const show = (point) => numbers.decimal(point?.y ?? Number.NaN, 3);
    return {
        kind: "picture",
        svg: lineChart({
            title: text.curve,
            x: text.step,
            y: "loss",
            series: [
                { name: text.trainLoss, points: train },
                { name: text.evalLoss, points: points("eval/loss") },
            ],
            format: (value) => numbers.decimal(value, 2),
        }),
        alt: text.curveAlt(show(train[0]), show(train.at(-1))),
        mermaid: train.length > 1 ? lineMermaid({ title: text.curve, x: text.step, y: "loss", points: train }) : undefined,
    };
}
const perplexityOf = (summary) => summary.perplexity ?? Math.exp(summary.eval_loss);

;// CONCATENATED MODULE: ./build/packages/reports/src/release-report.js






/** The whole release in one report: the pipeline, loss curve, scores, weight and evidence, and why it ended as it did. */
function releaseReport(parts, outcome, last) {
    const { language } = last;
    const text = messages_src/* releaseText */.hO[language];
    const stages = stagesOf(parts, outcome, language);
    const picture = {
        kind: "picture",
        svg: pipelinePicture(text.pipeline, stages),
        alt: stages.map(({ title, status, note }) => `${title}: ${note ?? status}`).join("; "),
        mermaid: pipelineMermaid(stages),
    };
    const blocks = [...last.blocks, heading(text.pipeline), picture];
    if (parts.canary)
        blocks.push(heading(text.canary), ...canaryReport(parts.canary, language).blocks);
    if (parts.evaluation)
        blocks.push(heading(text.evaluation), scoresPicture(parts.evaluation, language));
    if (parts.training?.length)
        blocks.push(heading(text.training), lossCurve(parts.training, language));
    return { ...last, blocks };
}
function stagesOf({ training, evaluation, canary, smoke }, outcome, language) {
    const text = messages_src/* releaseText */.hO[language];
    const numbers = (0,messages_src/* numbersIn */.MC)(language);
    const loss = training?.findLast((line) => typeof line["train/loss"] === "number")?.["train/loss"];
    const f1 = evaluation?.scores["f1"]?.value;
    const gate = (verdict) => verdict === undefined ? "skipped" : verdict === "pass" ? "done" : "failed";
    return [
        { id: "data", title: text.stages.data, status: "done" },
        {
            id: "training",
            title: text.stages.training,
            status: training ? "done" : "skipped",
            note: typeof loss === "number" ? text.loss(numbers.decimal(loss, 3)) : undefined,
        },
        {
            id: "evaluation",
            title: text.stages.evaluation,
            status: gate(evaluation?.verdict),
            note: f1 === undefined ? undefined : text.f1(numbers.decimal(f1, 3)),
        },
        { id: "registry", title: text.stages.registry, status: "done" },
        { id: "deploy", title: text.stages.deploy, status: "done" },
        { id: "smoke", title: text.stages.smoke, status: gate(smoke) },
        {
            id: "canary",
            title: text.stages.canary,
            status: gate(canary?.verdict),
            note: canary ? text.looks(numbers.integer(canary.looks.length)) : undefined,
        },
        { id: "outcome", title: text.stages.outcome[outcome], status: outcome === "promoted" ? "done" : "failed" },
    ];
}

;// CONCATENATED MODULE: ./build/packages/reports/src/rendered.js



/** All forms of a report that an action writes. `json` is the data that the document was made of. */
function rendered(json, document) {
    return {
        json,
        markdown: toMarkdown(document),
        html: toHtml(document),
        summary: fitTo(document, summaryBytes),
        comment: fitToComment(document),
    };
}

;// CONCATENATED MODULE: ./build/packages/reports/src/sagemaker-rollback-plan.js


/** rollback-plan.md of an endpoint on SageMaker: written before any traffic can move. */
function sageMakerRollbackPlan(deployment, region, language) {
    const { plan } = messages_src/* deployText */.PL[language];
    const { variants, previous, endpoint } = deployment;
    const place = `--region ${region} --endpoint-name ${endpoint}`;
    const weights = "--desired-weights-and-capacities VariantName=baseline,DesiredWeight=1 VariantName=canary,DesiredWeight=0";
    const back = previous
        ? [sagemaker_rollback_plan_paragraph(plan.redeploy), code(`model-ref: ${previous.modelRef}\nstrategy: all-at-once`, "yaml")]
        : [sagemaker_rollback_plan_paragraph(plan.nothingBefore)];
    return {
        language,
        title: plan.title(endpoint),
        blocks: [
            ...(variants.canary
                ? [
                    sagemaker_rollback_plan_paragraph(plan.weightIntro),
                    heading(plan.weight),
                    code(`aws sagemaker update-endpoint-weights-and-capacities ${place} ${weights}`, "sh"),
                ]
                : back),
            heading(plan.checkVariants),
            code(`aws sagemaker describe-endpoint ${place}`, "sh"),
            ...(variants.canary ? [sagemaker_rollback_plan_paragraph(plan.record)] : []),
        ],
    };
}
const sagemaker_rollback_plan_paragraph = (text) => ({ kind: "paragraph", text });

;// CONCATENATED MODULE: ./build/packages/reports/src/smoke-report.js


/** What smoke-test says of a server. */
function smokeReport(outcomes, verdict, language) {
    const text = messages_src/* smokeText */.Nu[language];
    const rows = outcomes.map(({ name, problems, got, latencySeconds }) => [
        name,
        problems.length === 0 ? text.ok : problems.map(({ check, expected }) => text.problems[check](expected)).join("; "),
        got,
        latencySeconds === null ? "—" : (0,messages_src/* numbersIn */.MC)(language).duration(latencySeconds),
    ]);
    return {
        language,
        title: text.title,
        verdict,
        blocks: [table([text.probe, text.outcome, text.got, text.latency], rows, [3])],
    };
}

;// CONCATENATED MODULE: ./build/packages/reports/src/index.js


























/***/ })

};
