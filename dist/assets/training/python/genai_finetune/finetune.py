"""The recipe: LoRA on the last assistant turn, checkpoints, merge, GGUF. usage: python -m genai_finetune.finetune

Environment contract (the same for a user's own command): GENAI_MODEL, GENAI_MODEL_ID, GENAI_TRAIN_FILE,
GENAI_VALIDATION_FILE, GENAI_OUTPUT_DIR, GENAI_CONFIG (JSON, checked by the action), GENAI_METRICS_FILE, GENAI_SEED,
GENAI_EXPORT (q8_0 | f16 | none).
"""

import json
import math
import os
import shutil
import sys
import time
from importlib.metadata import version
from pathlib import Path

from .failures import named, report

PACKAGES = ("accelerate", "datasets", "gguf", "peft", "tokenizers", "torch", "transformers", "trl")


def main() -> int:
    started = time.monotonic()
    environment = os.environ
    output = Path(environment["GENAI_OUTPUT_DIR"])
    config = json.loads(Path(environment["GENAI_CONFIG"]).read_text(encoding="utf-8"))
    seed = int(environment["GENAI_SEED"])
    try:
        summary = train(config, output, seed)
        export(output, environment["GENAI_EXPORT"], environment["GENAI_MODEL_ID"])
    except Exception as error:  # named() keeps what it does not know as the bug it is
        failure = named(error)
        if failure is None:
            raise
        return report(failure)
    summary["duration_s"] = round(time.monotonic() - started, 1)
    write_json(output / "training-summary.json", summary)
    return 0


def train(config: dict, output: Path, seed: int) -> dict:
    import torch
    from datasets import Dataset
    from peft import LoraConfig
    from transformers import AutoModelForCausalLM, AutoTokenizer, set_seed
    from trl import SFTConfig, SFTTrainer

    from .chat_data import read_rows, tokenize
    from .checkpoints import last_whole_checkpoint
    from .metrics import MetricsStream

    lora, training = config["lora"], config["training"]
    cuda = torch.cuda.is_available()
    set_seed(seed)
    torch.set_num_threads(training["threads"] or len(os.sched_getaffinity(0)))
    # weights stay float32; with bfloat16 a CPU that has the instructions multiplies in bfloat16 and adds in float32
    torch.set_float32_matmul_precision("medium" if training["matmul"] == "bfloat16" else "highest")

    tokenizer = AutoTokenizer.from_pretrained(os.environ["GENAI_MODEL"])
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    model = AutoModelForCausalLM.from_pretrained(os.environ["GENAI_MODEL"], dtype=torch.bfloat16 if cuda else torch.float32)
    train_rows = tokenize(read_rows(os.environ["GENAI_TRAIN_FILE"]), tokenizer, training["max_length"])
    validation_rows = tokenize(read_rows(os.environ["GENAI_VALIDATION_FILE"]), tokenizer, training["max_length"])[: training["validation_rows"]]

    layers = model.config.num_hidden_layers
    top = lora["top_layers"]
    peft_config = LoraConfig(
        r=lora["r"],
        lora_alpha=lora["alpha"],
        lora_dropout=lora["dropout"],
        target_modules=linear_modules(model) if lora["target_modules"] == "all-linear" else lora["target_modules"],
        layers_to_transform=None if top is None else list(range(max(0, layers - top), layers)),
        task_type="CAUSAL_LM",
    )
    checkpoints = output / "checkpoints"
    every = training["evaluation_steps"]
    trainer = SFTTrainer(
        model=model,
        processing_class=tokenizer,
        train_dataset=Dataset.from_list(train_rows),
        eval_dataset=Dataset.from_list(validation_rows),
        peft_config=peft_config,
        callbacks=[MetricsStream(os.environ["GENAI_METRICS_FILE"])],
        args=SFTConfig(
            output_dir=str(checkpoints),
            seed=seed,
            data_seed=seed,
            num_train_epochs=training["epochs"],
            max_steps=training["max_steps"] or -1,
            per_device_train_batch_size=training["batch_size"],
            per_device_eval_batch_size=training["batch_size"],
            gradient_accumulation_steps=training["gradient_accumulation"],
            gradient_checkpointing=training["gradient_checkpointing"],
            learning_rate=training["learning_rate"],
            lr_scheduler_type=training["scheduler"],
            warmup_steps=training["warmup_steps"],
            weight_decay=training["weight_decay"],
            max_length=training["max_length"],
            train_sampling_strategy="group_by_length",
            length_column_name="length",
            dataset_kwargs={"skip_prepare_dataset": True},
            logging_steps=training["logging_steps"],
            logging_nan_inf_filter=False,
            eval_strategy="epoch" if every is None else "steps",
            eval_steps=every,
            save_strategy="steps",
            save_steps=training["checkpoint_steps"],
            save_total_limit=2,
            bf16=cuda,
            use_cpu=not cuda,
            dataloader_pin_memory=cuda,
            disable_tqdm=True,
            report_to="none",
            **({} if training["optimizer"] is None else {"optim": training["optimizer"]}),
        ),
    )
    found = last_whole_checkpoint(checkpoints)
    if found:
        print(f"going on from {found}", flush=True)
    result = trainer.train(resume_from_checkpoint=found)
    loss = last_evaluation(trainer)
    save(trainer, tokenizer, output)
    steps = trainer.state.global_step
    batch = training["batch_size"] * training["gradient_accumulation"]
    return {
        "schemaVersion": 1,
        "seed": seed,
        "device": torch.cuda.get_device_name() if cuda else "cpu",
        "precision": "bfloat16" if cuda else "float32",
        **({"peak_gpu_memory_mib": round(torch.cuda.max_memory_allocated() / 2**20)} if cuda else {}),
        "steps": steps,
        "epochs": trainer.state.epoch,
        "samples": min(steps * batch, math.ceil(len(train_rows) * trainer.state.epoch)),
        "train_rows": len(train_rows),
        "train_loss": mean_loss(trainer, result.training_loss),
        "eval_loss": loss,
        "perplexity": math.exp(loss),
        "train_runtime_s": result.metrics["train_runtime"],
        "packages": {name: version(name) for name in PACKAGES},
        "python": sys.version.split()[0],
    }


