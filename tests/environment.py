"""Sets the environment that the tests' settings are read from, before anything reads them."""

import os
import tempfile

for name in [name for name in os.environ if name.startswith("STAFFROOM_")]:
    del os.environ[name]
os.environ.update(
    STAFFROOM_DATA=os.path.realpath(tempfile.mkdtemp(prefix="staffroom-tests-")),
    STAFFROOM_SECRET_KEY="only-for-tests-" + "x" * 50,
    STAFFROOM_HOSTS="testserver,localhost,127.0.0.1",
    STAFFROOM_HTTPS="false",
    STAFFROOM_DEMO="true",
    STAFFROOM_MUNICIPALITY="Havlunde Kommune",
    STAFFROOM_LOG_LEVEL="WARNING",
    STAFFROOM_DATABASE_URL=os.environ.get("TESTS_DATABASE_URL", ""),  # SQLite unless a test of tests says otherwise
)
