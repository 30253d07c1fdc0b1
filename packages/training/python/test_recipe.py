"""What of the recipe needs no torch. usage: python -m unittest test_recipe"""

import contextlib
import io
import json
import math
import sys
import tempfile
import types
import unittest
from pathlib import Path

# the metrics stream needs nothing of transformers but the class that it extends
sys.modules.setdefault("transformers", types.SimpleNamespace(TrainerCallback=object))

from genai_finetune.chat_data import IGNORED, read_rows, tokenize  # noqa: E402
from genai_finetune.checkpoints import last_whole_checkpoint  # noqa: E402
from genai_finetune.failures import BadData, LossNotFinite, OutOfMemory, named, report  # noqa: E402
from genai_finetune.finetune import last_evaluation, mean_loss  # noqa: E402
from genai_finetune.metrics import MetricsStream  # noqa: E402


class Tokenizer:
    """One token a character; a template of one line a turn."""

    def apply_chat_template(self, messages, tokenize=False, add_generation_prompt=False):
        text = "".join(f"<{turn['role']}>{turn['content']}\n" for turn in messages)
        return text + "<assistant>" if add_generation_prompt else text

    def __call__(self, texts, add_special_tokens=False):
        return {"input_ids": [[ord(letter) for letter in text] for text in texts]}


def row(question, answer="ham", role="assistant"):
    return {"id": "1", "messages": [{"role": "user", "content": question}, {"role": role, "content": answer}]}


