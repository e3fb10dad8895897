"""The generated pages are those that the code gives today."""


def test_the_reference_is_fresh(run_python):
    done = run_python("docs/generate.py", "--check")
    assert done.returncode == 0, f"run `python docs/generate.py`\n{done.stdout}{done.stderr}"
