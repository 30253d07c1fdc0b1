import { defineAction, flag, text } from "#action-kit";

export const spec = defineAction({
  name: "prepare-data",
  description: "Turns a pinned source into chat-format splits without overlaps, and locks what they hold",
  inputs: {
    config: text("Dataset configuration (YAML)", { default: "data/dataset.yaml" }),
    "output-dir": text("Folder that the splits are written to", { default: "data/prepared" }),
    lock: text("Lock file that is committed; beside the configuration unless told"),
    "update-lock": flag("Write the lock anew instead of refusing data that changed", { default: false }),
    "state-dir": text("Folder that outlasts the job; holds downloads"),
  },
  outputs: {
    "dataset-dir": "Folder with the splits and their lock",
    "dataset-digest": "Digest of all splits together",
    "lock-path": "Path of the committed lock",
    rows: "Rows of the source",
  },
  permissions: { contents: "read" },
  report: "dataset",
  branding: { icon: "database", color: "blue" },
});
