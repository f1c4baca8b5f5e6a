"""Reports that several tests look at are made once."""

import pytest

from report.made import EXAMPLES, Made, example, hard_cases, make_all, make_methods


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """The reports of the three examples."""
    return make_all([example(name) for name in EXAMPLES], tmp_path_factory.mktemp("examples"))


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """The reports of answers that are hard to print."""
    where = tmp_path_factory.mktemp("hard")
    return make_all(hard_cases(where), where)


@pytest.fixture(scope="session")
def methods(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """The reports of one response by rubrics of every kind."""
    return make_methods(tmp_path_factory.mktemp("methods"))
