"""python -m rehab_app"""

from rehab_app.cli import main

raise SystemExit(main())
