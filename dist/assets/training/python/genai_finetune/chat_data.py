"""Chat JSONL rows become token ids with the loss on the last assistant turn only."""

import json
from pathlib import Path

from .failures import BadData

IGNORED = -100


def read_rows(path: str | Path) -> list[dict]:
    with open(path, encoding="utf-8-sig") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def tokenize(rows: list[dict], tokenizer, max_length: int) -> list[dict]:
    """Rows with `input_ids` and `labels` (both int[length], `labels` -100 before the completion).

    A prompt that is too long loses its middle turns' last characters: the completion is never cut.
    """
    examples = []
    for row in rows:
        *prompt, answer = row["messages"]
        if answer["role"] != "assistant":
            raise BadData(f"row {row.get('id')}: the last message is not the assistant's")
        prompt_text = tokenizer.apply_chat_template(prompt, tokenize=False, add_generation_prompt=True)
        whole_text = tokenizer.apply_chat_template(row["messages"], tokenize=False)
        if not whole_text.startswith(prompt_text):
            raise BadData("the chat template changes earlier turns when a turn is added: train with messages of one turn")
        completion_text = whole_text[len(prompt_text) :].rstrip("\n")
        prompt_ids, completion_ids = tokenizer([prompt_text, completion_text], add_special_tokens=False)["input_ids"]
        room = max_length - len(completion_ids)
        if room < 8:
            raise BadData(f"row {row.get('id')}: its answer alone has {len(completion_ids)} tokens, max_length is {max_length}")
        if len(prompt_ids) > room:
            tail = min(16, room // 2)
            prompt_ids = prompt_ids[: room - tail] + prompt_ids[-tail:]
        ids = prompt_ids + completion_ids
        examples.append({"input_ids": ids, "labels": [IGNORED] * len(prompt_ids) + completion_ids, "length": len(ids)})
    return examples
