from __future__ import annotations

import pytest

from tests.servers.certificates import Authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority that the tests' certificates come from."""
    return Authority(tmp_path_factory.mktemp("authority"))
