"""The library starts fast and stays at home: nothing heavy is loaded before it is used, and nothing is ever fetched."""

import json

import pytest

HEAVY = {"PIL", "cv2", "jinja2", "numpy", "openpyxl", "pandas", "pillow_heif", "pint", "polars", "pyarrow", "pyzbar", "zxingcpp"}

_HELP = """
import json, runpy, sys
sys.argv = ["inboundcheck", "--help"]
try:
    runpy.run_module("inboundcheck", run_name="__main__", alter_sys=True)
except SystemExit as end:
    assert not end.code, end.code
print("\\n" + json.dumps(sorted(sys.modules)))
"""

_CHECK = """
import json, runpy, sys
calls = []
def refuse(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        calls.append(event)
        raise RuntimeError(f"the network was called: {event}")
sys.addaudithook(refuse)
sys.argv = ["inboundcheck", "check", "examples/first-shipment"]
code = None
try:
    runpy.run_module("inboundcheck", run_name="__main__", alter_sys=True)
except SystemExit as end:
    code = end.code
print("\\n" + json.dumps({"code": code, "calls": calls}))
"""


def loaded_after(run_python, code):
    """The top-level modules that are loaded when the code has run."""
    done = run_python("-c", code)
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


@pytest.mark.parametrize("module", ["inboundcheck", "inboundcheck.api", "inboundcheck.photos", "inboundcheck.quantities"])
def test_an_import_loads_nothing_heavy(run_python, module):
    loaded = loaded_after(run_python, f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))")
    assert not loaded & HEAVY


def test_help_loads_nothing_heavy(run_python):
    assert not loaded_after(run_python, _HELP) & HEAVY


def test_the_pytest_plugin_loads_nothing_of_ours(run_python):
    loaded = loaded_after(run_python, "import json, sys, pytest_inboundcheck; print(json.dumps(sorted(sys.modules)))")
    assert not loaded & (HEAVY | {"inboundcheck", "pydantic", "rich", "ruamel", "typer"})


def test_the_api_loads_no_terminal_libraries(run_python):
    loaded = loaded_after(run_python, "import json, sys, inboundcheck.api; print(json.dumps(sorted(sys.modules)))")
    assert not loaded & {"click", "rich", "typer"}


def test_an_import_neither_warns_nor_touches_the_log(run_python):
    code = "import logging; import inboundcheck.api; assert not logging.getLogger().handlers; assert not logging.getLogger('inboundcheck').handlers"
    done = run_python("-W", "error", "-c", code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_check_never_calls_the_network(run_python):
    done = run_python("-c", _CHECK)
    result = json.loads(done.stdout.splitlines()[-1])
    assert result == {"code": 1, "calls": []}, done.stderr
