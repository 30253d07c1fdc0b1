"""LoRA fine-tuning recipe of genai-mlops. Settings are checked by the fine-tune action before any of this runs."""
