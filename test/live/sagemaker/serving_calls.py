"""
The same calls of serving to whatever answers for SageMaker at an address; prints what each came to as JSON: `alike`, which
every such service answers alike, and `apart`, by what moto does otherwise.
"""

import datetime
import json
import re
import sys

import boto3
from botocore.exceptions import ClientError

url, key, secret, region = sys.argv[1:]
client = boto3.client(
    "sagemaker", endpoint_url=url, region_name=region, aws_access_key_id=key, aws_secret_access_key=secret
)
seen = []


def plain(value):
    """Without what no two services say alike: times, accounts, quotes, images that were resolved, and what is empty."""
    if isinstance(value, dict):
        kept = {name: plain(inner) for name, inner in value.items() if name not in ("ResponseMetadata", "DeployedImages")}
        return {name: inner for name, inner in kept.items() if inner not in ({}, [], None, False)}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime.datetime):
        return None
    if isinstance(value, str):
        return re.sub(r":\d{12}:", ":account:", value).replace("'", '"')
    return value


def asked(operation, **parameters):
    try:
        return getattr(client, operation)(**parameters)
    except ClientError as error:
        said = error.response["Error"]
        return {"refused": said["Code"], "message": said["Message"]}


def call(operation, **parameters):
    answer = asked(operation, **parameters)
    seen.append([operation, plain(answer)])
    return answer


role = "arn:aws:iam::111122223333:role/serving"
image = "763104351884.dkr.ecr.eu-central-1.amazonaws.com/djl-inference:0.36.0-lmi"
tags = [{"Key": "genai-mlops", "Value": "serving:mail"}]


def model(name):
    container = {"Image": image, "ModelDataUrl": f"s3://models/{name}.tar.gz", "Environment": {"A": name}}
    return {"ModelName": name, "PrimaryContainer": container, "ExecutionRoleArn": role, "Tags": tags}


def variant(name, model_name, weight, instance="ml.m5.xlarge"):
    return {
        "VariantName": name,
        "ModelName": model_name,
        "InitialInstanceCount": 1,
        "InstanceType": instance,
        "InitialVariantWeight": weight,
    }


def weighed(*weights):
    return [
        {"VariantName": name, "DesiredWeight": weight, "DesiredInstanceCount": 2}
        for name, weight in zip(["baseline", "canary"], weights)
    ]


for name in ["mail-m1", "mail-m2"]:
    call("create_model", **model(name))
call("describe_model", ModelName="mail-m1")
call("describe_model", ModelName="nobody")
call("list_models", SortBy="Name", SortOrder="Ascending")
variants = [variant("baseline", "mail-m1", 1), variant("canary", "mail-m2", 0.5)]
call("create_endpoint_config", EndpointConfigName="mail-c1", ProductionVariants=variants[:1], Tags=tags)
call("create_endpoint_config", EndpointConfigName="mail-c2", ProductionVariants=variants, Tags=tags)
call("describe_endpoint_config", EndpointConfigName="mail-c2")
call("describe_endpoint_config", EndpointConfigName="nobody")
call("list_endpoint_configs", SortBy="Name", SortOrder="Ascending")
call("create_endpoint", EndpointName="nothing", EndpointConfigName="nobody")
call("describe_endpoint", EndpointName="mail")
arn = call("create_endpoint", EndpointName="mail", EndpointConfigName="mail-c2", Tags=tags)["EndpointArn"]
call("describe_endpoint", EndpointName="mail")
call("list_tags", ResourceArn=arn)
call("add_tags", ResourceArn=arn, Tags=[{"Key": "state", "Value": "1 a"}])
call("list_tags", ResourceArn=arn)
call("delete_tags", ResourceArn=arn, TagKeys=["state", "nobody"])
call("list_tags", ResourceArn=arn)
call("list_tags", ResourceArn=client.describe_model(ModelName="mail-m1")["ModelArn"])
call("update_endpoint_weights_and_capacities", EndpointName="mail", DesiredWeightsAndCapacities=weighed(0.75, 0.25))
call("describe_endpoint", EndpointName="mail")

apart = {
    "a tag whose key is there is added beside it": asked("add_tags", ResourceArn=arn, Tags=tags),
    "a list has one page, whatever its length": asked("list_models", SortBy="Name", MaxResults=1),
    "a part of a name is passed over": asked("list_models", NameContains="m1", SortBy="Name"),
    "a model is made again over the one that is there": asked("create_model", **model("mail-m1")),
    "instances of the fifth generation of GPUs are unknown": asked(
        "create_endpoint_config",
        EndpointConfigName="mail-c3",
        ProductionVariants=[variant("baseline", "mail-m1", 1, "ml.g5.xlarge")],
    ),
    "an endpoint is given no other configuration": asked(
        "update_endpoint", EndpointName="mail", EndpointConfigName="mail-c1"
    ),
}
asked("update_endpoint_weights_and_capacities", EndpointName="mail", DesiredWeightsAndCapacities=weighed(1, 0))
apart["a weight of 0 is not told"] = asked("describe_endpoint", EndpointName="mail")

call("delete_endpoint", EndpointName="nobody")
call("delete_endpoint", EndpointName="mail")
call("describe_endpoint", EndpointName="mail")
call("delete_endpoint_config", EndpointConfigName="nobody")
for name in ["mail-c1", "mail-c2"]:
    call("delete_endpoint_config", EndpointConfigName=name)
apart["a model that nobody knows is named by no ARN"] = asked("delete_model", ModelName="nobody")
asked("delete_endpoint_config", EndpointConfigName="mail-c3")
for name in ["mail-m1", "mail-m2"]:
    call("delete_model", ModelName=name)
call("list_models")
call("list_endpoint_configs")
print(json.dumps({"alike": seen, "apart": plain(apart)}))
