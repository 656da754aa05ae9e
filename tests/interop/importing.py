"""Small tables and a mapping for them, imported through the command itself."""

import argparse
import io
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from selnet.config.commands import import_table

MAPPING = """\
id: clinic
title: A clinic's own sheet
pack: sarcoma
key: number
blanks: ["-", n/a]
missing: {unknown: UNK}
absent: NI
anchor: {year: year, day: "07-01"}
forms:
  - form: demographics
    fields:
      sex: {column: sex, values: {F: female, M: male}}
      birth_year: {years_before: age}
      country: {column: country}
  - form: presentation
    fields:
      site: {columns: [site, site2]}
      size_mm: {column: size_cm, scale: 10}
      depth: {column: depth, values: {deep: deep, "outer": superficial}}
  - form: surgery
    when: {column: operated, in: "yes"}
    fields:
      surgery_date: {days_after: operated_day}
      margin: {column: margin, values: {neg: r0, pos: r1}}
"""
HEADER = "number,sex,age,country,year,site,site2,size_cm,depth,operated,operated_day,margin,remark"
ROWS = (
    "A1,F,61,pe,2019,C49.2,,8.5,deep,yes,30,neg,thigh",
    "A2,M,n/a,pe,2020,,C48.0,unknown,outer,no,,,",
    "A3,F,40,br,,C49.1,,4,deep,yes,12,odd,",
)


@dataclass
class Desk:
    """A folder with a table and its mapping, and the command that imports them."""

    folder: Path

    def imported(
        self, table: str | bytes, *flags: str, mapping: str = MAPPING, who: str = "dora", name: str = "sheet.csv"
    ) -> "Told":
        file, yaml = self.folder / name, self.folder / "map.yaml"
        file.write_bytes(table if isinstance(table, bytes) else table.encode())
        yaml.write_text(mapping)
        return run(file, yaml, *flags, who=who)


@dataclass
class Told:
    code: int
    text: str

    def line(self, *words: str) -> str:
        """The first line that holds all these words."""
        found = [line for line in self.text.splitlines() if all(word in line for word in words)]
        assert found, f"no line with {words} in:\n{self.text}"
        return found[0]


def run(file: Path, mapping: Path, *flags: str, who: str = "dora", institution: str = "Hospital del Valle") -> Told:
    parser = argparse.ArgumentParser()
    import_table.configure(parser)
    given = [str(file), "--mapping", str(mapping), "--as", f"{who}@example.org", "--institution", institution, *flags]
    out = io.StringIO()
    with redirect_stdout(out):
        code = import_table.run(parser.parse_args(given))
    return Told(code, out.getvalue())


def sheet(*rows: str, header: str = HEADER) -> str:
    return "\n".join((header, *rows)) + "\n"