def mean_loss(trainer, told: float) -> float:
    """Over all steps, each logged loss being the mean of the steps since the one before it.

    The Trainer's own, `told`, divides what came after a resume by the steps of the whole training.
    """
    logged = [(line["step"], line["loss"]) for line in trainer.state.log_history if "loss" in line]
    if not logged:
        return told
    steps = [step for step, _ in logged]
    return sum(loss * (step - before) for (step, loss), before in zip(logged, [0, *steps])) / steps[-1]


def last_evaluation(trainer) -> float:
    """Loss on the validation rows after the last step; an epoch that ended with it has told it already."""
    last = trainer.state.log_history[-2:]
    known = [line["eval_loss"] for line in last if line["step"] == trainer.state.global_step and "eval_loss" in line]
    return known[-1] if known else trainer.evaluate()["eval_loss"]


def linear_modules(model) -> list[str]:
    """Last names of all linear layers but the head; peft's own "all-linear" cannot be limited to some layers."""
    from torch.nn import Linear

    names = {name.rsplit(".", 1)[-1] for name, module in model.named_modules() if isinstance(module, Linear)}
    return sorted(names - {"lm_head"})


def save(trainer, tokenizer, output: Path) -> None:
    """Adapter and merged model, each whole or not at all."""
    import torch

    trainer.save_model(fresh(output / "adapter.partial"))
    replace(output / "adapter.partial", output / "adapter")
    merged = trainer.model.merge_and_unload()
    merged.to(torch.bfloat16 if trainer.args.bf16 else torch.float32).save_pretrained(fresh(output / "merged.partial"))
    tokenizer.save_pretrained(output / "merged.partial")
    replace(output / "merged.partial", output / "merged")


def export(output: Path, quantization: str, name: str) -> None:
    if quantization != "none":
        from .export_gguf import export_gguf

        export_gguf(output / "merged", output / "model.gguf", quantization, name)


def fresh(folder: Path) -> str:
    shutil.rmtree(folder, ignore_errors=True)
    return str(folder)


def replace(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    os.replace(source, target)


def write_json(path: Path, value: dict) -> None:
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
    os.replace(partial, path)


if __name__ == "__main__":
    sys.exit(main())
