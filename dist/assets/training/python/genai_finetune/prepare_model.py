"""Brings a base model into one shape: a Hugging Face folder and a GGUF of it.

usage: python -m genai_finetune.prepare_model --from <file.gguf | folder | hub id> --to <new folder> [--gguf q8_0|f16]
"""

import argparse
import shutil
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="source", required=True)
    parser.add_argument("--to", dest="target", required=True)
    parser.add_argument("--revision")
    parser.add_argument("--name", required=True)
    parser.add_argument("--gguf", choices=["q8_0", "f16", "none"], default="q8_0")
    arguments = parser.parse_args()
    target = Path(arguments.target)
    model_folder = target / "model"
    model_folder.mkdir(parents=True)
    source = Path(arguments.source)
    if source.is_file():
        from_gguf(source, model_folder)
    elif source.is_dir():
        shutil.copytree(source, model_folder, dirs_exist_ok=True)
    else:
        from huggingface_hub import snapshot_download

        snapshot_download(arguments.source, revision=arguments.revision, local_dir=model_folder, ignore_patterns=["*.bin", "*.onnx", "*.gguf", "onnx/*"])
    if arguments.gguf != "none":
        from .export_gguf import export_gguf

        export_gguf(model_folder, target / "model.gguf", arguments.gguf, arguments.name)


def from_gguf(path: Path, folder: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    place = {"pretrained_model_name_or_path": str(path.parent), "gguf_file": path.name}
    # without dequantize the weights stay packed and cannot be saved
    model = AutoModelForCausalLM.from_pretrained(**place, quantization_config=GgufConfig(dequantize=True), dtype=torch.float32)
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(**place).save_pretrained(folder)


if __name__ == "__main__":
    main()
