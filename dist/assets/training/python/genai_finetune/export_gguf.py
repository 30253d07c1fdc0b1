"""A merged model of the LLaMA architecture as one GGUF file that llama.cpp serves."""

import json
import os
from pathlib import Path

import gguf
import numpy
from gguf import GGMLQuantizationType, GGUFWriter
from gguf.quants import quantize
from safetensors import safe_open

TENSORS = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
}
OUTER = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}
FILE_TYPES = {"q8_0": gguf.LlamaFileType.MOSTLY_Q8_0, "f16": gguf.LlamaFileType.MOSTLY_F16}
QUANTIZATIONS = {"q8_0": GGMLQuantizationType.Q8_0, "f16": GGMLQuantizationType.F16}


def export_gguf(folder: str | Path, target: str | Path, quantization: str, name: str) -> None:
    """Writes `target` whole or not at all. `folder` holds config.json, model.safetensors and the tokenizer."""
    folder = Path(folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config.get("model_type") != "llama":
        raise ValueError(f"GGUF export knows the llama architecture, not {config.get('model_type')}: set export to none")
    partial = f"{target}.partial"
    writer = GGUFWriter(partial, "llama")
    write_architecture(writer, config, name, quantization)
    write_tokenizer(writer, folder, config)
    for tensor_name, tensor in tensors_of(folder):
        write_tensor(writer, tensor_name, tensor, config, quantization)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    os.replace(partial, target)


def write_architecture(writer: GGUFWriter, config: dict, name: str, quantization: str) -> None:
    heads = config["num_attention_heads"]
    rope = config.get("rope_parameters") or {}
    writer.add_name(name)
    writer.add_file_type(FILE_TYPES[quantization])
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(heads)
    writer.add_head_count_kv(config.get("num_key_value_heads") or heads)
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_rope_freq_base(config.get("rope_theta") or rope.get("rope_theta") or 10_000.0)
    writer.add_rope_dimension_count(config.get("head_dim") or config["hidden_size"] // heads)
    writer.add_vocab_size(config["vocab_size"])


def write_tokenizer(writer: GGUFWriter, folder: Path, config: dict) -> None:
    """Byte-pair vocabulary as the `tokenizers` library wrote it, and the chat template."""
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    settings = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    vocabulary = tokenizer["model"]["vocab"]
    added = {token["id"]: token for token in tokenizer["added_tokens"]}
    by_id = {index: token for token, index in vocabulary.items()} | {index: token["content"] for index, token in added.items()}
    tokens, types = [], []
    for index in range(config["vocab_size"]):
        tokens.append(by_id.get(index, f"[PAD{index}]"))
        if index not in by_id:
            types.append(gguf.TokenType.UNUSED)
        elif index in added and added[index]["special"]:
            types.append(gguf.TokenType.CONTROL)
        elif index in added:
            types.append(gguf.TokenType.USER_DEFINED)
        else:
            types.append(gguf.TokenType.NORMAL)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    merges = tokenizer["model"]["merges"]
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in merges])
    ids = {token: index for index, token in by_id.items()}
    for key, add in (("bos_token", writer.add_bos_token_id), ("eos_token", writer.add_eos_token_id), ("unk_token", writer.add_unk_token_id), ("pad_token", writer.add_pad_token_id)):
        token = settings.get(key)
        content = token.get("content") if isinstance(token, dict) else token
        if content in ids:
            add(ids[content])
    writer.add_add_bos_token(False)
    template_file = folder / "chat_template.jinja"
    template = template_file.read_text(encoding="utf-8") if template_file.is_file() else settings.get("chat_template")
    if template:
        writer.add_chat_template(template)


def tensors_of(folder: Path):
    """(name, float array) one at a time, from one file or from shards."""
    for path in sorted(folder.glob("*.safetensors")):
        with safe_open(path, framework="pt") as shard:
            for name in shard.keys():
                yield name, shard.get_tensor(name).float().numpy()


def write_tensor(writer: GGUFWriter, name: str, tensor: numpy.ndarray, config: dict, quantization: str) -> None:
    stem = name.removesuffix(".weight")
    if stem == "lm_head" and config.get("tie_word_embeddings"):
        return
    if stem in OUTER:
        target = f"{OUTER[stem]}.weight"
    else:
        _, _, layer, part = stem.split(".", 3)
        target = f"blk.{layer}.{TENSORS[part]}.weight"
    if stem.endswith("q_proj"):
        tensor = interleave(tensor, config["num_attention_heads"])
    elif stem.endswith("k_proj"):
        tensor = interleave(tensor, config.get("num_key_value_heads") or config["num_attention_heads"])
    if tensor.ndim == 1:
        writer.add_tensor(target, tensor.astype(numpy.float32))
        return
    kind = QUANTIZATIONS[quantization]
    writer.add_tensor(target, quantize(tensor, kind), raw_dtype=kind)


def interleave(weights: numpy.ndarray, heads: int) -> numpy.ndarray:
    """Rotary halves side by side, as llama.cpp reads them; transformers keeps them apart. [heads * dim, hidden] both."""
    rows, columns = weights.shape
    return weights.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)
