"""The demo network: synthetic, plausible, and the same for the same seed.

Owns: who and what there is (data/), how care goes (careers/), the forty cases and the meetings (cases/), the commands behind
`selnet demo` and its check. Everybody in it is invented. Care differs between reference centres and other hospitals as published
studies found; numbers.py names each number with its source.
Does not own: any rule of the platform. Everything is written through the packages' own services.
Read by: config.commands.demo only.

The same seed gives the same network: pseudonyms, careers, cases. All days are counted from the day on which it is made, so that
the board is always next week; made on another day, everything moves by the days between, and nothing else changes.
"""
