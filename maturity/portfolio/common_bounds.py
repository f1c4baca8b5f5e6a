"""How much can a purse buy at most, where things may be bought in part?

The greatest filling of a knapsack with parts of things (G. B. Dantzig, "Discrete-variable extremum
problems", Operations Research 5, 1957): what gives most for its price comes first.
"""

from __future__ import annotations

import numpy as np

from maturity.scoring.plan import Columns, Floats


def filled(gives: Floats, prices: Floats, purse: float) -> float:
    """The most that a purse can buy of things in falling order of what they give for their price."""
    before = np.cumsum(prices) - prices
    return float((gives * np.clip((purse - before) / prices, 0.0, 1.0)).sum())


def rows_filled(gives: Floats, prices: Floats, purse: float) -> Floats:
    """The most that a purse can buy for each row alone.

    Args:
        gives: What each thing gives to each row, rows x things; 0 or more.
        prices: Of the things, above 0.
        purse: What may be spent on one row.
    """
    row, thing = np.divmod(np.flatnonzero(gives), len(prices))
    if not len(row):
        return np.zeros(len(gives))
    given, price = gives[row, thing], prices[thing]
    rates = given / price
    # By row, and within it what gives most for its price first: the rates come to no more than a half.
    order = np.argsort(row - rates / (2.0 * rates.max()), kind="stable")
    row, given, price = row[order], given[order], price[order]
    before = np.cumsum(price) - price
    first = starts_of(row)
    before -= np.repeat(before[first], np.diff(np.r_[first, len(row)]))
    bought = np.clip((purse - before) / price, 0.0, 1.0)
    return np.asarray(np.bincount(row, given * bought, len(gives)), dtype=np.float64)


def starts_of(values: Columns) -> Columns:
    """Where each run of equal values begins."""
    if not len(values):
        return np.zeros(0, dtype=np.intp)
    return np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
