"""What is loaded once before workers that make reports are made from it."""

import maturity.batch.preloaded
import maturity.usecases.reports_of_many  # noqa: F401
from maturity.report.preload import preload
from maturity.usecases.templates import DEFAULT_TEMPLATE, fonts_of, template_folder

_folder = template_folder(DEFAULT_TEMPLATE)
preload(_folder, fonts_of(_folder), pdf=False)
