"""Scores of sacrebleu and rouge_score for pairs in a JSON file, and the CPU seconds that each took.

usage: text_metrics.py job.json
job: {"pairs": [{"hypothesis", "references"}], "metrics": [name], "references": 1 or 2, "sentences": [row]}
Writes {"name": {"score", "signature", "seconds", "sentences": [score]}} as JSON.
"""

import json
import sys
import time

import regex
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import Tokenizer
from sacrebleu.metrics import BLEU, CHRF, TER

SPACELESS = r"[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]"
UNICODE_TOKEN = regex.compile(
    rf"(?V1)[{SPACELESS}&&[\p{{L}}\p{{N}}]]\p{{M}}*|[[\p{{L}}\p{{M}}\p{{N}}]--{SPACELESS}]+"
    r"|[\p{Extended_Pictographic}\p{RI}]"
)


class UnicodeTokenizer(Tokenizer):
    def tokenize(self, text):
        return UNICODE_TOKEN.findall(text.lower())


SACREBLEU = {
    "bleu": BLEU,
    "bleu-zh": lambda **more: BLEU(tokenize="zh", **more),
    "bleu-intl": lambda **more: BLEU(tokenize="intl", **more),
    "bleu-char": lambda **more: BLEU(tokenize="char", **more),
    "bleu-none": lambda **more: BLEU(tokenize="none", **more),
    "chrf": CHRF,
    "chrf++": lambda: CHRF(word_order=2),
    "ter": TER,
}


def sacrebleu_scores(name, hypotheses, references, sentences):
    metric = SACREBLEU[name]()
    started = time.process_time()
    score = metric.corpus_score(hypotheses, references).score
    seconds = time.process_time() - started
    single = SACREBLEU[name](effective_order=True) if name.startswith("bleu") else metric
    rows = [single.sentence_score(hypotheses[row], [stream[row] for stream in references]).score for row in sentences]
    return {"score": score, "signature": str(metric.get_signature()), "seconds": seconds, "sentences": rows}


def rouge_scores(names, tokenizer, stemmer, hypotheses, references, sentences):
    # names of one tokenizer are scored together, as its users do, and share the seconds
    scorer = RougeScorer(names, use_stemmer=stemmer, tokenizer=UnicodeTokenizer() if tokenizer == "unicode" else None)
    started = time.process_time()
    rows = [scorer.score_multi(targets, text) for text, targets in zip(hypotheses, zip(*references))]
    seconds = time.process_time() - started
    return {
        name: {
            "score": sum(row[name].fmeasure for row in rows) / len(rows),
            "seconds": seconds,
            "sentences": [rows[at][name].fmeasure for at in sentences],
        }
        for name in names
    }


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        job = json.load(file)
    hypotheses = [pair["hypothesis"] for pair in job["pairs"]]
    references = [[pair["references"][at] for pair in job["pairs"]] for at in range(job["references"])]
    found = {}
    together = {}
    for name in job["metrics"]:
        if name in SACREBLEU:
            found[name] = sacrebleu_scores(name, hypotheses, references, job["sentences"])
        else:
            # rouge1/unicode, rouge1/rouge_score, rouge1/rouge_score/stem
            kind, tokenizer, *stemmer = name.split("/")
            together.setdefault((tokenizer, bool(stemmer)), []).append(kind)
    for (tokenizer, stemmer), kinds in together.items():
        scores = rouge_scores(kinds, tokenizer, stemmer, hypotheses, references, job["sentences"])
        found.update({f"{kind}/{tokenizer}{'/stem' if stemmer else ''}": scores[kind] for kind in kinds})
    json.dump(found, sys.stdout)


main()
