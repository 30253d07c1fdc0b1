"""Of <folder>/model another model, its first four layers, and an adapter for it. usage: python weights.py <folder>"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer


def main() -> None:
    folder = Path(sys.argv[1])
    model = AutoModelForCausalLM.from_pretrained(folder / "model", dtype=torch.bfloat16)
    tokenizer = AutoTokenizer.from_pretrained(folder / "model")
    model.save_pretrained(folder / "model")
    adapter(model.config, folder / "adapter")
    model.model.layers = model.model.layers[:4]
    model.config.num_hidden_layers = 4
    if getattr(model.config, "layer_types", None):
        model.config.layer_types = model.config.layer_types[:4]
    model.save_pretrained(folder / "cut")
    tokenizer.save_pretrained(folder / "cut")


def adapter(config, folder: Path) -> None:
    """LoRA weights of rank 8 on one layer, loud enough to change what is said."""
    folder.mkdir()
    generator = torch.Generator().manual_seed(1)
    width = config.num_attention_heads * config.head_dim
    name = "base_model.model.model.layers.0.self_attn.q_proj"
    weights = {
        f"{name}.lora_A.weight": torch.randn(8, config.hidden_size, generator=generator),
        f"{name}.lora_B.weight": torch.randn(width, 8, generator=generator),
    }
    save_file({key: value.to(torch.bfloat16) for key, value in weights.items()}, folder / "adapter_model.safetensors")
    settings = {"peft_type": "LORA", "r": 8, "lora_alpha": 16, "target_modules": ["q_proj"], "task_type": "CAUSAL_LM", "bias": "none"}
    (folder / "adapter_config.json").write_text(json.dumps(settings), encoding="utf-8")


if __name__ == "__main__":
    main()
