"""Reads what the registry wrote as a user of MLflow's own client would, and prints it as JSON."""

import json
import sys
from pathlib import Path

import mlflow
from mlflow.models import Model, get_model_info

name, alias, target = sys.argv[1:]
client = mlflow.MlflowClient()
versions = client.search_model_versions(f"name = '{name}'")
by_alias = client.get_model_version_by_alias(name, alias)
logged = client.get_logged_model(by_alias.model_id or by_alias.source.removeprefix("models:/"))
folder = mlflow.artifacts.download_artifacts(artifact_uri=f"models:/{name}@{alias}", dst_path=target)
loaded = Model.load(folder)
info = get_model_info(f"models:/{name}@{alias}")
checkpoint = mlflow.artifacts.download_artifacts(artifact_uri=sys.stdin.read().strip())
print(
    json.dumps(
        {
            "versions": {one.version: one.tags["genai-mlops.version"] for one in versions},
            "alias": by_alias.version,
            "logged": {
                "status": str(logged.status),
                "params": logged.params,
                "source_run_id": logged.source_run_id,
            },
            "files": sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file()),
            "flavors": loaded.flavors,
            "info": {"flavors": sorted(info.flavors), "model_id": info.model_id, "run_id": info.run_id},
            "checkpoint": sorted(path.name for path in Path(checkpoint).iterdir()),
        }
    )
)
