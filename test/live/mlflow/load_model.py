"""Makes a tiny model of random weights, waits until it is registered, and loads it as MLflow's users do.

Beside this environment, which has transformers and torch, MLflow's own comes last: what both have is this one's.
"""

import json
import os
import sys

folder, mlflow_packages = sys.argv[1:]
sys.path.append(mlflow_packages)
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import mlflow
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM, set_seed

WORDS = ["<unk>", "<eos>", "please", "sort", "this", "mail", "urgent", "later", "thanks"]
PROMPT = "please sort this mail"

set_seed(7)
tokenizer = Tokenizer(models.WordLevel({word: index for index, word in enumerate(WORDS)}, unk_token="<unk>"))
tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
PreTrainedTokenizerFast(
    tokenizer_object=tokenizer, unk_token="<unk>", eos_token="<eos>", pad_token="<eos>"
).save_pretrained(folder)
Qwen2ForCausalLM(
    Qwen2Config(
        vocab_size=len(WORDS),
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        max_position_embeddings=64,
        bos_token_id=1,
        eos_token_id=1,
    )
).save_pretrained(folder)
print("made", flush=True)

uris = json.loads(sys.stdin.readline())


def is_original(model):
    state = model.state_dict()
    return state.keys() == original.keys() and all(torch.equal(state[key], original[key]) for key in original)


original = AutoModelForCausalLM.from_pretrained(folder).state_dict()
found = {}
for uri in uris:
    pipeline = mlflow.transformers.load_model(uri)
    flavored = mlflow.pyfunc.load_model(uri)
    found[uri] = {
        "same_weights": [is_original(pipeline.model), is_original(flavored.get_raw_model().model)],
        "model": type(pipeline.model).__name__,
        "task": pipeline.task,
        "tokens": pipeline.tokenizer.tokenize(PROMPT),
        "text": pipeline(PROMPT, max_new_tokens=4, do_sample=False)[0]["generated_text"],
        "predicted": list(flavored.predict([PROMPT])),
        "model_id": flavored.metadata.model_id,
    }
print(json.dumps(found))
