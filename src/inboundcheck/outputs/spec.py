"""Writes a shipment as our own YAML, which reads back to the same shipment."""

from __future__ import annotations

from io import StringIO
from typing import Any

from inboundcheck.model import Shipment
from inboundcheck.report import FORMAT


def render_spec(shipment: Shipment) -> str:
    """Return the spec of a shipment: everything that is known of it, and nothing that is not."""
    from ruamel.yaml import YAML
    from ruamel.yaml.representer import SafeRepresenter

    class Quoting(SafeRepresenter):
        """Escapes what is not printable: in plain or single-quoted text a line break of any kind would be folded."""

        def represent_str(self, text: str) -> Any:
            return self.represent_scalar("tag:yaml.org,2002:str", text, style=None if text.isprintable() else '"')

    Quoting.add_representer(str, Quoting.represent_str)
    writer = YAML(typ="safe", pure=True)
    writer.Representer = Quoting
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.width = 10_000
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    text = StringIO()
    said = _pruned(shipment.model_dump(mode="json", exclude_none=True))
    boxes = {"boxes": said.pop("boxes")} if "boxes" in said else {}
    writer.dump({"format": FORMAT, **said, **boxes}, text)
    return text.getvalue()


_SAID_ANYWAY = {"facts": {}, "settings": {}, "count": 1}
"""What a spec leaves out because it holds without being written."""


def _pruned(tree: Any) -> Any:
    if isinstance(tree, dict):
        said = {key: _pruned(value) for key, value in tree.items() if key not in _SAID_ANYWAY or value != _SAID_ANYWAY[key]}
        return said or {key: tree[key] for key in tree if key == "count"}  # a box of which nothing is known is a box all the same
    return [_pruned(each) for each in tree] if isinstance(tree, list) else tree
