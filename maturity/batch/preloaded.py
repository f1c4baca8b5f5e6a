"""What is loaded once before worker processes are made from it."""

import gc

import maturity.batch.of_files  # noqa: F401
from maturity.model.response import Response

Response.model_rebuild()

# What is loaded stays, and a group of responses is many small objects without a circle among them:
# looking for circles seldom saves a tenth of the time.
gc.freeze()
gc.set_threshold(50_000, 20, 50)
