"""Costs as a range, no more exact than they are known: the same on screen and in print."""

from rehab_app.core.format import cost_span as cost_span
