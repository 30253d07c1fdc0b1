"""Metrics stream out as JSON lines while the training runs: one writer, flushed line by line."""

import json
import math
import time

from transformers import TrainerCallback

from .failures import LossNotFinite


class MetricsStream(TrainerCallback):
    """Appends {"step", "total_steps", "epoch", "time_s", "train/loss", "learning_rate", "tokens_per_s", "eta_s"} and
    {"step", "epoch", "eval/loss", "eval/perplexity"} to the metrics file. Raises LossNotFinite on a NaN or infinite loss."""

    def __init__(self, path: str):
        self.path = path
        self.started = time.monotonic()
        self.first_step = None
        self.first_tokens = 0.0

    def on_train_begin(self, args, state, control, **_):
        self.started = time.monotonic()
        self.first_step = state.global_step
        self.write({"event": "started", "step": state.global_step, "total_steps": state.max_steps})

    def on_step_end(self, args, state, control, **_):
        if state.global_step == self.first_step + 1:
            self.write({"event": "first-step", "step": state.global_step, "total_steps": state.max_steps})

    def on_log(self, args, state, control, logs=None, **_):
        logs = logs or {}
        elapsed = time.monotonic() - self.started
        line = {"step": state.global_step, "total_steps": state.max_steps, "epoch": round(state.epoch or 0, 4)}
        if "loss" in logs:
            done = state.global_step - self.first_step
            tokens = logs.get("num_tokens", 0.0)
            line |= {
                "time_s": round(elapsed, 2),
                "train/loss": logs["loss"],
                "learning_rate": logs.get("learning_rate"),
                "tokens_per_s": round(tokens / elapsed, 1) if elapsed > 0 else None,
                "eta_s": round(elapsed / done * (state.max_steps - state.global_step), 1) if done > 0 else None,
            }
            self.write(line)
            self.require_finite("train/loss", logs["loss"], state.global_step)
        elif "eval_loss" in logs:
            loss = logs["eval_loss"]
            line |= {"eval/loss": loss, "eval/perplexity": math.exp(loss) if loss < 700 else math.inf}
            self.write(line)
            self.require_finite("eval/loss", loss, state.global_step)

    def require_finite(self, name: str, loss: float, step: int):
        if not math.isfinite(loss):
            raise LossNotFinite(f"{name} is {loss} at step {step}")

    def write(self, line: dict):
        safe = {key: value if not isinstance(value, float) or math.isfinite(value) else str(value) for key, value in line.items()}
        with open(self.path, "a", encoding="utf-8") as stream:
            stream.write(json.dumps(safe) + "\n")
