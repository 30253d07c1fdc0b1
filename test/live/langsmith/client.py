"""Steps of the official LangSmith client, as its users take them. Prints one JSON list, an object a step."""

import json
import sys

from langchain_core.prompts import ChatPromptTemplate
from langsmith import Client
from langsmith.utils import LangSmithAuthError, LangSmithConflictError, LangSmithNotFoundError, LangSmithUserError

client = Client()
# what the package generates of the published description, with its own routes
generated = client._get_langsmith_api_sync()


def create(name: str) -> dict:
    prompt = client.create_prompt(name)
    return {"handle": prompt.repo_handle, "commits": prompt.num_commits}


def push(name: str, text: str, *tags: str) -> dict:
    url = client.push_prompt(name, object=ChatPromptTemplate([("user", text)]), commit_tags=list(tags) or None)
    return {"short": url.split("/")[-1].split("?")[0]}


def commits(name: str) -> dict:
    return {"hashes": [commit.commit_hash for commit in client.list_prompt_commits(name)]}


def generated_commits(name: str) -> dict:
    found = list(generated.commits.list(name, owner="-", limit=1, include_stats=False))
    return {"hashes": [commit.commit_hash for commit in found], "shas": [commit.manifest_sha for commit in found]}


def tags(name: str) -> dict:
    found = client.request_with_retries("GET", f"/repos/-/{name}/tags").json()
    return {"tags": {tag["tag_name"]: tag["commit_hash"] for tag in found}}


def move(name: str, tag: str, short: str) -> dict:
    found = next(one for one in client.list_prompt_commits(name) if one.commit_hash.startswith(short))
    client.request_with_retries("PATCH", f"/repos/-/{name}/tags/{tag}", json={"commit_id": str(found.id)})
    return {}


def pull(name: str) -> dict:
    found = client.pull_prompt_commit(name, skip_cache=True)
    return {"hash": found.commit_hash, "text": found.manifest["kwargs"]["messages"][0]["kwargs"]["prompt"]["kwargs"]}


def listed() -> dict:
    return {"prompts": [prompt.repo_handle for prompt in client.list_prompts().repos]}


def generated_prompt(name: str) -> dict:
    found = generated.repos.retrieve(name, owner="acme").repo
    # the client makes a push's tags at the same time
    return {"handle": found.repo_handle, "tags": sorted(found.commit_tags), "last": found.last_commit_hash}


def delete(name: str) -> dict:
    client.delete_prompt(name)
    return {"there": client.get_prompt(name) is not None}


refusals = (LangSmithAuthError, LangSmithConflictError, LangSmithNotFoundError, LangSmithUserError)
seen = []
for step, *arguments in json.loads(sys.argv[1]):
    try:
        seen.append(globals()[step](*arguments))
    except refusals as refusal:
        seen.append({"refused": type(refusal).__name__})
print(json.dumps(seen))
