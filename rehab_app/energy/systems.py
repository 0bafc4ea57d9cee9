"""All that is known of heating and hot water before anybody lives there: computed once, used for all occupants."""

from dataclasses import dataclass

from rehab_app.energy import hot_water, intermittence
from rehab_app.energy.context import Context
from rehab_app.energy.envelope import Envelope
from rehab_app.energy.heating.arrangement import Arrangement, arrange
from rehab_app.energy.heating.generators import Generators, generators


@dataclass(frozen=True, slots=True)
class Systems:
    """Generators, and how heat and hot water reach the rooms."""

    generators: Generators
    heating: Arrangement
    hot_water: hot_water.WaterSupply


def systems(context: Context, envelope: Envelope) -> Systems:
    """Systems of all dwellings; what the tables of the method do not know refuses its dwelling."""
    machines = generators(context, envelope)
    arranged = arrange(context, machines, intermittence.factors(context, envelope))
    return Systems(machines, arranged, hot_water.supply(context))
