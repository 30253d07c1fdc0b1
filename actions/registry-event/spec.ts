import {
  choice,
  defineAction,
  flag,
  list,
  promotionInputs,
  registryInputs,
  registryNames,
  secret,
  stateInputs,
  text,
} from "#action-kit";

export const spec = defineAction({
  name: "registry-event",
  description:
    "Looks once into registries, and turns every new version, moved alias and approval, other tools' too, into a repository_dispatch, at most once each",
  inputs: {
    names: list("Names of the models that are looked at", { required: true }),
    registries: list(
      "Registries that are looked into, such as `file, mlflow, langsmith=my-team`; the one of `registry` unless told",
    ),
    ...registryInputs,
    registry: choice(
      [...registryNames, "langsmith"],
      "What is looked into: where models live, or the prompts of LangSmith, whose commits are versions and whose commit tags are aliases",
      { default: "file" },
    ),
    "registry-uri": {
      ...registryInputs["registry-uri"],
      description: `${registryInputs["registry-uri"].description}; langsmith: the owner of the prompts, the workspace itself unless told (LANGSMITH_ENDPOINT, LANGSMITH_WORKSPACE_ID)`,
    },
    "langsmith-api-key": secret("Key of LangSmith", { environment: "LANGSMITH_API_KEY" }),
    since: choice(["now", "all"], "What the first look reports: nothing that is there already, or all of it", {
      default: "now",
    }),
    "event-type": text("Type of the event that workflows wait for (`on: repository_dispatch: types:`)", {
      default: "registry-event",
    }),
    "dry-run": flag("Report what would be sent, send nothing and remember nothing", { default: false }),
    "state-store": promotionInputs["state-store"],
    "github-token": {
      ...promotionInputs["github-token"],
      description: "Token that the event is sent with; needs `contents: write`",
    },
    ...stateInputs,
  },
  outputs: {
    dispatched: "How many events were sent",
    events: "All events of this run as JSON, each with its outcome: dispatched, unknown, deferred or dry-run",
  },
  permissions: { contents: "write" },
  branding: { icon: "radio", color: "blue" },
});