class ChatDataTest(unittest.TestCase):
    def test_the_loss_is_on_the_answer_alone(self):
        [example] = tokenize([row("is it?")], Tokenizer(), 64)
        completion = [label for label in example["labels"] if label != IGNORED]
        self.assertEqual("".join(map(chr, completion)), "ham")
        self.assertEqual([example["length"]] * 2, [len(example["input_ids"]), len(example["labels"])])

    def test_a_long_question_is_cut_and_the_answer_is_not(self):
        [example] = tokenize([row("x" * 500)], Tokenizer(), 40)
        self.assertEqual(example["length"], 40)
        self.assertTrue("".join(map(chr, example["input_ids"])).endswith("<assistant>ham"))

    def test_bad_rows_are_named(self):
        for bad, said in [(row("q", role="user"), "row 1: the last message"), (row("q", "y" * 60), "row 1: its answer alone")]:
            with self.assertRaisesRegex(BadData, said):
                tokenize([bad], Tokenizer(), 64)

    def test_a_byte_order_mark_and_blank_lines_are_no_rows(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "train.jsonl"
            path.write_text("\ufeff" + json.dumps(row("q")) + "\r\n\r\n" + json.dumps(row("r")), encoding="utf-8")
            self.assertEqual(len(read_rows(path)), 2)


class LastEvaluationTest(unittest.TestCase):
    def evaluated(self, *history):
        state = types.SimpleNamespace(global_step=9, log_history=list(history))
        return last_evaluation(types.SimpleNamespace(state=state, evaluate=lambda: {"eval_loss": 7.0}))

    def test_what_the_last_step_was_evaluated_to_is_not_asked_again(self):
        self.assertEqual(self.evaluated({"step": 9, "eval_loss": 2.0}, {"step": 9, "train_runtime": 1.0}), 2.0)

    def test_an_earlier_evaluation_is_not_the_last_steps(self):
        for history in [[], [{"step": 8, "eval_loss": 2.0}, {"step": 9, "train_runtime": 1.0}]]:
            self.assertEqual(self.evaluated(*history), 7.0)


class MeanLossTest(unittest.TestCase):
    def mean(self, *history):
        return mean_loss(types.SimpleNamespace(state=types.SimpleNamespace(log_history=list(history))), 9.0)

    def test_every_step_counts_once_whether_the_training_was_resumed_or_not(self):
        first = [{"step": 5, "loss": 2.0}, {"step": 5, "eval_loss": 7.0}, {"step": 10, "loss": 1.0}, {"step": 12, "loss": 0.5}]
        self.assertAlmostEqual(self.mean(*first, {"step": 12, "train_loss": 0.1}), (5 * 2.0 + 5 * 1.0 + 2 * 0.5) / 12)

    def test_a_training_that_logged_nothing_is_told_by_the_trainer(self):
        self.assertEqual(self.mean({"step": 3, "eval_loss": 7.0}), 9.0)


class CheckpointTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def checkpoint(self, step, **torn):
        place = Path(self.folder.name) / f"checkpoint-{step}"
        place.mkdir()
        header = json.dumps({"w": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}).encode()
        contents = {
            "adapter_model.safetensors": len(header).to_bytes(8, "little") + header + b"\0" * 8,
            "optimizer.pt": b"PK\x03\x04data" + b"PK\x05\x06" + b"\0" * 18,
            "scheduler.pt": b"PK",
            "trainer_state.json": b'{"global_step": 1}',
        }
        for name, content in {**contents, **torn}.items():
            if content is not None:
                (place / name.replace("__", ".")).write_bytes(content)
        return str(place)

    def test_the_newest_by_number_is_taken(self):
        self.checkpoint(20)
        newest = self.checkpoint(100)
        self.assertEqual(last_whole_checkpoint(self.folder.name), newest)

    def test_one_that_a_kill_tore_is_passed_over(self):
        whole = self.checkpoint(1)
        torn = [
            {"trainer_state.json": None},
            {"trainer_state.json": b'{"global_st'},
            {"adapter_model.safetensors": b"\x40\0\0\0\0\0\0\0{"},
            {"adapter_model.safetensors": None},
            {"optimizer.pt": b"PK\x03\x04data"},
            {"scheduler.pt": None},
        ]
        for step, parts in enumerate(torn, start=2):
            self.checkpoint(step, **parts)
        self.assertEqual(last_whole_checkpoint(self.folder.name), whole)

    def test_none_is_none(self):
        self.assertIsNone(last_whole_checkpoint(Path(self.folder.name) / "nowhere"))


class FailureTest(unittest.TestCase):
    def test_memory_that_ran_out_is_named_however_it_is_said(self):
        cuda = type("OutOfMemoryError", (RuntimeError,), {})
        for error in [MemoryError(), cuda("CUDA out of memory"), RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried")]:
            self.assertIsInstance(named(error), OutOfMemory)

    def test_a_bug_stays_a_bug(self):
        self.assertIsNone(named(RuntimeError("shape mismatch")))
        self.assertIsNone(named(KeyError("x")))

    def test_the_action_reads_one_line_and_an_exit_code(self):
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            self.assertEqual(report(LossNotFinite("train/loss is nan at step 3")), 3)
        self.assertEqual(json.loads(said.getvalue()), {"code": "loss-not-finite", "message": "train/loss is nan at step 3"})


class MetricsTest(unittest.TestCase):
    def logged(self, logs, step=3):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "metrics.jsonl"
            state = types.SimpleNamespace(global_step=2, max_steps=10, epoch=0.5)
            stream = MetricsStream(str(path))
            stream.on_train_begin(None, state, None)
            state.global_step = step
            try:
                stream.on_log(None, state, None, logs)
                failure = None
            except LossNotFinite as error:
                failure = error
            return failure, [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    def test_a_step_says_loss_rate_speed_and_time_left(self):
        failure, lines = self.logged({"loss": 0.5, "learning_rate": 1e-4, "num_tokens": 100})
        self.assertIsNone(failure)
        self.assertEqual(lines[0], {"event": "started", "step": 2, "total_steps": 10})
        self.assertEqual((lines[1]["train/loss"], lines[1]["learning_rate"], lines[1]["step"]), (0.5, 1e-4, 3))
        self.assertGreaterEqual(lines[1]["eta_s"], 0)

    def test_an_evaluation_says_loss_and_perplexity(self):
        _, lines = self.logged({"eval_loss": 2.0})
        self.assertAlmostEqual(lines[1]["eval/perplexity"], math.exp(2.0))

    def test_a_loss_that_is_no_number_is_written_and_ends_the_training(self):
        for logs in [{"loss": math.nan}, {"loss": math.inf}, {"eval_loss": math.nan}]:
            failure, lines = self.logged(logs)
            self.assertIsInstance(failure, LossNotFinite)
            self.assertRegex(json.dumps(lines[1]), r'loss": "(nan|inf)"')


if __name__ == "__main__":
    unittest.main()
