"""Cuts botocore's description of SageMaker, or of another service, down to the operations named on the command line, without its prose.

    python trim.py CreateModelPackage ... > service-2.json     (in an environment with botocore)
    python trim.py cloudwatch@2010-08-01 GetMetricData > ../../cloudwatch/__fixtures__/service-2.json
"""

import json
import sys

import botocore
from botocore.loaders import Loader

ABSENT = {"documentation", "documentationUrl"}


def bare(value):
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key not in ABSENT}
    return [bare(inner) for inner in value] if isinstance(value, list) else value


def trimmed(names, service_name="sagemaker", version="2017-07-24"):
    service = Loader().load_service_model(service_name, "service-2", version)
    shapes = {}

    def keep(reference):
        name = reference["shape"]
        if name in shapes:
            return
        # `documentation` is the name of no member of these shapes, so that it can be cut everywhere
        shape = shapes[name] = bare(service["shapes"][name])
        for inner in [*shape.get("members", {}).values(), *(shape[key] for key in ("member", "key", "value") if key in shape)]:
            keep(inner)

    operations = {name: bare(service["operations"][name]) for name in sorted(names)}
    for operation in operations.values():
        for reference in [operation.get("input"), operation.get("output"), *operation.get("errors", [])]:
            if reference:
                keep(reference)
    return {
        "source": f"botocore {botocore.__version__}, data/{service_name}/{version}/service-2.json, cut to the operations below",
        "licence": "Apache-2.0, Copyright Amazon.com, Inc. or its affiliates",
        "metadata": bare(service["metadata"]),
        "operations": operations,
        "shapes": dict(sorted(shapes.items())),
    }


if __name__ == "__main__":
    first, *others = sys.argv[1:]
    cut = trimmed(others, *first.split("@")) if "@" in first else trimmed([first, *others])
    json.dump(cut, sys.stdout, indent=1, sort_keys=True)
    print()
