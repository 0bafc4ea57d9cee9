"""The journeys begin as the tests of the windows do."""

from tests.ui.conftest import town as town
from tests.ui.conftest import window as window
