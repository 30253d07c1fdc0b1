"""Which checkpoint a killed training goes on from."""

import json
from pathlib import Path

NEEDED = ("trainer_state.json", "optimizer.pt", "scheduler.pt", "adapter_model.safetensors")


def last_whole_checkpoint(folder: str | Path) -> str | None:
    """The newest checkpoint that was written to its end; a torn one, cut by a kill -9, is passed over."""
    found = sorted(Path(folder).glob("checkpoint-*"), key=lambda path: int(path.name.rsplit("-", 1)[1]), reverse=True)
    return next((str(path) for path in found if is_whole(path)), None)


def is_whole(checkpoint: Path) -> bool:
    # the Trainer writes trainer_state.json last of these; safetensors and zip archives say themselves how long they are
    if any(not (checkpoint / name).is_file() for name in NEEDED):
        return False
    try:
        json.loads((checkpoint / "trainer_state.json").read_text(encoding="utf-8"))
    except ValueError:
        return False
    return safetensors_is_whole(checkpoint / "adapter_model.safetensors") and zip_is_whole(checkpoint / "optimizer.pt")


def safetensors_is_whole(path: Path) -> bool:
    with open(path, "rb") as stream:
        size = int.from_bytes(stream.read(8), "little")
        try:
            header = json.loads(stream.read(size))
        except ValueError:
            return False
    end = max((entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__"), default=0)
    return path.stat().st_size == 8 + size + end


def zip_is_whole(path: Path) -> bool:
    with open(path, "rb") as stream:
        stream.seek(max(0, path.stat().st_size - 65_557))
        return b"PK\x05\x06" in stream.read()
