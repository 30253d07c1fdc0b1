"""Steps of the official Hugging Face client, as its users take them. Prints one JSON list, an object a step."""

import json
import sys
from pathlib import Path

from huggingface_hub import CommitOperationAdd, HfApi, ModelCard, snapshot_download
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.repocard_data import EvalResult

api = HfApi()


def contents(folder: str) -> dict:
    root = Path(folder)
    found = [path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts]
    return {str(path.relative_to(root)): path.read_text("utf-8", "replace") for path in found}


def whoami() -> dict:
    return {"name": api.whoami()["name"]}


def create(repo: str) -> dict:
    return {"id": api.create_repo(repo, private=True, exist_ok=True).repo_id}


def upload(repo: str, folder: str, message: str) -> dict:
    return {"oid": api.upload_folder(repo_id=repo, folder_path=folder, commit_message=message).oid}


def tag(repo: str, name: str, revision: str) -> dict:
    api.create_tag(repo, tag=name, revision=revision)
    api.create_tag(repo, tag=name, revision=revision, exist_ok=True)
    return {}


def branch(repo: str, name: str, revision: str) -> dict:
    api.create_branch(repo, branch=name, revision=revision)
    return {}


def delete(repo: str, tag_name: str, branch_name: str) -> dict:
    api.delete_tag(repo, tag=tag_name)
    api.delete_branch(repo, branch=branch_name)
    return {}


def refs(repo: str) -> dict:
    found = api.list_repo_refs(repo)
    return {
        "branches": {ref.name: ref.target_commit for ref in found.branches},
        "tags": {ref.name: ref.target_commit for ref in found.tags},
    }


def download(repo: str, revision: str, folder: str) -> dict:
    return {"files": contents(snapshot_download(repo, revision=revision, local_dir=folder))}


def history(repo: str) -> dict:
    return {"titles": [commit.title for commit in api.list_repo_commits(repo)]}


def info(repo: str, path: str, revision: str) -> dict:
    (found,) = api.get_paths_info(repo, [path], revision=revision)
    return {"sha256": found.lfs.sha256 if found.lfs else None, "size": found.size}


def late(repo: str, parent: str) -> dict:
    """A commit upon a parent that is no longer the last one."""
    operations = [CommitOperationAdd(path_in_repo="late.txt", path_or_fileobj=b"late")]
    try:
        api.create_commit(repo, operations, commit_message="late", parent_commit=parent)
    except HfHubHTTPError as error:
        return {"status": error.response.status_code}
    return {"status": 200}


def card(path: str) -> dict:
    """What the client understands of a card; it raises on a front matter or a model-index that is not by the rules."""
    text = Path(path).read_text("utf-8")
    found = ModelCard(text)
    results = found.data.eval_results or []
    assert all(isinstance(result, EvalResult) for result in results)
    again = ModelCard(str(found))
    assert again.data.to_dict() == found.data.to_dict()
    return {
        "name": found.data.model_name,
        "base_model": found.data.base_model,
        "datasets": found.data.datasets,
        "language": found.data.language,
        "license": found.data.license,
        "library": found.data.library_name,
        "task": found.data.pipeline_tag,
        "tags": found.data.tags,
        "metrics": {result.metric_type: result.metric_value for result in results},
        "dataset": results[0].dataset_name if results else None,
        "text": found.text.strip()[:40],
    }


steps = {step.__name__: step for step in (whoami, create, upload, tag, branch, delete, refs, download, history, info, late, card)}
print(json.dumps([steps[name](*parameters) for name, *parameters in json.loads(sys.argv[1])]))
