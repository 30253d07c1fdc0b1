"""What a user of the official client does. Takes steps as JSON, and says what it saw as JSON on its last line."""

import json
import os
import pathlib
import sys

import wandb

ENTITY, PROJECT = "ent", "llm-finetuning"


def log(folder: str, alias: str) -> dict:
    run = wandb.init(entity=ENTITY, project=PROJECT, job_type="train", config={"lr": 0.1})
    for step in range(4):
        run.log({"loss": 1 / (step + 1)})
    artifact = wandb.Artifact("python-model", type="model", metadata={"base_model": "llama"})
    artifact.add_dir(folder)
    logged = run.log_artifact(artifact, aliases=[alias]).wait()
    seen = {"version": logged.version, "digest": logged.digest, "aliases": sorted(logged.aliases), "run": run.id}
    run.finish()
    return seen


def use(name: str, root: str) -> dict:
    run = wandb.init(entity=ENTITY, project=PROJECT, job_type="evaluate")
    artifact = run.use_artifact(name)
    folder = pathlib.Path(artifact.download(root=root, skip_cache=True))
    files = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}
    artifact.verify(root)
    seen = {
        "version": artifact.version,
        "aliases": sorted(artifact.aliases),
        "metadata": artifact.metadata,
        "files": files,
    }
    run.finish()
    return seen


def used(run: str) -> dict:
    """What a run took in, and who took the first of it in, as people see it at W&B."""
    found = wandb.Api().run(run)
    artifacts = list(found.used_artifacts())
    users = {f"{one.id} ({one.job_type})" for one in artifacts[0].used_by()} if artifacts else set()
    return {
        "artifacts": [one.name for one in artifacts],
        "users": sorted(users),
        "state": found.state,
        "job_type": found.job_type,
    }


def move(name: str, added: str, removed: str) -> dict:
    artifact = wandb.Api().artifact(name)
    artifact.aliases.append(added)
    if removed in artifact.aliases:
        artifact.aliases.remove(removed)
    artifact.save()
    return {"aliases": sorted(wandb.Api().artifact(name).aliases)}


def versions(name: str) -> dict:
    return {"versions": [one.version for one in wandb.Api().artifacts("model", name)]}


def link(name: str, target: str, alias: str) -> dict:
    linked = wandb.Api().artifact(name).link(target, aliases=[alias])
    return {"version": linked.version, "aliases": sorted(linked.aliases), "name": linked.qualified_name}


def edit(name: str, folder: str, changed: str) -> dict:
    """A new version from an old one, of which one file changes."""
    run = wandb.init(entity=ENTITY, project=PROJECT, job_type="edit")
    draft = run.use_artifact(name).new_draft()
    draft.remove(changed)
    draft.add_file(os.path.join(folder, changed), name=changed)
    logged = run.log_artifact(draft).wait()
    run.finish()
    return {"version": logged.version}


def delete(name: str) -> dict:
    wandb.Api().artifact(name).delete(delete_aliases=True)
    return {}


if __name__ == "__main__":
    print(json.dumps([globals()[verb](*parameters) for verb, *parameters in json.loads(sys.argv[1])]))
