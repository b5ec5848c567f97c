"""A tiny distribution on the path, as pip would leave it: for tests of plug-ins."""

import importlib
import re
import sys
from contextlib import contextmanager
from pathlib import Path

from checks import catalog

PAGE = (Path(__file__).parents[2] / "docs" / "adding-a-source.md").read_text(encoding="utf-8")
(CASCADE,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)  # the whole source that the page shows
PACKAGE = "footprint-cascade"


@contextmanager
def installed(folder, code=CASCADE, *, name="cascade", package=PACKAGE, more=""):
    """The module `footprint_cascade` with this code, announced as `name`."""
    module = package.replace("-", "_")
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    metadata = folder / f"{module}-1.2.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.2\n", encoding="utf-8")
    entry = f"[footprint.sources]\n{name} = {module}:SOURCE\n{more}"
    (metadata / "entry_points.txt").write_text(entry, encoding="utf-8")
    before = catalog.SOURCES
    sys.path.insert(0, str(folder))
    try:
        vars(catalog).pop("SOURCES")
        importlib.invalidate_caches()
        yield
    finally:
        sys.path.remove(str(folder))
        sys.modules.pop(module, None)
        importlib.invalidate_caches()
        vars(catalog)["SOURCES"] = before
