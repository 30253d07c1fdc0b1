"""Stand-ins of NVIDIA's libraries beside torch's own. usage: python cuda_stand_ins.py <folder of torch/lib> <real folder>...

PyPI has no torch without CUDA: its libraries name 2.5 GB of NVIDIA's, and the loader wants each of them there, used or
not. A server on the CPU uses none, so that each gets one with the same names and versions that traps when it is called.
"""

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path


def read(library: Path, *options: str) -> str:
    return subprocess.run(["readelf", "-W", *options, str(library)], capture_output=True, text=True, check=True).stdout


def main() -> None:
    folder = Path(sys.argv[1])
    real = {file.name for place in sys.argv[2:] for file in Path(place).iterdir()}
    libraries = sorted(folder.glob("*.so*"))
    present = real | {library.name for library in libraries}
    wanted: set[str] = set()
    owners: dict[str, str] = {}
    undefined: dict[str, set[str]] = defaultdict(set)
    for library in libraries:
        wanted |= {name for name in re.findall(r"\(NEEDED\).*\[(.+)\]", read(library, "-d")) if name not in present}
        file = ""
        for line in read(library, "-V").splitlines():
            file = found[1] if (found := re.search(r"File: (\S+)", line)) else file
            if named := re.search(r"Name: (\S+)\s+Flags", line):
                owners[named[1]] = file
        for name, version in re.findall(r" GLOBAL +DEFAULT +UND (\w+)(?:@(\S+))?", read(library, "--dyn-syms")):
            undefined[version].add(name)
    missing = {name for name in wanted if name.startswith(("libcu", "libnv", "libnccl")) and name != "libcuda.so.1"}
    for name in sorted(missing):
        versions = [version for version, owner in owners.items() if owner == name]
        stand_in(folder / name, {version: undefined[version] for version in versions})
    # what asks for no version is looked for in all of them
    unversioned = {name for name in undefined[""] if re.match(r"(cu[a-zA-Z]|nv|nccl)", name)}
    stand_in(folder / sorted(missing)[0], {version: undefined[version] for version, owner in owners.items() if owner == sorted(missing)[0]}, unversioned)


def stand_in(path: Path, versions: dict[str, set[str]], plain: set[str] = frozenset()) -> None:
    names = plain.union(*versions.values())
    source = "".join(f"void {name}(void) {{ __builtin_trap(); }}\n" for name in sorted(names))
    script = path.with_name(f"{path.name}.map")
    script.write_text("".join(f"{version} {{ global: {'; '.join([*sorted(symbols), ''])}}};\n" for version, symbols in versions.items()))
    options = [f"-Wl,--version-script={script}"] if versions else []
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-w", "-x", "c", "-", f"-Wl,-soname,{path.name}", *options, "-o", str(path)],
        input=source,
        text=True,
        check=True,
    )
    script.unlink()


if __name__ == "__main__":
    main()
