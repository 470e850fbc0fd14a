"""The plain second implementation of the model: what `husrum verify` and the tests compare with.

It reads the same text (docs/model.md) again, with loops over pairs and whole numbers, and imports nothing of
the rules, points, quota and solver it checks; only ``Week``, ``Policy`` and ``Result`` are shared.

- ``Assessment(week, policy, rates, seed)``: reasons, eligible pairs, points, pools, teams;
- ``verify(week, policy, rates, result)``: one line per breach of a result;
- ``matcher.check.stages``: the optimum by SciPy's ``milp``, stage by stage (imported only when asked for).
"""

from matcher.check.assess import Assessment
from matcher.check.value import Valuation, Value
from matcher.check.verify import Verification, verify

__all__ = ["Assessment", "Valuation", "Value", "Verification", "verify"]
