# Recipes for people and for CI. `just` alone lists them.

default:
    @just --list

# two components open a tag under a condition, which the template tools cannot follow
templates := "$(git ls-files --cached --others --exclude-standard 'src/**/*.html' ':!*/cotton/section.html' ':!*/widgets/select.html')"
shape := "--quiet --line-length 100 --indent-width 2"

# Linters, formatting, types, import contracts
check:
    ruff check .
    ruff format --check .
    mypy
    lint-imports
    djangofmt check {{templates}}
    djangofmt --check {{shape}} {{templates}}

# Put everything into shape
fmt:
    ruff check --fix .
    ruff format .
    djangofmt check --fix {{templates}}
    djangofmt {{shape}} {{templates}}

# Collect the texts of one app anew and compile all translations
texts app:
    cd src/begleitwerk/{{app}} && mkdir -p locale/de/LC_MESSAGES && django-admin makemessages -l de --no-obsolete --no-location --no-wrap
    python -c "import hatch_build; hatch_build.compile_translations()"

# Which branches of services, rules and selectors no test takes; `just coverage tests/goals` asks some
coverage *tests:
    coverage erase
    coverage run -m pytest {{tests}}
    coverage combine --quiet
    coverage report

# What must be fast, each against its own floor
bench *args:
    python benchmarks/run.py {{args}}

# Pictures of the handbook, taken from the demo
pictures *names:
    python docs/pictures.py {{names}}

# Pin what was added to the dependencies; `just pins renew` takes the newest releases of all
pins how="complete":
    python .ci/pins.py {{how}}
    uv export --quiet --no-dev --no-emit-project --no-header --format requirements-txt -o requirements.txt
