"""The generated pages are those that the code gives today, and say what the packs say."""

import re

import pytest

from inboundcheck.documents import plain, read_yaml
from inboundcheck.errors import ReadError
from inboundcheck.packs import bundled, load_pack


def test_the_reference_is_fresh(run_python):
    done = run_python("docs/generate.py", "--check")
    assert done.returncode == 0, f"run `python docs/generate.py`\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("name", bundled())
def test_the_page_of_a_pack_shows_the_clauses_of_its_rules(repository, name):
    page = (repository / "docs" / "rules" / f"{name}.md").read_text(encoding="utf-8")
    shown = [plain(read_yaml(text, "page", ReadError)) for text in re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)]
    own = [plain(rule.written) for rule in load_pack(name).rules if not rule.off and rule.pack == name]
    periods = [{**rule, **period} for rule in own for period in rule.get("periods", [{}])]
    assert shown == [{key: each[key] for key in ("when", "require", "unless") if key in each} for each in periods]
