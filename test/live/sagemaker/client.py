"""What a user of Amazon's own client does with a registry's packages; prints what it saw as JSON."""

import json
import sys

import boto3
from botocore.exceptions import ClientError

url, key, secret, region = sys.argv[1:]
client = boto3.client(
    "sagemaker", endpoint_url=url, region_name=region, aws_access_key_id=key, aws_secret_access_key=secret
)


def refused(call, **parameters):
    try:
        call(**parameters)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "not refused"


seen = {}
pages = client.get_paginator("list_model_packages").paginate(
    ModelPackageGroupName="mail", PaginationConfig={"PageSize": 1}
)
listed = [summary for page in pages for summary in page["ModelPackageSummaryList"]]
seen["listed"] = [summary["ModelPackageVersion"] for summary in listed]
approved = client.list_model_packages(ModelPackageGroupName="mail", ModelApprovalStatus="Approved")
(newest,) = approved["ModelPackageSummaryList"]
package = client.describe_model_package(ModelPackageName=newest["ModelPackageArn"])
seen["version"] = package["CustomerMetadataProperties"]["genai-mlops.version"]
seen["archive"] = package["InferenceSpecification"]["Containers"][0]["ModelDataUrl"]
seen["quality"] = package["ModelMetrics"]["ModelQuality"]["Statistics"]["S3Uri"]
seen["card"] = json.loads(package["ModelCard"]["ModelCardContent"])["model_overview"]["model_creator"]
seen["group"] = client.describe_model_package_group(ModelPackageGroupName="mail")["ModelPackageGroupStatus"]
client.create_model_package_group(ModelPackageGroupName="python", Tags=[{"Key": "team", "Value": "ml"}])
made = client.create_model_package(ModelPackageGroupName="python", ClientToken="once")["ModelPackageArn"]
again = client.create_model_package(ModelPackageGroupName="python", ClientToken="once")["ModelPackageArn"]
seen["once"] = made == again
seen["refused"] = [
    refused(client.create_model_package_group, ModelPackageGroupName="python"),
    refused(client.describe_model_package_group, ModelPackageGroupName="nobody"),
    refused(client.delete_model_package_group, ModelPackageGroupName="python"),
    refused(client.update_model_package, ModelPackageArn=made, ModelApprovalStatus="approved"),
]
client.delete_model_package(ModelPackageName=made)
client.delete_model_package_group(ModelPackageGroupName="python")
print(json.dumps(seen))
