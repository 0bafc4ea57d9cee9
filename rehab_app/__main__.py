"""python -m rehab_app; the frozen application begins here too."""

import sys
from multiprocessing import freeze_support

from rehab_app.cli import main

if __name__ == "__main__":
    freeze_support()  # in the frozen application a child process begins here too
    sys.exit(main())
