"""The order of the steps of the 3CL-DPE 2021 method, and nothing else (arrêté du 31 mars 2021, annexe 1).

Every step takes columns and gives columns. Numbers in parentheses are shapes; n dwellings, monthly arrays (n, 12).
Scale: parts, needs and losses are those of the building for a flat generated from its building
(`Context.from_building`), of the dwelling or building itself otherwise; `totals` brings them to the dwelling.

    context(stock, refusals, assessed_on) -> Context                       §1, 2, 7, 18
    losses: envelope_losses(context) -> Envelope, parts                    §3, 4
    intermittence.factors(context, envelope) -> INT (heating_emitter)      §8
    need.behaviour(context, spender) -> Behaviour                          19 °C or 21 °C
    need.hot_water_need(context, behaviour) -> HotWaterNeed                §11.1
    gains.gains(context, behaviour) -> Gains                               §6
    need.before_recovery_wh(context, envelope, behaviour, gains) -> (n, 12)
    hot_water.recovered_wh(context, behaviour, hot_water_need) -> (n, 12)                   §9.1 distribution, storage
    heating.generators.generators(context, envelope) -> Generators (heating_generator)      §13: Pn, Rpn, Rpint, Qp0 …
    heating.standby.recovered_wh(context, behaviour, generators, before_recovery_wh) -> (n, 12)   §9.1 generation
    need.heating_need(context, before_recovery_wh, recovered…) -> HeatingNeed               §9.1
    heating.consumption.consumption(context, envelope, behaviour, generators, need, INT)
        -> kWh of final energy (heating_generator)                         §9, 12, 13
    hot_water.consumption(context, envelope, behaviour, generators, need)
        -> kWh of final energy (hot_water_generator)                       §11, 14
    cooling.consumption(context, envelope, behaviour, gains) -> Cooling (n, rows of cooling)      §10
    auxiliaries.auxiliaries(context, envelope, …) -> kWh of electricity by dwelling and use       §15
    lighting.consumption_kwh(context) -> (n,)                              §16.1
    panels.self_consumption(…) -> kWh by use                               §16.2
    totals.totals(context, …) -> columns named as in the official block `sortie`
    labels.labels(context, totals) -> classes
"""
