/** A figure: a title, and lines that come as they are measured. */
export interface Bench {
  title: string;
  lines(options: { full: boolean }): Iterable<string> | AsyncIterable<string>;
}

/** One line a figure, in the order in which all of them run. */
export const benches: Record<string, () => Promise<Bench>> = {
  "cold-start": () => import("./cold-start.ts"),
  size: () => import("./size.ts"),
  router: () => import("./router/router.ts"),
  pipeline: () => import("./pipeline.ts"),
  canary: () => import("./canary/canary.ts"),
  "canary-look": () => import("./canary-look.ts"),
  "text-metrics": () => import("./text-metrics.ts"),
  "evaluate-throughput": () => import("./evaluate-throughput.ts"),
  "evaluate-memory": () => import("./evaluate-memory.ts"),
  "evaluate-scoring": () => import("./evaluate-scoring.ts"),
  "upload-to-mlflow": () => import("./upload/to-mlflow.ts"),
  "upload-to-s3": () => import("./upload/to-s3.ts"),
  "upload-to-wandb": () => import("./upload/to-wandb.ts"),
  "upload-to-huggingface": () => import("./upload/to-huggingface.ts"),
};
