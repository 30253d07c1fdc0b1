"""Logs a model as a scientist does who knows nothing of this toolkit, and gives it an alias. Prints its number."""

import sys

import mlflow

name, alias = sys.argv[1:]


class Echo(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input: list[str]) -> list[str]:
        return model_input


mlflow.set_experiment("notebook")
with mlflow.start_run():
    logged = mlflow.pyfunc.log_model(name="echo", python_model=Echo(), pip_requirements=[], registered_model_name=name)
mlflow.MlflowClient().set_registered_model_alias(name, alias, logged.registered_model_version)
print(logged.registered_model_version)
