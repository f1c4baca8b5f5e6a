"""What is loaded once before worker processes are made from it."""

import maturity.batch.of_files
import maturity.batch.of_tables  # noqa: F401
