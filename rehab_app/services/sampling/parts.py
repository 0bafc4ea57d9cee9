"""Part records of a dwelling while it is being described: numbers, references and links kept straight."""

from typing import Any

Record = dict[str, Any]

_PREFIXES = {
    "wall": "M",
    "floor": "PB",
    "roof": "PH",
    "window": "F",
    "door": "P",
    "bridge": "PT",
    "ventilation": "V",
    "heating": "CH",
    "heating_emitter": "EM",
    "heating_generator": "GC",
    "hot_water": "ECS",
    "hot_water_generator": "GE",
}


class Parts:
    """Records by table, as `stock_from_rows` takes them, for the dwelling at position 0."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Record]] = {}

    def add(self, table: str, **values: Any) -> int:
        """Add a part and give its number."""
        records = self.rows.setdefault(table, [])
        number = len(records) + 1
        records.append({"dwelling": 0, "number": number, "reference": f"{_PREFIXES[table]}{number:02d}", **values})
        return number

    def part(self, table: str, number: int) -> Record:
        return self.rows[table][number - 1]

    def reference(self, table: str, number: int) -> str:
        return str(self.part(table, number)["reference"])

    def drop(self, *tables: str) -> None:
        """Forget what is known of these kinds of part."""
        for table in tables:
            self.rows.pop(table, None)
