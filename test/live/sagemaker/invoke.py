"""What a user of Amazon's own client asks of an endpoint, at once and through S3; prints what came of it as JSON."""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

url, key, secret, region = sys.argv[1:]
session = {"region_name": region, "aws_access_key_id": key, "aws_secret_access_key": secret, "endpoint_url": url}
runtime = boto3.client("sagemaker-runtime", **session)
plain = Config(
    s3={"addressing_style": "path"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
s3 = boto3.client("s3", config=plain, **session)


def asked(call):
    try:
        return call()
    except ClientError as error:
        return error.response["Error"]["Code"]


body = json.dumps({"question": "?"})
seen = {
    "sync": asked(
        lambda: runtime.invoke_endpoint(EndpointName="mail", ContentType="application/json", Body=body)["Body"]
        .read()
        .decode()
    )
}


def ask_later():
    answer = runtime.invoke_endpoint_async(
        EndpointName="mail",
        ContentType="application/json",
        InputLocation="s3://answers/questions/1.json",
        InferenceId="r-1",
        RequestTTLSeconds=60,
        InvocationTimeoutSeconds=3600,
    )
    return {"output": answer["OutputLocation"], "failure": answer["FailureLocation"], "id": answer["InferenceId"]}


if seen["sync"] == "ValidationError":
    s3.put_object(Bucket="answers", Key="questions/1.json", Body=body)
seen["async"] = asked(ask_later)
if isinstance(seen["async"], dict):
    seen["answers"] = [
        asked(lambda: s3.get_object(Bucket="answers", Key="mail/r-1.out")["Body"].read().decode()) for _ in range(2)
    ]
print(json.dumps(seen))
