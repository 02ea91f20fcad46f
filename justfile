# Recipes for people and for CI. `just` alone lists them.

default:
    @just --list

# Linters, formatting, types, import contracts
check:
    ruff check .
    ruff format --check .
    mypy
    lint-imports
    # two components open a tag under a condition, which the template linter cannot follow
    djangofmt check $(git ls-files 'src/**/*.html' ':!*/cotton/section.html' ':!*/widgets/select.html')

# Put everything into shape
fmt:
    ruff check --fix .
    ruff format .

# Collect the texts of one app anew and compile all translations
texts app:
    cd src/begleitwerk/{{app}} && mkdir -p locale/de/LC_MESSAGES && django-admin makemessages -l de --no-obsolete --no-location --no-wrap
    python -c "import hatch_build; hatch_build.compile_translations()"

# What must be fast, each against its own floor
bench *args:
    python benchmarks/run.py {{args}}

# Pictures of the handbook, taken from the demo
pictures:
    python docs/pictures.py

# Pin what was added to the dependencies; `just pins renew` takes the newest releases of all
pins how="complete":
    python .ci/pins.py {{how}}
    uv export --quiet --no-dev --no-emit-project --no-header --format requirements-txt -o requirements.txt
