"""Version of the application, kept with every stored result."""

from importlib.metadata import PackageNotFoundError, version


def app_version() -> str:
    try:
        return version("rehab-app")
    except PackageNotFoundError:
        return "0+source"
