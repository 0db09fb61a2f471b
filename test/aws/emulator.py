"""Runs MiniStack as published, corrected where it keeps from the product what AWS would tell it, or refuses what AWS would not.

Each correction says what AWS does. One that no longer finds its place stops the start: MiniStack is pinned.
"""

import contextvars
import json
import os
import signal
import sys
import threading

from ministack import app
from ministack.core import lambda_runtime
from ministack.services import eventbridge, lambda_svc, s3, secretsmanager
from ministack.services.cloudformation import provisioners


def name_versions():
    """S3 names the version in its events (`object.version-id`); MiniStack knows it, and leaves it out for EventBridge.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
    """
    version = contextvars.ContextVar("version", default=None)
    fire, dispatch = s3._fire_s3_event, eventbridge._dispatch_event

    def fire_naming(*args, version_id=None, **kwargs):
        version.set(version_id)
        return fire(*args, version_id=version_id, **kwargs)

    def dispatch_naming(event, *args):
        if event["Source"] == "aws.s3" and version.get() is not None:
            detail = json.loads(event["Detail"])
            detail["object"].setdefault("version-id", version.get())
            event = {**event, "Detail": json.dumps(detail)}
        return dispatch(event, *args)

    s3._fire_s3_event, eventbridge._dispatch_event = fire_naming, dispatch_naming


def name_errors():
    """Lambda's Node.js runtime reports `error.name` as the error's type, which retries match; MiniStack says
    `Runtime.HandlerError` of them all.

    https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
    """
    script = lambda_runtime._NODEJS_WORKER_SCRIPT
    told = 'status: "error", error: String(err.message || err),'
    if script.count(told) != 1:
        raise SystemExit("MiniStack has another worker script than the one that is corrected here")
    lambda_runtime._NODEJS_WORKER_SCRIPT = script.replace(told, f"{told} name: String(err.name || 'Error'),")

    last = threading.local()
    invoke, execute = lambda_runtime.Worker.invoke, lambda_svc._execute_function_warm

    def invoke_noting(self, *args, **kwargs):
        result = invoke(self, *args, **kwargs)
        last.name = result.get("name")
        return result

    def execute_naming(*args):
        last.name = None
        result = execute(*args)
        if result.get("error") and last.name:
            result["body"]["errorType"] = last.name
        return result

    lambda_runtime.Worker.invoke, lambda_svc._execute_function_warm = invoke_noting, execute_naming


def name_throttles():
    """A throttled function fails a state with `Lambda.TooManyRequestsException`; MiniStack says `Lambda.Unknown`.

    https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    """
    throttle = lambda_svc._throttle_response

    def throttle_naming(*args, **kwargs):
        result = throttle(*args, **kwargs)
        result["body"]["errorType"] = "Lambda.TooManyRequestsException"
        return result

    lambda_svc._throttle_response = throttle_naming


def generate_secrets():
    """CloudFormation generates a secret by all that `GenerateSecretString` says, and refers to it by its ARN; MiniStack
    heeds the length alone, and refers to it by its name, which no policy allows.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
    """
    make = provisioners._sm_secret_string
    handlers = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]
    create, delete = handlers["create"], handlers["delete"]

    def make_obeying(properties):
        options = properties.get("GenerateSecretString")
        if not options or "SecretStringTemplate" in options:
            return make(properties)
        _, _, body = secretsmanager._get_random_password(options)
        return json.loads(body)["RandomPassword"]

    def create_referring(*args):
        _, attributes = create(*args)
        return attributes["Arn"], attributes

    def delete_by_arn(arn, properties):
        name, _ = secretsmanager._resolve(arn)
        delete(name, properties)

    provisioners._sm_secret_string = make_obeying
    handlers.update(create=create_referring, delete=delete_by_arn)


def count_loopback_as_secure():
    """Buckets and queues refuse what comes without TLS, and here everything does: none of it leaves this machine."""
    pin = app.pin_request_origin
    app.pin_request_origin = lambda source_ip, _secure: pin(source_ip, True)


def end_with_input():
    """Whoever started this holds its input open, and may die without a word: then all of this group goes."""
    sys.stdin.read()
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    threading.Thread(target=end_with_input, daemon=True).start()
    generate_secrets()
    count_loopback_as_secure()
    name_versions()
    name_errors()
    name_throttles()
    app.main()
