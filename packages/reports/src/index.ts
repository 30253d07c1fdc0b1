export * from "./charts/index.ts";
export * from "./dataset-report.ts";
export * from "./document.ts";
export * from "./fit-to.ts";
export * from "./html.ts";
export * from "./markdown.ts";
export * from "./rendered.ts";
export * from "./training-report.ts";
