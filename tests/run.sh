#!/usr/bin/env bash
# Every check, the quick ones first. `tests/run.sh lint` stops after the checks that run nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
export SELNET_TESTING=1
bin=.venv/bin
say() { printf '\n== %s\n' "$1"; }

say "style";   $bin/ruff check --no-cache src tests benchmarks; $bin/ruff format --check -q src tests benchmarks
say "layers";  $bin/lint-imports
say "types";   $bin/mypy src/selnet
say "packs";   for pack in packs/*/; do $bin/selnet packs check "$pack"; done
say "tables";  SELNET_HOME="$PWD/var/testing" $bin/selnet manage makemigrations --check --dry-run
[ "${1:-}" = lint ] && exit 0

if [ ! -x /usr/bin/chromium ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  say "Debian's chromium"; apt-get update -qq && apt-get install -y -qq chromium >/dev/null
fi
say "tests";   $bin/pytest -q -n 2 --dist loadfile
