"""Random expressions and random patients, the same for the same seed: food for comparing two readers."""

from random import Random
from typing import Any

from selnet.logic.catalogue import FUNCTIONS, SET_FUNCTIONS

_LEAVES = (
    *("[a]", "[b]", "[c]", "[d]", "[e(1)]", "[e(2)]", "[x]", "[y]", "[x][2]", "[y][last-instance]", "[nobody]"),
    *(
        "[a]",
        "[b]",
        "[x]",
        "''",
        "'today'",
        "'now'",
        "'2024-02-29'",
        "'2023-12-31 13:45'",
        "'08:30'",
        "'many'",
        "'Án'",
        "'d'",
        "'y'",
    ),
    *("0", "1", "2.5", "-3", "0.1", "1.005", "100000", "true", "false"),
)
_SIGNS = ("=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "^", "and", "or", "and", "or", "=")
_ANSWERS: tuple[Any, ...] = (
    *(None, "", "0", "1", "2", "10", "-3", "2.50", "05", "1e3", "9" * 400, "5\n", " ", "many", "Peñón 🦴", "NI"),
    *("2024-02-29", "2023-02-29", "2024-03-01", "1999-12-31", "2024-01-31 10:15", "2024-01-31 10:15:59", "08:30", "25:00"),
    *({"missing": "NI"}, {"missing": "UNK"}, [], ["1"], ["1", "2"]),
)


def expression(random: Random, depth: int = 4) -> str:
    if depth == 0 or random.random() < 0.2:
        return random.choice(_LEAVES)
    kind = random.random()
    if kind < 0.5:
        return f"({expression(random, depth - 1)}) {random.choice(_SIGNS)} ({expression(random, depth - 1)})"
    if kind < 0.56:
        return f"{random.choice(('not', '-', '!'))} ({expression(random, depth - 1)})"
    return _call(random, depth) if kind < 0.82 else _over(random, depth)


def _call(random: Random, depth: int) -> str:
    name, signature = random.choice(list(FUNCTIONS.items()))
    count = random.randint(signature.least, signature.most or 4)
    return f"{name}({', '.join(expression(random, depth - 1) for _ in range(count))})"


def _over(random: Random, depth: int) -> str:
    name = random.choice(sorted(SET_FUNCTIONS))
    parts = expression(random, depth - 1)
    if name not in ("exists", "all", "count") and random.random() < 0.5:
        parts += f", {expression(random, depth - 1)}"
    return f"{name}(s: {parts})"


def patient(random: Random) -> dict[str, list[dict[str, Any]]]:
    visit = {name: random.choice(_ANSWERS) for name in "abcde" if random.random() < 0.9}
    return {"visit": [visit], "s": [{n: random.choice(_ANSWERS) for n in "xy"} for _ in range(random.randint(0, 3))]}
