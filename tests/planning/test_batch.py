"""Many orders placed at once give the schedules that each alone gives, and crossing them never makes one longer."""

import random
from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab_app.planning.batch import Batch
from rehab_app.planning.evolve import Family
from rehab_app.planning.greedy import Packer
from rehab_app.planning.network import Network
from rehab_app.planning.serial import Plan


def invented(seed: int, size: int = 30, longest: int = 9) -> Network:
    """Tasks that share three resources, some of no length and some of no need, each after a few before it."""
    chance = random.Random(seed)
    capacities = [chance.randint(4, 30) for _resource in range(3)]
    after = tuple(
        tuple(sorted(chance.sample(range(task + 1, size), min(chance.randint(0, 3), size - task - 1))))
        for task in range(size)
    )
    demands = [[chance.choice((0, chance.randint(0, most))) for most in capacities] for _task in range(size)]
    durations = [chance.randint(0, longest) for _task in range(size)]
    return Network(np.array(durations), np.array(demands), np.array(capacities), after)


def keeps(network: Network, starts: Sequence[int]) -> bool:
    """Whether order and capacities are kept."""
    ends = [start + int(length) for start, length in zip(starts, network.durations, strict=True)]
    ordered = all(starts[a] >= ends[task] for task, after in enumerate(network.successors) for a in after)
    used = np.zeros((max(ends) + 1, len(network.capacities)), dtype=np.int64)
    for start, end, demand in zip(starts, ends, network.demands, strict=True):
        used[start:end] += demand
    return ordered and bool((used <= network.capacities).all())


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), longest=st.sampled_from([1, 9, 30]))
def test_placing_together_is_placing_alone(seed: int, longest: int) -> None:
    network = invented(seed, longest=longest)
    plan, batch = Plan(network), Batch(network, int(network.durations.sum()) + 1)
    keys = np.random.default_rng(seed).random((5, network.size))
    together = batch._serial(batch.orders(keys), batch._before)
    for row, order in zip(together, batch.orders(keys), strict=True):
        places = np.empty(network.size)
        places[batch.task[order]] = np.arange(network.size)
        starts = np.empty(network.size, dtype=np.int64)
        starts[batch.task] = row
        assert starts.tolist() == plan.serial(places.tolist())


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_packing_keeps_the_rules_and_lengthens_nothing(seed: int) -> None:
    network = invented(seed)
    batch = Batch(network, int(network.durations.sum()) + 1)
    keys = np.random.default_rng(seed).random((8, network.size))
    before = batch._serial(batch.orders(keys), batch._before)
    after = batch.packed(before)
    assert (batch.lengths(after) <= batch.lengths(before)).all()
    for row in after:
        starts = np.empty(network.size, dtype=np.int64)
        starts[batch.task] = row
        assert keeps(network, starts.tolist())


def test_a_schedule_longer_than_the_room_is_told_by_its_length() -> None:
    network = invented(5)
    room = max(Packer(network).length(Packer(network).greedy()) // 2, 1)
    batch = Batch(network, room)
    assert (batch.lengths(batch.placed(batch.orders(np.zeros((2, network.size))))) > room).all()


def test_a_family_is_the_same_for_the_same_seed_and_never_longer() -> None:
    network = invented(11, size=60)
    known = Packer(network).greedy()
    found = []
    for _time in range(2):
        family = Family(network, known, seed=4)
        family.found()
        for _generation in range(6):
            family.generation()
        found.append(family.best)
        assert keeps(network, family.best)
        assert family.length <= Packer(network).length(known)
    assert found[0] == found[1]


def test_only_free_tasks_of_few_resources_are_placed_together() -> None:
    network = invented(3)
    assert Batch.suits(network)
    bound = Network(network.durations, network.demands, network.capacities, network.successors, ((4,), *[None] * 29))
    assert not Batch.suits(bound)
    vast = Network(network.durations, network.demands, network.capacities * 2**20, network.successors)
    assert not Batch.suits(vast)
